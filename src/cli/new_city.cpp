// tanlu new city: a city pack and its scenarios from a table.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cities/city_files.hpp"
#include "cities/scenario_texts.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/warnings.hpp"
#include "config/pack.hpp"
#include "schema/scalar.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    cities::NewCity city;
    bool force = false;
    Format format = Format::table;
};

/// What the pack has from the nation, by which rule.
void print_from_nation(const cities::CityPack& pack, Format format) {
    Table table{{{"taken from the nation"}, {"rule"}}, {}};
    for (const auto& row : pack.from_nation) table.rows.push_back({row.what, row.rule});
    print(std::cout, table, format);
}

/// Works the city out; warnings of the table are told, whether it can be used or not.
cities::MadeCity made_city(const cities::NewCity& city) {
    Diagnostics diagnostics;
    WarningPrinter warnings;
    try {
        cities::MadeCity made = cities::make_city(city, diagnostics);
        warnings.print(diagnostics.warnings());
        return made;
    } catch (const InputError&) {
        warnings.print(diagnostics.warnings());
        throw;
    }
}

/// Loads the pack where it lies until it is put into place. What the checks of the table have let
/// pass is told with the place it would have had, for the staged file is gone when it is read.
void expect_loads(const std::string& staged, const std::string& path) {
    try {
        config::load_pack(staged);
    } catch (const InputError& error) {
        std::string text = error.what();
        for (std::size_t at = 0; (at = text.find(staged, at)) != std::string::npos;
             at += path.size()) {
            text.replace(at, staged.size(), path);
        }
        throw InputError(
            fmt::format("the table gives a pack that does not hold together; nothing was written, "
                        "and these are lines of what it would have been:\n{}",
                        text));
    }
}

void make(const Options& options) {
    if (!schema::is_id(options.city.id)) {
        throw CLI::ValidationError("NAME", fmt::format("'{}' is not an id: small letters, digits "
                                                       "and single hyphens",
                                                       options.city.id));
    }
    if (options.city.id == cities::kPackages) {
        throw CLI::ValidationError(
            "NAME", fmt::format("'{}' holds the policies of all cities", options.city.id));
    }
    const cities::MadeCity made = made_city(options.city);
    cities::StagedDirectories staged(
        made.directories, options.force ? Overwrite::yes : Overwrite::no, cities::kWrittenBy);
    expect_loads(staged.staged(0), made.directories[0].path);
    staged.publish();

    const auto& pack = made.directories[0];
    const auto& scenarios = made.directories[1];
    for (const auto& note : made.notes) std::cerr << "note: " << note << '\n';
    print_from_nation(made.pack, options.format);
    if (options.format != Format::table) return;
    std::cout << fmt::format(
        "\nwritten: {} ({} files), {} ({} files)\n"
        "base year {}, settlement type {}, {:.0f} % of the city's own numbers of grade C or U: "
        "confidence {}\n"
        "residents' trips explain {:.2f} of the car kilometres\n"
        "next: tanlu run {}/reference.yaml\n",
        pack.path, pack.files.size(), scenarios.path, scenarios.files.size(), made.base_year,
        made.pack.settlement, 100.0 * made.pack.weak_share, made.pack.confidence,
        made.pack.local_share, scenarios.path);
}

}  // namespace

void add_new(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("new", "Make new input files");
    command->require_subcommand(1);
    auto* city = command->add_subcommand("city", "Make a city pack and its scenarios from a table");
    city->footer(
        "The table has a row per item: item,value,unit,low,high,source,grade,year,note; start from "
        "models/cities/template.csv.\nWhat it does not give is taken from the nation by stated "
        "rules, which are listed.\n\n"
        "Example:\n  tanlu new city beijing --from-csv models/cities/beijing/city.csv --force");
    const auto options = std::make_shared<Options>();
    options->city.national = "models/china-2023";
    options->city.nation_table = "models/cities";
    city->add_option("NAME", options->city.id, "Id of the city: models/cities/NAME")->required();
    city->add_option("--from-csv", options->city.table, "Table of the city")->required();
    city->add_option("--sources", options->city.sources,
                     "Table of its sources; sources.csv beside the other where left out");
    city->add_option("--national", options->city.national, "Pack of the nation in the base year")
        ->capture_default_str();
    city->add_option("--nation-figures", options->city.nation_table,
                     "Directory of nation.csv: GDP, grids and road freight of the nation")
        ->capture_default_str();
    city->add_option("--to", options->city.to, "Directory that holds models/ and scenarios/")
        ->capture_default_str();
    city->add_flag("--force", options->force,
                   "Replace what the program wrote before; other files stay");
    add_format_option(*city, options->format);
    city->callback([options, &exit_code] {
        make(*options);
        exit_code = ExitCode::done;
    });
}

}  // namespace tanlu::cli
