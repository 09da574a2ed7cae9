#include "ensemble/worker.hpp"

#include <algorithm>
#include <cmath>

#include "levers/resolve.hpp"
#include "region/region_model.hpp"

namespace tanlu::ensemble {

/// One scenario in the hands of one thread.
struct Worker::OneRun {
    OneRun(const Plan& plan, const Run& described)
        : run(described),
          drawn(*described.scenario, *described.draws, plan.study().design.seed),
          model(described.structure, drawn.parameters(), described.first_year,
                described.scenario->horizon),
          reader(described.series),
          paths(described.series),
          row(described.series.size()),
          path_values(paths.positions().size() * described.years),
          sample_outcomes(outcome_count()) {}

    const Run& run;
    study::DrawnScenario drawn;
    region::Policies<Lanes> policies;
    region::RegionModel<Lanes> model;
    SeriesReader reader;
    PathReader paths;
    std::vector<Lanes> row;           // values of a year
    std::vector<double> path_values;  // of a sample, by path and year
    std::vector<double> sample_outcomes;

    void simulate(std::span<const Lanes> quantiles, std::uint64_t first, RunBlock& out,
                  std::size_t offset);
    void reject_failed(const model::Status<Lanes>& status, RunBlock& out, std::size_t offset) const;
    void take_outcomes(RunBlock& out, std::size_t sample);
    void weigh(const study::Condition& condition, RunBlock& out, std::size_t sample) const;
};

Worker::Worker(const Plan& plan) : plan_(plan), quantiles_(plan.sampler().dimensions()) {
    for (const auto& run : plan.runs()) runs_.push_back(std::make_unique<OneRun>(plan, run));
}

Worker::~Worker() = default;

void Worker::run(Block& block, std::size_t offset) {
    const std::uint64_t first = block.first + offset;
    plan_.sampler().draw(first, quantiles_, scratch_);
    for (std::size_t d = 0; d < quantiles_.size(); ++d) {
        for (std::size_t i = 0; i < kLaneCount; ++i) {
            block.quantiles[d * kBlockSamples + offset + i] = quantiles_[d][static_cast<int>(i)];
        }
    }
    for (std::size_t r = 0; r < runs_.size(); ++r) {
        RunBlock& out = block.runs[r];
        runs_[r]->simulate(quantiles_, first, out, offset);
        for (std::size_t sample = offset; sample < offset + kLaneCount; ++sample) {
            runs_[r]->take_outcomes(out, sample);
            if (!out.weights.empty()) {
                runs_[r]->weigh(*plan_.study().condition, out, sample);
            }
        }
    }
}

void Worker::OneRun::simulate(std::span<const Lanes> quantiles, std::uint64_t first, RunBlock& out,
                              std::size_t offset) {
    drawn.set(quantiles, first);
    const config::Scenario& scenario = *run.scenario;
    policies = levers::resolve_drawn<Lanes>(scenario, drawn.parameters(), run.structure,
                                            drawn.policy_paths());
    const auto record = [&](int year, const model::YearOutput<Lanes>& output) {
        reader.read(output, row);
        const auto y = static_cast<std::size_t>(year - run.first_year);
        for (std::size_t s = 0; s < row.size(); ++s) {
            double* to = &out.values[(s * run.years + y) * kBlockSamples + offset];
            for (int i = 0; i < kLaneCount; ++i) to[i] = row[s][i];
        }
    };
    const auto& outcome = model.run(drawn.parameters(), policies, record);
    model::Status<Lanes> status = outcome.status;
    status |= drawn.status();
    status.drop_consequences();
    reject_failed(status, out, offset);
}

/// A failed sample has no numbers at all, not even of the years before.
void Worker::OneRun::reject_failed(const model::Status<Lanes>& status, RunBlock& out,
                                   std::size_t offset) const {
    for (std::size_t i = 0; i < kLaneCount; ++i) {
        out.status[offset + i] = status.bits[i];
        if (status.bits[i] == 0) continue;
        for (std::size_t cell = 0; cell < row.size() * run.years; ++cell) {
            out.values[cell * kBlockSamples + offset + i] = model::kNaN;
        }
    }
}

void Worker::OneRun::take_outcomes(RunBlock& out, std::size_t sample) {
    const auto positions = paths.positions();
    for (std::size_t p = 0; p < positions.size(); ++p) {
        for (std::size_t y = 0; y < run.years; ++y) {
            path_values[p * run.years + y] =
                out.values[(positions[p] * run.years + y) * kBlockSamples + sample];
        }
    }
    if (out.status[sample] != 0) {
        std::fill(sample_outcomes.begin(), sample_outcomes.end(), model::kNaN);
    } else {
        evaluate(paths.paths(path_values, run.first_year, run.years), sample_outcomes);
    }
    for (std::size_t o = 0; o < sample_outcomes.size(); ++o) {
        out.outcomes[o * kBlockSamples + sample] = sample_outcomes[o];
    }
}

void Worker::OneRun::weigh(const study::Condition& condition, RunBlock& out,
                           std::size_t sample) const {
    double squares = 0.0;
    bool plausible = true;
    for (const auto& point : run.evidence) {
        const auto y = static_cast<std::size_t>(point.year - run.first_year);
        const double one = squared_misfit(
            point, out.values[(point.series * run.years + y) * kBlockSamples + sample]);
        squares += one;
        plausible = plausible && one <= kImplausible * kImplausible;
    }
    out.misfit[sample] = out.status[sample] == 0 ? squares : model::kNaN;
    const bool counts = out.status[sample] == 0;
    if (condition.by == study::Conditioning::rejection) {
        out.weights[sample] = counts && plausible ? kUnitWeight : 0;
    } else {
        out.weights[sample] = counts ? likelihood_weight(squares, run.central_squares) : 0;
    }
}

}  // namespace tanlu::ensemble
