#include "engine/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/groups.hpp"
#include "engine/run.hpp"
#include "engine/unverified.hpp"
#include "tanlu/version.hpp"

namespace tanlu::engine {
namespace {

/// Largest residual of the audit over all checks, years and scenarios. Every year of a scenario
/// must have its residuals: one that is not a number fails.
void add_audit(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    const Variable& audit = dataset.variable("audit");
    double worst = 0.0;
    bool holds = true;
    for (const auto& scenario : scenarios) {
        for (int year = scenario.pack.base_year; year <= scenario.horizon; ++year) {
            for (std::size_t check = 0; check < dataset.axis("audit_check").size(); ++check) {
                const double residual = audit.data[dataset.offset(
                    audit, {dataset.index("scenario", scenario.id),
                            dataset.index("region", scenario.pack.region.id),
                            dataset.index("year", std::to_string(year)), check})];
                holds = holds && residual <= kAuditTolerance;
                worst = std::isnan(residual) ? residual : std::max(worst, residual);
            }
        }
    }
    dataset.attributes["audit"] = holds ? "passed" : "failed";
    dataset.attributes["audit_largest_residual"] = fmt::format("{:.3g}", worst);
    dataset.attributes["audit_tolerance"] = fmt::format("{:g}", kAuditTolerance);
}

}  // namespace

std::string provenance_key(const std::string& scenario, const std::string& region) {
    return scenario + "_" + region;
}

void add_provenance(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    std::string titles, titles_zh;
    for (const auto& scenario : scenarios) {
        const auto others =
            std::count_if(scenarios.begin(), scenarios.end(),
                          [&](const config::Scenario& other) { return other.id == scenario.id; });
        const std::string key =
            others > 1 ? provenance_key(scenario.id, scenario.pack.region.id) : scenario.id;
        dataset.provenance["scenario_" + key] = config::effective_text(scenario);
        dataset.provenance["unverified_" + key] = list_unverified(scenario);
        if (!dataset.attributes.emplace("title_" + scenario.id, scenario.title.en).second) continue;
        dataset.attributes["title_zh_" + scenario.id] = scenario.title.zh;
        titles += (titles.empty() ? "" : "; ") + scenario.title.en;
        titles_zh += (titles_zh.empty() ? "" : "；") + scenario.title.zh;
    }
    dataset.attributes["title"] = "Transport emissions scenarios: " + titles;
    dataset.attributes["title_zh"] = "交通排放情景：" + titles_zh;
    dataset.attributes["source"] = fmt::format("Tanlu {}", version());
    dataset.attributes["boundaries"] =
        "ttw: CO2 of vehicles' own fuel, domestic, no international bunkers; ttw_grid: with the "
        "CO2 of electricity and hydrogen production; wtw: with upstream of all carriers and with "
        "CH4 and N2O, in CO2e. Never add ttw_grid or wtw to ttw.";
    dataset.attributes["gwp"] = "AR6 GWP100: CH4 27.0 burnt, N2O 273";
    dataset.attributes["money"] = "CNY of 2020";
    dataset.attributes["run"] = "deterministic, central values";
    for (auto& [name, text] : group_attributes(scenarios, dataset.axis("region").labels)) {
        dataset.attributes[name] = std::move(text);
    }
    add_audit(dataset, scenarios);

    std::set<std::string> inputs;
    for (const auto& scenario : scenarios) {
        for (const auto& file : scenario.files) {
            inputs.insert(fmt::format("{}  {}\n", file.sha256, file.path));
        }
    }
    std::string input_files;
    for (const auto& line : inputs) input_files += line;
    dataset.provenance["input_files"] = input_files;
    const BuildInfo& build = build_info();
    dataset.provenance["build"] =
        fmt::format("version: {}\ngit: {}\ntype: {}\ncompiler: {}\nflags: {}\n", build.version,
                    build.git_hash, build.build_type, build.compiler, build.flags);
}

}  // namespace tanlu::engine
