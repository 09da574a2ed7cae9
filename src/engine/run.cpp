#include "engine/run.hpp"

#include <fmt/format.h>

#include <exception>
#include <set>
#include <utility>

#include "engine/collect.hpp"
#include "engine/derived.hpp"
#include "engine/inputs.hpp"
#include "engine/provenance.hpp"
#include "lanes/lanes.hpp"
#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "region/region_model.hpp"

namespace tanlu::engine {
namespace {

/// The problems of a sample in words.
template <class Real>
std::string problems_of(const model::Status<Real>& status) {
    constexpr std::pair<model::Problem, const char*> kNames[] = {
        {model::Problem::domain_error, "a number left the domain of an equation"},
        {model::Problem::infeasible, "a rule cannot be met"},
        {model::Problem::not_converged, "an iteration did not converge"},
        {model::Problem::non_finite, "a number is not finite"},
        {model::Problem::negative_stock, "a stock became negative"}};
    std::string text;
    for (const auto& [problem, words] : kNames) {
        if (!status.has(0, problem)) continue;
        text += (text.empty() ? "" : "; ") + std::string(words);
    }
    return text;
}

/// Outputs that are one table for the whole run.
template <class Real>
void add_base_match(const region::Structure& structure, const Parameters<RunKind<Real>>& p,
                    const region::BaseMatch<Real>& match, ScenarioRun& run) {
    OutputSeries energy{"energy_factor",
                        "1",
                        "Factor on energy use that makes base-year energy that of the data",
                        "",
                        {"vehicle_class", "technology"},
                        false,
                        {}};
    energy.data.assign(p.classes.size() * p.technologies.size(), std::nan(""));
    for (std::size_t v = 0; v < structure.classes.size(); ++v) {
        for (const auto& slot : structure.classes[v].technologies) {
            energy.data[v * p.technologies.size() + slot.technology] =
                lane(match.energy_factor[slot.row], 0);
        }
    }
    OutputSeries trips{"trip_factor",
                       "1",
                       "Factor on local trips that makes base-year kilometres those of the data",
                       "",
                       {"passenger_mode"},
                       false,
                       {}};
    for (const Real& factor : match.trip_factor) trips.data.push_back(lane(factor, 0));
    run.outputs.push_back(std::move(energy));
    run.outputs.push_back(std::move(trips));
}

/// What went wrong, where and when first.
template <class Real>
std::string problem_text(const config::Scenario& scenario,
                         const region::RunOutcome<Real>& outcome) {
    std::string text = fmt::format("scenario '{}', {}: {}", scenario.id, outcome.problem_year,
                                   problems_of(outcome.status));
    std::vector<std::string> classes;
    for (const std::size_t v : outcome.unruly) {
        classes.push_back("'" + scenario.pack.parameters.classes[v].id.text + "'");
    }
    if (classes.empty()) return text;
    return text + fmt::format(
                      " (quotas, shares, credits and averages of the sales of {})\n"
                      "  hint: soften them, or give the buyers another technology to choose",
                      fmt::join(classes, ", "));
}

template <class Real>
ScenarioRun run_one(const config::Scenario& scenario) {
    const config::Pack& pack = scenario.pack;
    const auto parameters = plan::compile<Real>(pack.parameters, pack.base_year, scenario.horizon);
    const region::Structure structure = region::structure_of(parameters);
    Diagnostics diagnostics;
    const auto policies = levers::resolve<Real>(scenario, parameters, structure, diagnostics);
    diagnostics.throw_if_errors();

    ScenarioRun run;
    run.scenario = &scenario;
    const auto outcome = region::simulate<Real>(
        {parameters, structure, policies, pack.base_year, scenario.horizon},
        [&run](int, const model::YearOutput<Real>& year) { run.record(year); });
    if (!outcome.status.is_ok(0)) {
        throw RunError(problem_text(scenario, outcome));
    }
    add_base_match(structure, parameters, outcome.match, run);
    for (const auto& output : run.outputs) {
        for (const double value : output.data) {
            if (std::isfinite(value) || output.name == "energy_factor") continue;
            throw RunError(
                fmt::format("scenario '{}': '{}' is not a finite number although no "
                            "problem was met",
                            scenario.id, output.name));
        }
    }
    return run;
}

}  // namespace

Dataset run(std::span<const config::Scenario> scenarios, Arithmetic arithmetic) {
    std::set<std::pair<std::string, std::string>> ids;
    for (const auto& scenario : scenarios) {
        if (ids.emplace(scenario.id, scenario.pack.region.id).second) continue;
        throw InputError(
            fmt::format("error: two of the scenarios of region '{}' are called '{}' (a result "
                        "tells its scenarios apart by id and region)",
                        scenario.pack.region.id, scenario.id));
    }
    std::vector<ScenarioRun> runs(scenarios.size());
    std::vector<std::exception_ptr> failures(scenarios.size());
#pragma omp parallel for schedule(dynamic)
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        try {
            runs[i] = arithmetic == Arithmetic::lanes ? run_one<Lanes>(scenarios[i])
                                                      : run_one<double>(scenarios[i]);
        } catch (...) {
            failures[i] = std::current_exception();
        }
    }
    for (const auto& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
    Dataset dataset = collect(runs);
    add_derived(dataset, scenarios);
    add_inputs(dataset, scenarios);
    add_provenance(dataset, scenarios);
    return dataset;
}

}  // namespace tanlu::engine
