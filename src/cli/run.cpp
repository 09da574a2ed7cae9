// tanlu run: projects scenarios and writes the result file.
#include "engine/run.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/run_summary.hpp"
#include "cli/warnings.hpp"
#include "config/scenario.hpp"
#include "indicators/read_system.hpp"
#include "indicators/time_path.hpp"
#include "io/result_file.hpp"
#include "levers/lever.hpp"
#include "study/study.hpp"

namespace tanlu::cli {
namespace {

constexpr const char* kTable = "table";
constexpr const char* kCsv = "csv";
constexpr const char* kJson = "json";

struct Options {
    std::vector<std::string> scenarios;
    std::string target;
    std::string format = kTable;
    bool force = false;
    bool reference = false;
    std::vector<std::string> indicators;
};

SummaryFormat format_of(const std::string& name) {
    if (name == kCsv) return SummaryFormat::csv;
    return name == kJson ? SummaryFormat::json : SummaryFormat::table;
}

ExitCode run_scenarios(const Options& options) {
    const Overwrite overwrite = options.force ? Overwrite::yes : Overwrite::no;
    if (!options.target.empty()) expect_writable(options.target, overwrite);
    std::vector<config::Scenario> scenarios;
    WarningPrinter warnings;
    for (const auto& path : options.scenarios) {
        // `*.yaml` names the studies of a folder too.
        if (options.scenarios.size() > 1 && study::is_study_file(path)) {
            std::cerr << "tanlu: " << path << " is a study: left to 'tanlu ensemble'\n";
            continue;
        }
        scenarios.push_back(config::load_scenario(path, levers::specs()));
        warnings.print(scenarios.back().warnings);
    }
    const auto arithmetic =
        options.reference ? engine::Arithmetic::reference : engine::Arithmetic::lanes;
    const auto systems = indicators::read_systems(options.indicators);
    Dataset dataset = engine::run(scenarios, arithmetic);
    indicators::add_time_paths(dataset, systems);
    if (!options.target.empty()) write_result(dataset, options.target, overwrite);
    print_summary(std::cout, dataset, scenarios, options.target, format_of(options.format));
    return dataset.attributes.at("audit") == "passed" ? ExitCode::done : ExitCode::failed;
}

}  // namespace

void add_run(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("run", "Project scenarios to their horizon");
    command->footer(
        "Prints peak, shares, statistics beside the model and the audit; writes every output to an "
        "HDF5 file\nthat xarray, pandas, R and ncdump open (docs/formats/result-file.md). Exit "
        "code "
        "3 where the audit fails.\n\n"
        "Example:\n  tanlu run scenarios/china/reference.yaml scenarios/china/peak-2030.yaml -o "
        "china.h5");
    const auto options = std::make_shared<Options>();
    command->add_option("SCENARIO", options->scenarios, "Scenario files")->required();
    command->add_option("-o,--output", options->target, "Result file; none where left out");
    command->add_option("--format", options->format, "Summary as table, csv or json")
        ->check(CLI::IsMember({kTable, kCsv, kJson}).description(""))
        ->capture_default_str();
    command->add_flag("--force", options->force, "Overwrite an existing result");
    command
        ->add_option("--indicators", options->indicators,
                     "Indicator systems whose values by year the result holds: names separated by "
                     "commas, 'all', or .yaml files")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_flag("--reference", options->reference,
                      "Compute in plain double instead of lanes, to compare the two");
    command->callback([options, &exit_code] { exit_code = run_scenarios(*options); });
}

}  // namespace tanlu::cli
