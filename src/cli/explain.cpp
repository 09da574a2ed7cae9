// tanlu explain: where a number of a result comes from.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/explain_report.hpp"
#include "explain/explanation.hpp"
#include "io/hdf5.hpp"
#include "io/result_file.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    explain::Question question;
    std::size_t top = 10;
    bool no_runs = false;
    Format format = Format::table;
};

/// Results of studies hold many futures and not the number of one; say so before the reader does.
void refuse_study(const std::string& path) {
    h5::expect_hdf5(path);
    const auto attributes = h5::Reader(path).attributes("/");
    const auto format = attributes.find("tanlu_format");
    if (format == attributes.end() || format->second == kResultFormat) return;
    throw InputError(fmt::format(
        "{}: error: holds '{}', the result of a study: a number of it belongs to no one run\n"
        "  hint: 'tanlu run SCENARIO -o FILE.h5' writes results that can be explained",
        path, format->second));
}

ExitCode explain_number(const Options& options) {
    refuse_study(options.question.file);
    const Dataset dataset = read_result(options.question.file);
    const auto explanation = explain::explain(
        options.question, dataset, options.no_runs ? explain::Rerun::no : explain::Rerun::yes);
    print_explanation(std::cout, explanation, options.top, options.format);
    return explanation.holds() ? ExitCode::done : ExitCode::failed;
}

}  // namespace

void add_explain(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand(
        "explain", "Trace a number of a result back to factors, inputs and policies");
    command->footer(
        "Labels that are left out are added up where that has a meaning. Inputs are ranked by what "
        "one "
        "per cent\nmore of each does, policies judged by running the scenario without each, from "
        "the text in the result.\nExit code 3 where the factors do not multiply back to the "
        "number.\n\n"
        "Example:\n  tanlu explain china.h5 stock --year 2035 --for "
        "class=private-car,technology=nev"
        " --scenario reference");
    const auto options = std::make_shared<Options>();
    auto& question = options->question;
    command->add_option("RESULT", question.file, "Result file of 'tanlu run'")->required();
    command->add_option("VARIABLE", question.variable, "Variable; 'tanlu describe variables'")
        ->required();
    command->add_option("--year", question.year, "Year of the number")->required();
    command->add_option("--scenario", question.scenario, "Scenario, where the result has several");
    command->add_option("--region", question.region, "Region, where the result has several");
    command
        ->add_option("--for", question.selectors,
                     "Labels: class=private-car,technology=bev; several of an axis, or a group "
                     "(nev, automobile, green, petroleum, road, urban), are added up")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("AXIS=LABEL");
    command->add_option("--top", options->top, "Rows of each table at most")->capture_default_str();
    command->add_flag("--no-runs", options->no_runs,
                      "Run nothing again: no policies, inputs by nearness and not by effect");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = explain_number(*options); });
}

}  // namespace tanlu::cli
