#include "ensemble/worker.hpp"

#include <algorithm>
#include <cmath>

#include "levers/resolve.hpp"
#include "region/region_model.hpp"

namespace tanlu::ensemble {
namespace {

/// The values of a few series in all years of a batch, kept for outcomes and evidence while they
/// are in the cache: blocks are written past it.
class BatchPaths {
public:
    BatchPaths(std::size_t series, std::size_t years) : years_(years), paths_(series, kNone) {}

    /// Keeps a series from now on. Returns the number of its path: 0, 1, ... as they come.
    std::size_t keep(std::size_t series) {
        if (paths_[series] == kNone) {
            paths_[series] = values_.size() / years_;
            values_.resize(values_.size() + years_);
        }
        return paths_[series];
    }
    void take(std::size_t series, std::size_t year, const Lanes& value) {
        if (paths_[series] != kNone) values_[paths_[series] * years_ + year] = value;
    }
    const Lanes& at(std::size_t path, std::size_t year) const {
        return values_[path * years_ + year];
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    std::size_t years_;
    std::vector<std::size_t> paths_;  // of a series
    std::vector<Lanes> values_;       // by path and year
};

}  // namespace

/// One scenario in the hands of one thread.
struct Worker::OneRun {
    OneRun(const Plan& plan, const Run& described)
        : run(described),
          drawn(*described.scenario, *described.draws, plan.study().design.seed),
          model(described.structure, drawn.parameters(), described.first_year,
                described.scenario->horizon),
          reader(described.series),
          paths(described.series),
          batch(described.series.size(), described.years),
          path_values(paths.positions().size() * described.years),
          sample_outcomes(outcome_count()) {
        for (const std::size_t series : paths.positions()) kept.push_back(batch.keep(series));
        for (const auto& point : described.evidence) observed.push_back(batch.keep(point.series));
    }

    const Run& run;
    study::DrawnScenario drawn;
    region::Policies<Lanes> policies;
    region::RegionModel<Lanes> model;
    SeriesReader reader;
    PathReader paths;
    BatchPaths batch;
    std::vector<std::size_t> kept;      // where `batch` has the paths of outcomes
    std::vector<std::size_t> observed;  // and those of the evidence
    std::vector<double> path_values;    // of a sample, by path and year
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
        const auto y = static_cast<std::size_t>(year - run.first_year);
        reader.read(output, [&](std::size_t s, const Lanes& value) {
            value.stream_to(&out.values[(s * run.years + y) * kBlockSamples + offset]);
            batch.take(s, y, value);
        });
    };
    const auto& outcome = model.run(drawn.parameters(), policies, record);
    end_streams();
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
        for (std::size_t cell = 0; cell < reader.size() * run.years; ++cell) {
            out.values[cell * kBlockSamples + offset + i] = model::kNaN;
        }
    }
}

void Worker::OneRun::take_outcomes(RunBlock& out, std::size_t sample) {
    const auto lane = static_cast<int>(sample % kLaneCount);
    for (std::size_t p = 0; p < kept.size(); ++p) {
        for (std::size_t y = 0; y < run.years; ++y) {
            path_values[p * run.years + y] = batch.at(kept[p], y)[lane];
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
    const auto lane = static_cast<int>(sample % kLaneCount);
    for (std::size_t e = 0; e < run.evidence.size(); ++e) {
        const EvidencePoint& point = run.evidence[e];
        const auto y = static_cast<std::size_t>(point.year - run.first_year);
        const double one = squared_misfit(point, batch.at(observed[e], y)[lane]);
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
