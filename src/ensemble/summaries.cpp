#include "ensemble/summaries.hpp"

#include <algorithm>
#include <cmath>

namespace tanlu::ensemble {
namespace {

/// Cells of a task: enough to be worth the bookkeeping, few enough to share out evenly.
constexpr std::size_t kTaskCells = 1024;
/// The same for the exact counts of outcomes.
constexpr std::size_t kTaskOutcomes = 16;

}  // namespace

RunSummary::RunSummary(const Run& run, std::size_t dimensions)
    : histograms(run.cells(run.summarised) + outcome_count()),
      moments(run.cells(run.summarised) + outcome_count()),
      whole(outcome_count()),
      failed_quantiles(dimensions) {
    if (!run.evidence.empty()) {
        conditioned = std::make_unique<Histograms>(run.cells(run.conditioned) + outcome_count());
    }
}

void RunSummary::merge(const RunSummary& other) {
    moments.merge(other.moments);  // refuses blocks that are here, before anything is added
    histograms.merge(other.histograms);
    if (conditioned) conditioned->merge(*other.conditioned);
    for (std::size_t o = 0; o < whole.size(); ++o) {
        for (const auto& [value, counts] : other.whole[o]) {
            for (std::size_t i = 0; i < counts.size(); ++i) whole[o][value][i] += counts[i];
        }
    }
    weights += other.weights;
    squared_weights += other.squared_weights;
    capped_weights += other.capped_weights;
    for (const auto& [status, samples] : other.statuses) statuses[status] += samples;
    for (std::size_t d = 0; d < failed_quantiles.size(); ++d) {
        failed_quantiles[d] += other.failed_quantiles[d];
    }
}

Summaries::Summaries(const Plan& plan) : plan_(plan), moments_(plan.runs().size()) {
    for (std::size_t r = 0; r < plan.runs().size(); ++r) {
        const Run& run = plan.runs()[r];
        runs_.emplace_back(run, plan.sampler().dimensions());
        const auto cut = [&](std::size_t cells, std::size_t size, What what) {
            for (std::size_t first = 0; first < cells; first += size) {
                tasks_.push_back({r, first, std::min(first + size, cells), what});
            }
        };
        const std::size_t cells = run.cells(run.summarised) + outcome_count();
        cut(cells, kTaskCells, What::all);
        if (!run.evidence.empty()) {
            cut(run.cells(run.conditioned) + outcome_count(), kTaskCells, What::conditioned);
        }
        cut(outcome_count(), kTaskOutcomes, What::whole);
    }
}

std::span<const double> Summaries::values(const Block& block, const Task& task,
                                          std::size_t cell) const {
    const Run& run = plan_.runs()[task.run];
    const auto& series = task.what == What::conditioned ? run.conditioned : run.summarised;
    const std::size_t series_cells = run.cells(series);
    if (cell < series_cells) {
        return block.values(task.run, series[cell / run.years] * run.years + cell % run.years);
    }
    return std::span(block.runs[task.run].outcomes)
        .subspan((cell - series_cells) * kBlockSamples, block.count);
}

void Summaries::begin(std::size_t blocks) {
    for (std::size_t r = 0; r < runs_.size(); ++r) {
        moments_[r].assign(blocks, std::vector<Moments>(runs_[r].moments.cells()));
    }
}

void Summaries::add(std::span<const Block> blocks, std::size_t number) {
    const Task& task = tasks_[number];
    if (task.what == What::whole) {
        for (const Block& block : blocks) count_whole(block, task);
        return;
    }
    for (std::size_t cell = task.first; cell < task.last; ++cell) {
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            add_cell(blocks[b], task, cell, moments_[task.run][b]);
        }
    }
}

void Summaries::add_cell(const Block& block, const Task& task, std::size_t cell,
                         std::vector<Moments>& moments) {
    RunSummary& summary = runs_[task.run];
    const auto numbers = values(block, task, cell);
    if (task.what == What::conditioned) {
        const auto weights = std::span(block.runs[task.run].weights);
        summary.conditioned->add(cell, numbers, weights.first(block.count));
    } else {
        summary.histograms.add(cell, numbers);
        moments[cell] = moments_of(numbers);
    }
}

void Summaries::count_whole(const Block& block, const Task& task) {
    const RunBlock& run = block.runs[task.run];
    for (std::size_t o = task.first; o < task.last; ++o) {
        if (!is_whole(outcomes()[outcome_numbers()[o].outcome])) continue;
        WholeCounts& counts = runs_[task.run].whole[o];
        for (std::size_t i = 0; i < block.count; ++i) {
            const double value = run.outcomes[o * kBlockSamples + i];
            if (std::isnan(value)) continue;
            auto& [samples, weights] = counts[static_cast<std::int32_t>(value)];
            ++samples;
            if (!run.weights.empty()) weights += run.weights[i];
        }
    }
}

void Summaries::finish(std::span<const Block> blocks) {
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        for (std::size_t r = 0; r < runs_.size(); ++r) finish(blocks[b], r, moments_[r][b]);
    }
}

void Summaries::finish(const Block& block, std::size_t number,
                       const std::vector<Moments>& moments) {
    RunSummary& summary = runs_[number];
    const RunBlock& run = block.runs[number];
    summary.moments.add_block(block.index(), moments);
    for (std::size_t i = 0; i < block.count; ++i) {
        ++summary.statuses[run.status[i]];
        if (run.status[i] != 0) {
            for (std::size_t d = 0; d < summary.failed_quantiles.size(); ++d) {
                summary.failed_quantiles[d] +=
                    std::lround(kQuantileUnit * block.quantiles[d * kBlockSamples + i]);
            }
        }
        if (run.weights.empty()) continue;
        const auto weight = static_cast<std::int64_t>(run.weights[i]);
        summary.weights += weight;
        summary.squared_weights += weight * weight;
        summary.capped_weights += run.weights[i] == kLargestWeight ? 1 : 0;
    }
}

std::int64_t Summaries::failed(std::size_t run) const {
    std::int64_t count = 0;
    for (const auto& [status, samples] : runs_[run].statuses) count += status != 0 ? samples : 0;
    return count;
}

}  // namespace tanlu::ensemble
