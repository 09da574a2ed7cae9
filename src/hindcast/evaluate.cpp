#include "hindcast/evaluate.hpp"

#include <algorithm>
#include <cmath>

#include "engine/observed.hpp"
#include "engine/run.hpp"

namespace tanlu::hindcast {
namespace {

/// All years of the observations of a target: the first that has a year counts.
std::map<int, Observed> observed_of(const Target& target, const config::Pack& pack) {
    std::map<int, Observed> numbers;
    for (const auto& id : target.observations) {
        for (const auto& observation : pack.observations) {
            if (observation.id.text != id) continue;
            for (const auto& [year, value] : observation.path.anchors) {
                numbers.insert({year, {value.number, value.grade, value.source}});
            }
        }
    }
    return numbers;
}

/// The projection by year, as the rows of results beside statistics have it.
std::map<int, double> modelled_of(const Target& target,
                                  const std::vector<engine::ObservedRow>& rows) {
    std::map<int, double> numbers;
    for (const auto& id : target.observations) {
        for (const auto& row : rows) {
            if (row.id == id) numbers.insert({row.year, row.modelled});
        }
    }
    return numbers;
}

}  // namespace

Evaluation evaluate(const Plan& plan) {
    Evaluation evaluation;
    for (std::size_t r = 0; r < plan.runs.size(); ++r) {
        const config::Scenario& scenario = plan.runs[r].scenario;
        const Dataset dataset = engine::run({&scenario, 1});
        const auto rows = engine::compare_with_observed(dataset, scenario);
        auto& series = evaluation.series.emplace_back();
        for (std::size_t t = 0; t < plan.targets.size(); ++t) {
            const Target& target = plan.targets[t];
            series.push_back({observed_of(target, scenario.pack), modelled_of(target, rows)});
            Result result = judge(plan, r, t, series.back(), plan.runs[r].origin());
            if (!result.points.empty()) evaluation.results.push_back(std::move(result));
        }
    }
    return evaluation;
}

bool all_passed(const Evaluation& evaluation) {
    return std::none_of(evaluation.results.begin(), evaluation.results.end(), [](const Result& r) {
        return r.verdict == Verdict::failed || r.calibration == Verdict::failed;
    });
}

}  // namespace tanlu::hindcast
