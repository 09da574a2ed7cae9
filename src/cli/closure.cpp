// tanlu closure: the base year of a city against published figures.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <memory>
#include <set>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/passed_over.hpp"
#include "cli/region_words.hpp"
#include "cli/warnings.hpp"
#include "closure/evaluate.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

using closure::Closure;
using closure::ClosureReport;
using closure::Verdict;

struct Options {
    std::vector<std::string> scenarios;
    bool all = false;
    Format format = Format::table;
};

std::string text_of(double value) {
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : "";
}

std::string verdict_of(const Closure& row) {
    const bool elsewhere = row.figure.is_stand_in;
    switch (row.verdict) {
        case Verdict::closes:
            if (row.figure.by_construction) return "closes, by construction";
            return elsewhere ? "near a stand-in" : "closes";
        case Verdict::misses:
            if (row.figure.by_construction) return "MISS, though by construction";
            return elsewhere ? "off a stand-in" : "MISS";
        case Verdict::no_band:
            return "no range";
        case Verdict::no_model:
            return "none in the model";
        case Verdict::no_figure:
            return "no figure";
    }
    return {};
}

/// What differs between the figure and the model's number besides the number.
std::string differences(const Closure& row, int base_year) {
    if (!row.figure.amount) return "";
    return row.figure.year == base_year ? "" : fmt::format("of {}", row.figure.year);
}

/// What closes because an input was made from it says little; that it does not would say much.
bool is_shown(const Closure& row, const Options& options) {
    return options.all || !row.figure.by_construction || row.verdict == Verdict::misses;
}

/// For people: what fits beside each other; the reasons of misses stand below.
void print_for_people(const std::vector<ClosureReport>& reports, const Options& options) {
    Table table{{{"region"},
                 {"check"},
                 {"model", Column::Kind::number},
                 {"5 %", Column::Kind::number},
                 {"95 %", Column::Kind::number},
                 {"figure", Column::Kind::number},
                 {"unit"},
                 {"ratio", Column::Kind::number},
                 {"verdict"},
                 {"year"},
                 {"area"},
                 {"boundary"}},
                {}};
    for (const auto& report : reports) {
        for (const auto& row : report.closures) {
            if (!is_shown(row, options)) continue;
            const auto& figure = row.figure;
            table.rows.push_back(
                {report.region, std::string(figure.check->key), text_of(row.model),
                 row.band ? text_of(row.band->low) : "", row.band ? text_of(row.band->high) : "",
                 figure.amount ? text_of(figure.amount->value) : "",
                 std::string(figure.check->unit),
                 figure.amount ? fmt::format("{:.2f}", row.ratio) : "", verdict_of(row),
                 differences(row, report.base_year), figure.area, figure.boundary});
        }
    }
    print(std::cout, table, Format::table);
    for (const auto& report : reports) {
        for (const auto& row : report.closures) {
            if (!is_shown(row, options) || row.figure.note.empty()) continue;
            const bool is_miss = row.verdict == Verdict::misses && !row.figure.is_stand_in;
            if (!is_miss && !options.all) continue;
            std::cout << fmt::format("{}, {}: {}\n", report.region, row.figure.check->key,
                                     row.figure.note);
        }
        for (const auto& figure : report.not_computed) {
            std::cout << fmt::format("{}, not computed: {}: {}\n", report.region, figure.name,
                                     figure.note);
        }
    }
}

/// For programs: every column; figures that cannot be computed have no model.
void print_for_programs(const std::vector<ClosureReport>& reports, const Options& options) {
    Table table{{{"region"},
                 {"check"},
                 {"name"},
                 {"model", Column::Kind::number},
                 {"model_low", Column::Kind::number},
                 {"model_high", Column::Kind::number},
                 {"figure", Column::Kind::number},
                 {"figure_low", Column::Kind::number},
                 {"figure_high", Column::Kind::number},
                 {"unit"},
                 {"factor", Column::Kind::number},
                 {"ratio", Column::Kind::number},
                 {"verdict"},
                 {"by_construction"},
                 {"base_year", Column::Kind::number},
                 {"year", Column::Kind::number},
                 {"area"},
                 {"boundary"},
                 {"source"},
                 {"grade"},
                 {"note"}},
                {}};
    for (const auto& report : reports) {
        const std::string base_year = std::to_string(report.base_year);
        for (const auto& row : report.closures) {
            if (!is_shown(row, options)) continue;
            const auto& figure = row.figure;
            const bool has = figure.amount.has_value();
            table.rows.push_back({report.region,
                                  std::string(figure.check->key),
                                  figure.name,
                                  text_of(row.model),
                                  row.band ? text_of(row.band->low) : "",
                                  row.band ? text_of(row.band->high) : "",
                                  has ? text_of(figure.amount->value) : "",
                                  has ? text_of(figure.amount->low) : "",
                                  has ? text_of(figure.amount->high) : "",
                                  std::string(figure.check->unit),
                                  text_of(figure.factor.value),
                                  has ? fmt::format("{:.4f}", row.ratio) : "",
                                  verdict_of(row),
                                  figure.by_construction ? "yes" : "no",
                                  base_year,
                                  has ? std::to_string(figure.year) : "",
                                  figure.area,
                                  figure.boundary,
                                  figure.source,
                                  has ? to_string(figure.grade) : "",
                                  figure.note});
        }
        for (const auto& figure : report.not_computed) {
            table.rows.push_back({report.region,
                                  "",
                                  figure.name,
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "",
                                  "not computed",
                                  "",
                                  base_year,
                                  "",
                                  figure.area,
                                  figure.boundary,
                                  "",
                                  "",
                                  figure.note});
        }
    }
    print(std::cout, table, options.format);
}

void report(const Options& options) {
    std::vector<ClosureReport> reports;
    WarningPrinter warnings;
    std::string notes;
    std::set<std::string> without;
    for (const auto& path : scenarios_among(options.scenarios)) {
        const auto scenario = config::load_scenario(path, levers::specs());
        warnings.print(scenario.warnings);
        if (options.scenarios.size() > 1 && !closure::has_figures(scenario)) {
            const auto& region = scenario.pack.region.id;
            if (!without.insert(region).second) continue;
            std::cerr << fmt::format("tanlu: {} has no {}: passed over ({})\n", region,
                                     closure::kFiguresFile, closure::kHowToWrite);
            continue;
        }
        reports.push_back(closure::closure_of(scenario));
        notes += confidence_note(scenario.pack.region);
    }
    if (reports.empty()) {
        throw InputError(fmt::format("no region has a {} in the directory of its pack\n  hint: {}",
                                     closure::kFiguresFile, closure::kHowToWrite));
    }
    if (options.format != Format::table) return print_for_programs(reports, options);
    print_for_people(reports, options);
    std::cout << notes;
}

}  // namespace

void add_closure(CLI::App& program, ExitCode& exit_code) {
    auto* command =
        program.add_subcommand("closure", "Hold the base year of a city against published figures");
    command->footer(
        "Figures stand in closure.csv of the pack, with year, area and boundary "
        "(docs/formats/closure.md). The band is 5 to 95 %\nof draws of the inputs; a figure "
        "outside "
        "is a MISS. Those that inputs were made from are left out: --all.\n\n"
        "Example:\n  tanlu closure scenarios/cities/*/reference.yaml");
    const auto options = std::make_shared<Options>();
    command->add_option("SCENARIO", options->scenarios, "Scenario files, one per city")->required();
    command->add_flag("--all", options->all, "Those too that close by construction, all notes");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] {
        report(*options);
        exit_code = ExitCode::done;
    });
}

}  // namespace tanlu::cli
