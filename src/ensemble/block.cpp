#include "ensemble/block.hpp"

namespace tanlu::ensemble {

Block::Block(const Plan& plan)
    : quantiles(plan.sampler().dimensions() * kBlockSamples), runs(plan.runs().size()) {
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const Run& run = plan.runs()[r];
        runs[r].values = WideArray(run.series.size() * run.years * kBlockSamples);
        runs[r].outcomes.resize(outcome_count() * kBlockSamples);
        runs[r].status.resize(kBlockSamples);
        if (run.evidence.empty()) continue;
        runs[r].weights.resize(kBlockSamples);
        runs[r].misfit.resize(kBlockSamples);
    }
}

std::size_t block_bytes(const Plan& plan) {
    std::size_t numbers = plan.sampler().dimensions();
    for (const auto& run : plan.runs()) {
        numbers += run.series.size() * run.years + outcome_count();
    }
    return numbers * kBlockSamples * sizeof(double);
}

}  // namespace tanlu::ensemble
