#include "ensemble/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <span>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "config/settings.hpp"
#include "engine/collect.hpp"
#include "engine/groups.hpp"
#include "indicators/needed.hpp"
#include "indicators/read_system.hpp"
#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "region/region_model.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

namespace tanlu::ensemble {
namespace {

/// Variables whose conditioned quantiles are kept beside those of all samples.
constexpr std::string_view kConditioned[] = {
    "co2_by_boundary",   "energy_total",     "nev_sales_share_auto", "nev_stock_share_auto",
    "automobile_stock",  "automobile_sales", "private_car_stock",    "nev_stock",
    "pkm_share",         "tkm_share",        "trip_share",           "electricity_share",
    "emissions_per_head"};

/// Whether a series is meant by "variable" or "variable[label,...]".
bool is_meant(const Series& series, const std::string& wanted) {
    return series.variable == wanted || series.name() == wanted;
}

/// Positions of the series named; reports names of none. `origin` is where the list stands.
std::vector<std::size_t> chosen(const std::vector<Series>& series,
                                const std::vector<std::string>& names,
                                const std::vector<Origin>& origins, const Origin& origin,
                                Diagnostics& diagnostics) {
    std::set<std::size_t> found;
    for (std::size_t n = 0; n < names.size(); ++n) {
        bool is_known = false;  // what is named twice is kept once
        for (std::size_t i = 0; i < series.size(); ++i) {
            if (names[n] != "all" && !is_meant(series[i], names[n])) continue;
            found.insert(i);
            is_known = true;
        }
        if (is_known) continue;
        std::vector<std::string> known;
        for (const auto& one : series) {
            if (known.empty() || known.back() != one.variable) known.push_back(one.variable);
        }
        diagnostics.error(n < origins.size() ? origins[n] : origin,
                          fmt::format("no variable '{}' to keep", names[n]),
                          did_you_mean(names[n], known));
    }
    return {found.begin(), found.end()};
}

/// The systems named; reports those that there are not.
std::vector<indicators::System> systems_to_keep(const study::Keep& keep, Diagnostics& diagnostics) {
    if (keep.indicators.empty()) return {};
    const auto shipped = indicators::shipped_systems();
    bool is_known = true;
    for (std::size_t n = 0; n < keep.indicators.size(); ++n) {
        const std::string& name = keep.indicators[n];
        if (name == "all" || std::ranges::find(shipped, name) != shipped.end()) continue;
        diagnostics.error(keep.indicator_origins[n],
                          fmt::format("no shipped indicator system '{}'", name),
                          did_you_mean(name, shipped));
        is_known = false;
    }
    if (!is_known) return {};
    return indicators::read_systems(keep.indicators);
}

/// Variables that the targets of these systems need and that are among the series of a scenario.
std::vector<std::string> variables_for(const std::vector<indicators::System>& systems,
                                       const Run& run) {
    if (systems.empty()) return {};
    const config::Scenario& scenario = *run.scenario;
    const std::string region = scenario.pack.region.id;
    std::vector<int> years(run.years);
    std::iota(years.begin(), years.end(), run.first_year);
    const indicators::ResultShape shape{
        scenario.id, region, years,
        engine::group_attributes(std::span(&scenario, 1), std::span(&region, 1)),
        [&](const std::string& axis) { return engine::axis_labels(scenario, axis); }};
    auto names = indicators::needed_variables(systems, shape);
    std::erase_if(names, [&](const std::string& name) {
        return std::ranges::find(run.series, name, &Series::variable) == run.series.end();
    });
    return names;
}

/// Values of all series of the central run: [series][year].
std::vector<double> central_values(const Run& run) {
    const config::Scenario& scenario = *run.scenario;
    const auto parameters =
        plan::compile<Lanes>(scenario.pack.parameters, run.first_year, scenario.horizon);
    Diagnostics diagnostics;
    const auto policies = levers::resolve<Lanes>(scenario, parameters, run.structure, diagnostics);
    diagnostics.throw_if_errors();
    SeriesReader reader(run.series);
    std::vector<double> values(run.series.size() * run.years);
    const auto outcome = region::simulate<Lanes>(
        {parameters, run.structure, policies, run.first_year, scenario.horizon},
        [&](int year, const model::YearOutput<Lanes>& output) {
            const auto y = static_cast<std::size_t>(year - run.first_year);
            reader.read(output, [&](std::size_t s, const Lanes& value) {
                values[s * run.years + y] = value[0];
            });
        });
    if (!outcome.status.is_ok(0)) {
        throw RunError(
            fmt::format("scenario '{}' fails with central values in {} ('tanlu run' says why)",
                        scenario.id, outcome.problem_year));
    }
    return values;
}

std::string hash_of(const study::Study& study, const study::Sampler& sampler) {
    // What another build computes may differ in the last bits.
    const BuildInfo& build = build_info();
    std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", build.version, build.git_hash,
                                   build.compiler, build.flags, study.design.seed, sampler.size());
    for (const auto& scenario : study.scenarios) {
        text += fmt::format("{} {} {}\n", scenario.id, scenario.pack.region.id, scenario.horizon);
        // What is in force, not where it is written: a file moved elsewhere says the same.
        for (const auto& setting : config::settings_of(scenario)) {
            text += fmt::format("{} = {} {} [{}, {}]\n", setting.path, setting.value, setting.unit,
                                setting.low, setting.high);
        }
    }
    return sha256(text + study.text + study.design.table);
}

}  // namespace

Plan::Plan(study::Study study)
    : study_(std::move(study)),
      draws_(study::plan_draws(study_)),
      sampler_(std::make_unique<study::Sampler>(study_, draws_)),
      hash_(hash_of(study_, *sampler_)) {
    Diagnostics diagnostics;
    const study::Keep& keep = study_.keep;
    const auto systems = systems_to_keep(keep, diagnostics);
    diagnostics.throw_if_errors();
    for (std::size_t s = 0; s < study_.scenarios.size(); ++s) {
        Run run;
        run.scenario = &study_.scenarios[s];
        run.draws = &draws_.scenarios[s];
        run.structure = region::structure_of(run.scenario->pack.parameters);
        run.series = series_of(*run.scenario, run.structure);
        run.first_year = run.scenario->pack.base_year;
        run.years = static_cast<std::size_t>(run.scenario->horizon - run.first_year + 1);
        // Readers tell by the summaries which series of a variable there are.
        auto summaries = keep.summaries;
        auto series = keep.series;
        const auto needed = variables_for(systems, run);
        summaries.insert(summaries.end(), needed.begin(), needed.end());
        series.insert(series.end(), needed.begin(), needed.end());
        // What systems need is not in the text of the study.
        if (!needed.empty()) hash_ = sha256(fmt::format("{} {}", hash_, fmt::join(needed, " ")));
        run.summarised =
            chosen(run.series, summaries, keep.summary_origins, study_.design.origin, diagnostics);
        run.kept =
            chosen(run.series, series, keep.series_origins, study_.design.origin, diagnostics);
        if (study_.condition) {
            run.evidence = evidence_points(*study_.condition, *run.scenario, run.series);
            for (std::size_t i = 0; i < run.series.size(); ++i) {
                const bool is_conditioned =
                    std::find(std::begin(kConditioned), std::end(kConditioned),
                              run.series[i].variable) != std::end(kConditioned);
                if (is_conditioned) run.conditioned.push_back(i);
            }
        }
        diagnostics.throw_if_errors();
        const std::vector<double> central = central_values(run);
        for (const auto& point : run.evidence) {
            const auto y = static_cast<std::size_t>(point.year - run.first_year);
            run.central_squares += squared_misfit(point, central[point.series * run.years + y]);
        }
        runs_.push_back(std::move(run));
    }
}

}  // namespace tanlu::ensemble
