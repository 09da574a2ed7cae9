#include "cli/run_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "cli/region_words.hpp"
#include "cli/run_overview.hpp"
#include "cli/run_words.hpp"
#include "engine/observed.hpp"
#include "engine/unverified.hpp"
#include "indicators/summary.hpp"
#include "indicators/text_table.hpp"
#include "perturb/ranking.hpp"
#include "results/scenario_view.hpp"

namespace tanlu::cli {
namespace {

using indicators::Align;
using indicators::TextTable;
using nlohmann::ordered_json;

/// Up to this many scenarios are printed in full, more side by side.
constexpr std::size_t kInFull = 4;
constexpr int kShownYears[] = {2025, 2030, 2035, 2060};

void print_emissions(std::ostream& out, const Dataset& dataset, const ScenarioView& view,
                     int base_year) {
    const auto summary = indicators::summarise(dataset, view.scenario(), view.region());
    TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right,
                     Align::right, Align::left, Align::left});
    table.add_row({"  emissions", "peak", std::to_string(base_year), "2030", "2035", "2060 Mt",
                   " before 2030", "near zero 2060"});
    for (const auto& boundary : summary.boundaries) {
        const auto mt = [&](double kilograms) {
            return megatonnes(kilograms, boundary.peak.level);
        };
        table.add_row({"  " + boundary_name(boundary.boundary), peak_text(boundary),
                       mt(view.at("co2_by_boundary", base_year, {boundary.boundary})),
                       mt(boundary.in_2030), mt(boundary.in_2035), mt(boundary.in_2060),
                       " " + answer(boundary.before_2030_strict),
                       answer(boundary.gross_zero_2060)});
    }
    out << table.text();
}

void print_shares(std::ostream& out, const Dataset& dataset, const ScenarioView& view,
                  const config::Scenario& scenario) {
    std::vector<int> years{scenario.pack.base_year};
    years.insert(years.end(), std::begin(kShownYears), std::end(kShownYears));
    std::vector<Align> columns{Align::left};
    std::vector<std::string> head{"  shares"};
    for (const int year : years) {
        columns.push_back(Align::right);
        head.push_back(std::to_string(year));
    }
    TextTable table(columns);
    table.add_row(head);
    const auto row = [&](const std::string& name, const std::string& variable,
                         const std::vector<std::string>& labels) {
        std::vector<std::string> cells{"  " + name};
        bool any = false;
        for (const int year : years) {
            const double share = view.at(variable, year, labels);
            any |= share > 0.0;
            cells.push_back(percent(share));
        }
        if (any) table.add_row(cells);
    };
    row("NEV, of automobile sales", "nev_sales_share_auto", {});
    row("NEV, of automobiles", "nev_stock_share_auto", {});
    for (const auto& mode : dataset.axis("passenger_mode").labels) {
        row("trips: " + mode, "trip_share", {mode});
    }
    for (const auto& mode : dataset.axis("passenger_mode").labels) {
        row("passenger-km: " + mode, "pkm_share", {mode});
    }
    for (const auto& mode : dataset.axis("freight_mode").labels) {
        row("tonne-km: " + mode, "tkm_share", {mode});
    }
    out << table.text();
}

/// A number with its unit as statistics quote it.
std::string quoted(double value, const std::string& unit) {
    if (std::isnan(value)) return "-";
    if (unit == "1") return fmt::format("{:.1f} %", 100.0 * value);
    if (unit == "vehicle" || unit == "vehicle/yr")
        return fmt::format("{:.1f} million", value / 1e6);
    if (unit == "kg/yr") return fmt::format("{:.0f} Mt", value / kKilogramsPerMegatonne);
    if (unit == "MJ/yr") return fmt::format("{:.0f} PJ", value / kMegajoulesPerPetajoule);
    return fmt::format("{:.0f} billion", value / 1e9);
}

std::string error_of(const engine::ObservedRow& row) {
    if (std::isnan(row.modelled)) return "-";
    if (row.unit == "1")
        return fmt::format("{:+.1f} points", 100.0 * (row.modelled - row.observed));
    return fmt::format("{:+.1f} %", 100.0 * (row.modelled / row.observed - 1.0));
}

/// Errors of all scenarios; of many only the ends of their range, as most share their past.
std::vector<std::string> errors_of(const std::vector<std::vector<engine::ObservedRow>>& rows,
                                   std::size_t i) {
    std::vector<std::string> errors;
    const engine::ObservedRow* least = nullptr;
    const engine::ObservedRow* most = nullptr;
    for (const auto& of_scenario : rows) {
        const bool known = i < of_scenario.size() && !std::isnan(of_scenario[i].modelled);
        errors.push_back(known ? error_of(of_scenario[i]) : "-");
        if (!known) continue;
        if (!least || of_scenario[i].modelled < least->modelled) least = &of_scenario[i];
        if (!most || of_scenario[i].modelled > most->modelled) most = &of_scenario[i];
    }
    if (rows.size() <= kInFull) return errors;
    if (!least) return {"-"};
    const std::string low = error_of(*least);
    const std::string high = error_of(*most);
    return {low == high ? low : low + " to " + high};
}

/// One row per statistic and year: what was observed, and the error of the scenarios.
void print_observed(std::ostream& out, const Dataset& dataset,
                    std::span<const config::Scenario> scenarios) {
    std::vector<Align> columns{Align::left, Align::right, Align::right, Align::left};
    std::vector<std::string> head{"  model against statistics", "year", "observed", " grade"};
    std::vector<std::vector<engine::ObservedRow>> rows;
    for (const auto& scenario : scenarios) {
        rows.push_back(engine::compare_with_observed(dataset, scenario));
        if (scenarios.size() > kInFull) continue;
        columns.push_back(Align::right);
        head.push_back(scenario.id);
    }
    if (scenarios.size() > kInFull) {
        columns.push_back(Align::right);
        head.push_back("error, over scenarios");
    }
    if (rows.front().empty()) return;
    TextTable table(columns);
    table.add_row(head);
    std::string last;
    for (std::size_t i = 0; i < rows.front().size(); ++i) {
        const auto& row = rows.front()[i];
        std::vector<std::string> cells{row.id == last ? "" : "  " + row.title.en,
                                       std::to_string(row.year), quoted(row.observed, row.unit),
                                       " " + to_string(row.grade)};
        for (auto& error : errors_of(rows, i)) cells.push_back(std::move(error));
        table.add_row(cells);
        last = row.id;
    }
    out << table.text()
        << "  errors as they are; of these years only the NEV constants of the pack saw data "
           "(half-lives, 2020-2025)\n\n";
}

void print_in_full(std::ostream& out, const Dataset& dataset, const config::Scenario& scenario) {
    const ScenarioView view(dataset, scenario.id, scenario.pack.region.id);
    const std::string zh = scenario.title.zh.empty() ? "" : " · " + scenario.title.zh;
    out << fmt::format("{}{} ({}), {} {}-{}\n", scenario.title.en, zh, scenario.id,
                       titled(scenario.pack.region), scenario.pack.base_year, scenario.horizon);
    print_emissions(out, dataset, view, scenario.pack.base_year);
    print_shares(out, dataset, view, scenario);
    for (const auto& finding : engine::implausible(dataset, scenario)) {
        out << "  implausible: " << finding << '\n';
    }
    out << '\n';
}

/// The unverified numbers that direct emissions depend on most.
std::string most_telling(const config::Scenario& scenario) {
    constexpr std::size_t kShown = 3;
    const auto headline = perturb::direct_emissions(scenario);
    std::vector<std::string> parts;
    for (const auto& leaf : perturb::rank_leaves(scenario, headline, false)) {
        if (parts.size() == kShown || std::isnan(leaf.elasticity)) break;
        parts.push_back(fmt::format("{} ({:+.2f} %)", leaf.path, leaf.elasticity));
    }
    if (parts.empty()) return {};
    return fmt::format(
        "  unverified and telling most: what 1 % more does to direct CO2 in {}: {}\n",
        headline.year, fmt::join(parts, ", "));
}

/// What the numbers in force are worth; of many scenarios the ends of the range.
void print_inputs(std::ostream& out, std::span<const config::Scenario> scenarios) {
    std::vector<engine::GradeCounts> counts;
    for (const auto& scenario : scenarios) {
        counts.push_back(engine::count_grades(scenario));
        if (scenarios.size() > kInFull) continue;
        out << fmt::format(
            "inputs in force in '{}': {} values, {} of them unverified (grade U), {} "
            "estimates (grade C); list: tanlu check --sources\n",
            scenario.id, counts.back().all, counts.back().unverified, counts.back().estimates);
        out << most_telling(scenario);
    }
    if (scenarios.size() <= kInFull) return;
    const auto range = [&counts](auto member) {
        const auto [least, most] = std::minmax_element(
            counts.begin(), counts.end(),
            [member](const auto& a, const auto& b) { return a.*member < b.*member; });
        return fmt::format("{} to {}", (*least).*member, (*most).*member);
    };
    out << fmt::format(
        "inputs in force, by scenario: {} values, {} of them unverified (grade U), {} estimates "
        "(grade C); list: tanlu check --sources\n",
        range(&engine::GradeCounts::all), range(&engine::GradeCounts::unverified),
        range(&engine::GradeCounts::estimates));
}

void print_table(std::ostream& out, const Dataset& dataset,
                 std::span<const config::Scenario> scenarios, const std::string& file) {
    if (scenarios.size() > kInFull) {
        print_overview(out, dataset, scenarios);
    } else {
        for (const auto& scenario : scenarios) print_in_full(out, dataset, scenario);
    }
    print_observed(out, dataset, scenarios);
    out << fmt::format(
        "audit: {} (largest residual {}, tolerance {})\n", dataset.attributes.at("audit"),
        dataset.attributes.at("audit_largest_residual"), dataset.attributes.at("audit_tolerance"));
    print_inputs(out, scenarios);
    std::set<std::string> notes;
    for (const auto& scenario : scenarios) notes.insert(confidence_note(scenario.pack.region));
    for (const auto& note : notes) out << note;
    out << "A single run's peak year is not a finding: it moves by several years with single "
           "inputs. Read it with its uncertainty.\n";
    if (!file.empty()) out << "result: " << file << '\n';
}

ordered_json number(double value) {
    return std::isnan(value) ? ordered_json(nullptr) : ordered_json(value);
}

ordered_json to_json(const Dataset& dataset, const config::Scenario& scenario) {
    const ScenarioView view(dataset, scenario.id, scenario.pack.region.id);
    ordered_json node;
    node["scenario"] = scenario.id;
    node["title"] = {{"en", scenario.title.en}, {"zh", scenario.title.zh}};
    node["region"] = scenario.pack.region.id;
    for (const auto& boundary :
         indicators::summarise(dataset, view.scenario(), view.region()).boundaries) {
        ordered_json peak = {{"level_kg_per_year", number(boundary.peak.level)}};
        peak["year"] =
            boundary.peak.year ? ordered_json(*boundary.peak.year) : ordered_json(nullptr);
        node["emissions"][boundary.boundary] = {{"gases", boundary.gases},
                                                {"peak", peak},
                                                {"2030_kg", number(boundary.in_2030)},
                                                {"2035_kg", number(boundary.in_2035)},
                                                {"2060_kg", number(boundary.in_2060)}};
    }
    for (const int year : kShownYears) {
        const std::string key = std::to_string(year);
        node["nev_sales_share"][key] = number(view.at("nev_sales_share_auto", year, {}));
        node["nev_stock_share"][key] = number(view.at("nev_stock_share_auto", year, {}));
    }
    node["observed"] = ordered_json::array();
    for (const auto& row : engine::compare_with_observed(dataset, scenario)) {
        node["observed"].push_back({{"quantity", row.id},
                                    {"year", row.year},
                                    {"unit", row.unit},
                                    {"observed", row.observed},
                                    {"model", number(row.modelled)},
                                    {"grade", to_string(row.grade)}});
    }
    node["implausible"] = engine::implausible(dataset, scenario);
    const auto counts = engine::count_grades(scenario);
    node["inputs"] = {
        {"values", counts.all}, {"unverified", counts.unverified}, {"estimates", counts.estimates}};
    return node;
}

void print_csv(std::ostream& out, const Dataset& dataset,
               std::span<const config::Scenario> scenarios) {
    const bool several_regions = dataset.axis("region").size() > 1;
    out << (several_regions ? "scenario,region," : "scenario,") << "quantity,year,unit,value\n";
    for (const auto& scenario : scenarios) {
        const std::string run =
            scenario.id + (several_regions ? "," + scenario.pack.region.id : std::string());
        const ScenarioView view(dataset, scenario.id, scenario.pack.region.id);
        for (const auto& boundary : dataset.axis("boundary").labels) {
            for (const int year : dataset.axis("year").years) {
                out << fmt::format("{},{},{},kg/yr,{}\n", run, boundary, year,
                                   view.at("co2_by_boundary", year, {boundary}));
            }
        }
        for (const std::string name : {"nev_sales_share_auto", "nev_stock_share_auto"}) {
            for (const int year : dataset.axis("year").years) {
                out << fmt::format("{},{},{},1,{}\n", run, name, year, view.at(name, year, {}));
            }
        }
    }
}

}  // namespace

void print_summary(std::ostream& out, const Dataset& dataset,
                   std::span<const config::Scenario> scenarios, const std::string& file,
                   SummaryFormat format) {
    switch (format) {
        case SummaryFormat::table:
            print_table(out, dataset, scenarios, file);
            return;
        case SummaryFormat::csv:
            print_csv(out, dataset, scenarios);
            return;
        case SummaryFormat::json: {
            ordered_json root;
            root["audit"] = dataset.attributes.at("audit");
            root["result"] = file;
            for (const auto& scenario : scenarios) {
                root["scenarios"].push_back(to_json(dataset, scenario));
            }
            out << root.dump(2) << '\n';
        }
    }
}

}  // namespace tanlu::cli
