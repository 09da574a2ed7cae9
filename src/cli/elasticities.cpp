// tanlu elasticities: how strongly the whole model answers, beside the literature.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "levers/lever.hpp"
#include "perturb/elasticity_tests.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    std::string config;
    bool check = false;
    Format format = Format::table;
};

std::string verdict(const perturb::ElasticityTest& test, const perturb::ElasticityResult& result) {
    if (!test.band) return "no band";
    return result.inside ? "inside" : "OUTSIDE";
}

ExitCode report(const Options& options) {
    using enum Column::Kind;
    const auto tests = perturb::load_elasticity_tests(options.config, levers::specs());
    const auto results = perturb::run_elasticity_tests(tests);
    Table table{{{"elasticity"},
                 {"year", number},
                 {"model", number},
                 {"low", number},
                 {"high", number},
                 {"verdict"},
                 {"source"},
                 {"grade"},
                 {"meaning"}},
                {}};
    bool all_inside = true;
    for (std::size_t t = 0; t < tests.tests.size(); ++t) {
        const auto& test = tests.tests[t];
        all_inside = all_inside && results[t].inside;
        const auto end = [&](double x) { return test.band ? fmt::format("{:.2f}", x) : ""; };
        table.rows.push_back(
            {test.id, std::to_string(test.year),
             std::isnan(results[t].value) ? "" : fmt::format("{:.3f}", results[t].value),
             end(test.band ? test.band->low : 0.0), end(test.band ? test.band->high : 0.0),
             verdict(test, results[t]), test.band ? test.band->source : "",
             test.band ? to_string(test.band->grade) : "", test.title.en});
    }
    print(std::cout, table, options.format);
    return options.check && !all_inside ? ExitCode::answer_is_no : ExitCode::done;
}

}  // namespace

void add_elasticities(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand(
        "elasticities", "Elasticities of the whole model beside those of the literature");
    command->footer(
        "One percent more and less, all else as it is; what lies outside its band is flagged.\n\n"
        "Example:\n  tanlu elasticities scenarios/china/elasticities/elasticities.yaml");
    const auto options = std::make_shared<Options>();
    command->add_option("CONFIG", options->config, "File of elasticities")->required();
    command->add_flag("--check", options->check, "Exit code 4 where one lies outside its band");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = report(*options); });
}

}  // namespace tanlu::cli
