#include "perturb/trials.hpp"

#include <exception>
#include <limits>

#include "base/expects.hpp"
#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "region/region_model.hpp"
#include "study/drawn_scenario.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::perturb {
namespace {

using study::Change;

Parameters<RunKind<Lanes>> central_parameters(const config::Scenario& scenario) {
    return plan::compile<Lanes>(scenario.pack.parameters, scenario.pack.base_year,
                                scenario.horizon);
}

region::Structure judged_structure(const config::Scenario& scenario) {
    const auto parameters = central_parameters(scenario);
    auto structure = region::structure_of(parameters);
    Diagnostics diagnostics;
    (void)levers::resolve<Lanes>(scenario, parameters, structure, diagnostics);
    diagnostics.throw_if_errors();
    return structure;
}

const Value& value_of(const std::vector<study::FileLeaf>& leaves, const Number& number) {
    for (const auto& place : study::numbers_of(leaves[number.leaf])) {
        if (place.part == number.part && place.index == number.index) return *place.value;
    }
    TANLU_EXPECTS(false && "a number of the leaf");
    return *study::numbers_of(leaves[number.leaf]).front().value;
}

double neutral_amount(const std::vector<study::FileLeaf>& leaves, const Knob& knob) {
    switch (knob.change) {
        case Change::factor:
            return 1.0;
        case Change::addition:
            return 0.0;
        case Change::value:
            break;
    }
    TANLU_EXPECTS(!knob.numbers.empty() && knob.paths.empty());
    return value_of(leaves, knob.numbers.front()).number;
}

/// The draws that give the knobs their amounts: one dimension per knob.
study::ScenarioDraws draws_of(const std::vector<study::FileLeaf>& leaves,
                              const std::vector<Knob>& knobs) {
    study::ScenarioDraws draws;
    for (std::size_t k = 0; k < knobs.size(); ++k) {
        for (const auto& number : knobs[k].numbers) {
            const auto& leaf = leaves[number.leaf];
            const Value& value = value_of(leaves, number);
            draws.numbers.push_back({number.leaf, number.part, number.index, knobs[k].change, k,
                                     study::Given{}, 1.0,
                                     study::range_of(leaf, {number.part, number.index, &value})});
        }
        for (const std::size_t path : knobs[k].paths) {
            const auto first = study::numbers_of(leaves[path]).front();
            draws.paths.push_back({path,
                                   knobs[k].change,
                                   {k},
                                   study::Given{knobs[k].from_year},
                                   knobs[k].id,
                                   1.0,
                                   study::range_of(leaves[path], first)});
        }
    }
    return draws;
}

}  // namespace

std::vector<Number> numbers_named(const config::Scenario& scenario, std::string_view pattern) {
    const auto leaves = study::number_leaves(scenario);
    std::vector<Number> numbers;
    for (std::size_t l = 0; l < leaves.size(); ++l) {
        const bool is_leaf = study::matches(pattern, leaves[l].path);
        for (const auto& place : study::numbers_of(leaves[l])) {
            if (is_leaf || study::number_name(leaves[l], place) == pattern) {
                numbers.push_back({l, place.part, place.index});
            }
        }
    }
    return numbers;
}

std::vector<ensemble::Series> all_series(const config::Scenario& scenario) {
    return ensemble::series_of(scenario, region::structure_of(central_parameters(scenario)));
}

ensemble::Series series_named(const config::Scenario& scenario, std::string_view variable,
                              std::span<const std::string> labels) {
    const auto series = all_series(scenario);
    return series[ensemble::position_of(series, variable, labels)];
}

/// What a thread runs its trials with.
struct Trials::Worker {
    explicit Worker(const Trials& trials)
        : drawn(trials.scenario_, trials.draws_, 0),
          model(trials.structure_, drawn.parameters(), trials.scenario_.pack.base_year,
                trials.scenario_.horizon),
          reader(trials.series_),
          amounts(trials.knobs_.size()) {}

    study::DrawnScenario drawn;
    region::RegionModel<Lanes> model;
    ensemble::SeriesReader reader;
    std::vector<Lanes> amounts;
};

Trials::Trials(const config::Scenario& scenario, std::vector<Knob> knobs,
               std::vector<ensemble::Series> series)
    : scenario_(scenario),
      knobs_(std::move(knobs)),
      series_(std::move(series)),
      structure_(judged_structure(scenario)) {
    const auto leaves = study::number_leaves(scenario);
    for (const auto& knob : knobs_) neutral_.push_back(neutral_amount(leaves, knob));
    draws_ = draws_of(leaves, knobs_);
}

Trials::~Trials() = default;

TrialResults Trials::run(std::span<const double> amounts) const {
    TANLU_EXPECTS(knobs_.empty() || amounts.size() % knobs_.size() == 0);
    const std::size_t trials = knobs_.empty() ? 1 : amounts.size() / knobs_.size();
    TrialResults results;
    results.first_year = scenario_.pack.base_year;
    results.series = series_.size();
    results.years = static_cast<std::size_t>(scenario_.horizon - results.first_year + 1);
    results.values.assign(trials * results.series * results.years,
                          std::numeric_limits<double>::quiet_NaN());
    // Not vector<bool>: threads write neighbours.
    std::vector<char> failed(trials, 0);
    std::exception_ptr failure;

    const auto run_batch = [&](Worker& worker, std::size_t first) {
        const auto trial_of = [&](int lane) {
            return std::min(first + static_cast<std::size_t>(lane), trials - 1);
        };
        for (std::size_t k = 0; k < knobs_.size(); ++k) {
            for (int i = 0; i < kLaneCount; ++i) {
                worker.amounts[k][i] = amounts[trial_of(i) * knobs_.size() + k];
            }
        }
        worker.drawn.set(worker.amounts, 0);
        const auto policies = levers::resolve_drawn<Lanes>(scenario_, worker.drawn.parameters(),
                                                           structure_, worker.drawn.policy_paths());
        const auto record = [&](int year, const model::YearOutput<Lanes>& output) {
            const auto y = static_cast<std::size_t>(year - results.first_year);
            worker.reader.read(output, [&](std::size_t s, const Lanes& value) {
                for (int i = 0; i < kLaneCount && first + static_cast<std::size_t>(i) < trials;
                     ++i) {
                    const std::size_t trial = first + static_cast<std::size_t>(i);
                    results.values[(trial * results.series + s) * results.years + y] = value[i];
                }
            });
        };
        model::Status<Lanes> status =
            worker.model.run(worker.drawn.parameters(), policies, record).status;
        status |= worker.drawn.status();
        for (int i = 0; i < kLaneCount && first + static_cast<std::size_t>(i) < trials; ++i) {
            if (status.is_ok(i)) continue;
            const std::size_t trial = first + static_cast<std::size_t>(i);
            failed[trial] = 1;
            std::fill_n(results.values.begin() +
                            static_cast<std::ptrdiff_t>(trial * results.series * results.years),
                        results.series * results.years, std::numeric_limits<double>::quiet_NaN());
        }
    };

    const std::size_t batches = (trials + kLaneCount - 1) / kLaneCount;
#pragma omp parallel
    {
        std::unique_ptr<Worker> worker;
#pragma omp for schedule(dynamic)
        for (std::size_t b = 0; b < batches; ++b) {
            try {
                if (!worker) worker = std::make_unique<Worker>(*this);
                run_batch(*worker, b * kLaneCount);
            } catch (...) {
#pragma omp critical(tanlu_trials)
                failure = std::current_exception();
            }
        }
    }
    if (failure) std::rethrow_exception(failure);
    results.failed.assign(failed.begin(), failed.end());
    return results;
}

}  // namespace tanlu::perturb
