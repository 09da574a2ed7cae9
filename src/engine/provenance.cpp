#include "engine/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/run.hpp"
#include "engine/unverified.hpp"
#include "tanlu/version.hpp"

namespace tanlu::engine {
namespace {

void append(std::string& list, const std::string& item) {
    const std::string wrapped = "," + list + ",";
    if (wrapped.find("," + item + ",") != std::string::npos) return;
    list += (list.empty() ? "" : ",") + item;
}

/// Ids by a property of the packs, as attributes that readers of the file can use.
void add_universes(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    std::string nev, automobiles, green, petroleum, road, factor_sets, owners, cars;
    for (const auto& scenario : scenarios) {
        const Parameters<FileKind>& p = scenario.pack.parameters;
        for (const auto& type : p.technologies) {
            if (type.nev) append(nev, type.id.text);
        }
        for (const auto& vehicle_class : p.classes) {
            if (vehicle_class.automobile) append(automobiles, vehicle_class.id.text);
            if (vehicle_class.stock_rule == StockRule::ownership) {
                append(owners, vehicle_class.id.text);
            }
        }
        for (const auto& owner : p.classes) {  // cars: all classes of the mode private cars serve
            if (owner.stock_rule != StockRule::ownership) continue;
            for (const auto& car : p.classes) {
                if (car.passenger_mode == owner.passenger_mode) append(cars, car.id.text);
            }
        }
        for (const auto& mode : p.passenger.modes) {
            if (mode.green) append(green, mode.id.text);
        }
        for (const auto& carrier : p.carriers) {
            if (carrier.petroleum) append(petroleum, carrier.id.text);
        }
        for (const auto& subsector : p.subsectors) {
            if (subsector.road) append(road, subsector.id.text);
        }
        append(factor_sets, scenario.pack.factor_set);
    }
    dataset.attributes["nev_technologies"] = nev;
    dataset.attributes["automobile_classes"] = automobiles;
    dataset.attributes["private_car_classes"] = owners;
    dataset.attributes["passenger_car_classes"] = cars;
    dataset.attributes["green_modes"] = green;
    dataset.attributes["petroleum_carriers"] = petroleum;
    dataset.attributes["road_subsectors"] = road;
    dataset.attributes["factor_set"] = factor_sets;
}

/// What is said of each region, in the order of the axis, separated by semicolons (levels, which
/// are words, by commas).
void add_regions(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    std::string levels, parts, areas, boundaries, confidences;
    const char* separator = "";
    for (const auto& id : dataset.axis("region").labels) {
        const auto scenario = std::ranges::find_if(
            scenarios, [&](const config::Scenario& item) { return item.pack.region.id == id; });
        const config::Region& region = scenario->pack.region;
        levels += (*separator ? "," : "") +
                  (region.level.empty() ? std::string(config::kRegionLevels[0]) : region.level);
        parts += separator + region.part_of;
        areas += separator + region.area;
        boundaries += separator + region.boundary;
        confidences += separator + region.confidence;
        separator = ";";
    }
    dataset.attributes["region_levels"] = levels;
    for (const auto& [name, texts] : {std::pair{"region_parts_of", parts},
                                      {"region_areas", areas},
                                      {"region_boundaries", boundaries},
                                      {"region_confidences", confidences}}) {
        const bool says_something = texts.find_first_not_of(';') != std::string::npos;
        if (says_something) dataset.attributes[name] = texts;
    }
}

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

void add_provenance(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    std::string titles, titles_zh;
    for (const auto& scenario : scenarios) {
        titles += (titles.empty() ? "" : "; ") + scenario.title.en;
        titles_zh += (titles_zh.empty() ? "" : "；") + scenario.title.zh;
        dataset.provenance["scenario_" + scenario.id] = config::effective_text(scenario);
        dataset.provenance["unverified_" + scenario.id] = list_unverified(scenario);
        dataset.attributes["title_" + scenario.id] = scenario.title.en;
        dataset.attributes["title_zh_" + scenario.id] = scenario.title.zh;
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
    add_universes(dataset, scenarios);
    add_regions(dataset, scenarios);
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
