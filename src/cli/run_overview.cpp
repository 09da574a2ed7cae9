#include "cli/run_overview.hpp"

#include <fmt/ranges.h>

#include <algorithm>

#include "cli/region_words.hpp"
#include "cli/run_words.hpp"
#include "engine/observed.hpp"
#include "indicators/text_table.hpp"
#include "results/scenario_view.hpp"

namespace tanlu::cli {
namespace {

using indicators::Align;
using indicators::TextTable;

bool several_regions(const Dataset& dataset) {
    return dataset.axis("region").size() > 1;
}

/// A scenario as the tables call it, with its region where there are several.
std::string row_name(const Dataset& dataset, const config::Scenario& scenario) {
    if (!several_regions(dataset)) return scenario.id;
    return fmt::format("{}, {}", scenario.pack.region.id, scenario.id);
}

ScenarioView view_of(const Dataset& dataset, const config::Scenario& scenario) {
    return {dataset, scenario.id, scenario.pack.region.id};
}

void print_boundary(std::ostream& out, const Dataset& dataset,
                    std::span<const config::Scenario> scenarios, std::size_t boundary) {
    TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right,
                     Align::right, Align::left, Align::left});
    bool has_head = false;
    const int base_year = scenarios.front().pack.base_year;
    for (const auto& scenario : scenarios) {
        const ScenarioView view = view_of(dataset, scenario);
        const auto summary = indicators::summarise(dataset, view.scenario(), view.region());
        const auto& levels = summary.boundaries[boundary];
        const auto mt = [&](double kilograms) { return megatonnes(kilograms, levels.peak.level); };
        if (!has_head) {
            table.add_row({boundary_name(levels.boundary), "peak", std::to_string(base_year),
                           "2030", "2035", "2060 Mt", " before 2030", "near zero 2060"});
            has_head = true;
        }
        table.add_row({"  " + row_name(dataset, scenario), peak_text(levels),
                       mt(view.at("co2_by_boundary", base_year, {levels.boundary})),
                       mt(levels.in_2030), mt(levels.in_2035), mt(levels.in_2060),
                       " " + answer(levels.before_2030_strict), answer(levels.gross_zero_2060)});
    }
    out << table.text();
}

void print_shares(std::ostream& out, const Dataset& dataset,
                  std::span<const config::Scenario> scenarios) {
    struct Column {
        const char* name;
        const char* variable;
        std::vector<std::string> labels;
        int year;
    };
    const auto& parameters = scenarios.front().pack.parameters;
    std::string car;
    for (const auto& vehicle_class : parameters.classes) {
        if (vehicle_class.ownership) car = vehicle_class.passenger_mode.text;
    }
    const std::string road = parameters.freight.modes.front().id.text;
    const std::vector<Column> columns = {{"NEV sales 2030", "nev_sales_share_auto", {}, 2030},
                                         {"NEV stock 2035", "nev_stock_share_auto", {}, 2035},
                                         {"trips by car 2030", "trip_share", {car}, 2030},
                                         {"2060", "trip_share", {car}, 2060},
                                         {"tonne-km by road 2030", "tkm_share", {road}, 2030},
                                         {"2060", "tkm_share", {road}, 2060}};
    std::vector<Align> alignment{Align::left};
    std::vector<std::string> head{"shares"};
    for (const auto& column : columns) {
        alignment.push_back(Align::right);
        head.emplace_back(column.name);
    }
    TextTable table(alignment);
    table.add_row(head);
    for (const auto& scenario : scenarios) {
        const ScenarioView view = view_of(dataset, scenario);
        std::vector<std::string> cells{"  " + row_name(dataset, scenario)};
        for (const auto& column : columns) {
            cells.push_back(percent(view.at(column.variable, column.year, column.labels)));
        }
        table.add_row(cells);
    }
    out << table.text();
}

}  // namespace

void print_overview(std::ostream& out, const Dataset& dataset,
                    std::span<const config::Scenario> scenarios) {
    std::vector<std::string> regions;
    for (const auto& scenario : scenarios) {
        const std::string title = titled(scenario.pack.region);
        if (std::ranges::find(regions, title) == regions.end()) regions.push_back(title);
    }
    out << fmt::format("{}, {} scenarios; all shares of one: tanlu run FILE\n",
                       fmt::join(regions, ", "), scenarios.size());
    for (std::size_t b = 0; b < dataset.axis("boundary").size(); ++b) {
        print_boundary(out, dataset, scenarios, b);
    }
    print_shares(out, dataset, scenarios);
    for (const auto& scenario : scenarios) {
        for (const auto& finding : engine::implausible(dataset, scenario)) {
            out << "  implausible in " << row_name(dataset, scenario) << ": " << finding << '\n';
        }
    }
    out << '\n';
}

}  // namespace tanlu::cli
