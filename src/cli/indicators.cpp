// tanlu indicators: what indicator systems say about a result.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "cli/commands.hpp"
#include "cli/indicator_odds.hpp"
#include "cli/output.hpp"
#include "indicators/read_system.hpp"
#include "indicators/render.hpp"
#include "indicators/scorecard.hpp"
#include "io/result_file.hpp"
#include "io/study_samples.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

using indicators::Evaluation;
using indicators::Language;

struct Options {
    std::string result;
    std::vector<std::string> systems = indicators::default_systems();
    Format format = Format::table;
    Language language = Language::en;
    std::optional<int> year;
    bool scorecard = false;
};

/// The year asked for; else a few in a table, all in files for other programs.
std::vector<int> years_to_show(const Options& options, const Dataset& result) {
    const auto& all = result.axis("year").years;
    if (!options.year) return options.format == Format::table ? indicators::kTableYears : all;
    if (std::find(all.begin(), all.end(), *options.year) == all.end()) {
        throw InputError(fmt::format("{}: error: the result has no year {} (it runs from {} to {})",
                                     options.result, *options.year, all.front(), all.back()));
    }
    return {*options.year};
}

/// One line per system, scenario and region. Headings of files are keys, whatever the language.
Table score_table(const std::vector<indicators::Score>& scores, const Dataset& result,
                  const Options& options) {
    using enum Column::Kind;
    const auto heading = [&](std::string_view key) {
        return options.format == Format::table ? indicators::word(key, options.language)
                                               : std::string(key);
    };
    Table table;
    for (const char* key : {"system", "scenario", "region"})
        table.columns.push_back({heading(key)});
    for (const char* key : {"rows", "computed"}) table.columns.push_back({heading(key), number});
    for (std::size_t i = 0; i < indicators::kRowVerdicts; ++i) {
        const auto verdict = static_cast<indicators::RowVerdict>(i);
        table.columns.push_back({heading(indicators::to_string(verdict)), number});
    }
    for (const auto& score : scores) {
        std::string region = score.region;
        if (options.format == Format::table) {
            region += indicators::about_region(score.region, result, options.language);
        }
        std::vector<std::string> row = {score.system->key, score.scenario, region,
                                        std::to_string(score.total()),
                                        std::to_string(score.computed())};
        for (const int rows : score.rows) row.push_back(std::to_string(rows));
        table.rows.push_back(std::move(row));
    }
    return table;
}

void show(std::ostream& out, const Options& options) {
    // The evaluations point into the systems, which therefore do not move.
    const std::vector<indicators::System> systems = indicators::read_systems(options.systems);
    if (is_study_result(options.result)) {
        print(out, odds_table(options.result, systems), options.format);
        return;
    }
    const Dataset result = read_result(options.result);
    std::vector<Evaluation> evaluations;
    for (const auto& system : systems) {
        std::ranges::move(indicators::evaluate(system, result), std::back_inserter(evaluations));
    }
    if (options.scorecard) {
        print(out, score_table(indicators::scorecard(evaluations), result, options),
              options.format);
        return;
    }
    const indicators::RenderOptions shown{options.language, years_to_show(options, result)};
    switch (options.format) {
        case Format::table:
            out << indicators::to_table(evaluations, result, shown);
            break;
        case Format::csv:
            out << indicators::to_csv(evaluations, result, shown);
            break;
        case Format::json:
            out << indicators::to_json(evaluations, result, shown);
            break;
    }
}

}  // namespace

void add_indicators(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand(
        "indicators", "Show what indicator systems say about a result: value, target, verdict");
    command->footer(
        "What cannot be derived is listed with the input it lacks; nothing that was not verified\n"
        "is shown as official. Rows for cities give benchmarks only on a national result.\n\n"
        "Example:\n  tanlu indicators china.h5 --system ndrc-pilot --lang zh");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("RESULT", options->result,
                     "Result file, or that of a study (study.h5): targets over its samples")
        ->required();
    command
        ->add_option("--system", options->systems,
                     "Systems, separated by commas: names of shipped ones, 'all', or .yaml files")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    add_format_option(*command, options->format);
    const std::map<std::string, Language> languages{{"en", Language::en}, {"zh", Language::zh}};
    command->add_option("--lang", options->language, "Language of the table")
        ->transform(CLI::CheckedTransformer(languages).description("en|zh"));
    command->add_flag("--scorecard", options->scorecard,
                      "Count the rows by verdict instead: by system, scenario and region");
    command->add_option("--year", options->year, "Show the values of one year");
    command->callback([options] { show(std::cout, *options); });
}

}  // namespace tanlu::cli
