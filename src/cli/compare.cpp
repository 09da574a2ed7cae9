// tanlu compare: regions or scenarios side by side.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/compare_inputs.hpp"
#include "io/hdf5.hpp"
#include "io/result_file.hpp"
#include "io/study_file.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    CompareOptions what;
    Format format = Format::table;
    std::string folder;
    bool force = false;
};

std::string kind_of(const std::string& path) {
    h5::expect_hdf5(path);
    const auto attributes = h5::Reader(path).attributes("/");
    const auto found = attributes.find("tanlu_format");
    return found == attributes.end() ? std::string() : found->second;
}

/// Results or studies, never both.
bool are_studies(const std::vector<std::string>& files) {
    const std::string first = kind_of(files.front());
    for (const auto& file : files) {
        const std::string kind = kind_of(file);
        if (kind != kResultFormat && kind != kEnsembleFormat) {
            throw InputError(
                fmt::format("{}: error: holds {}, neither a result nor a study\n"
                            "  hint: 'tanlu run -o FILE.h5' writes results, 'tanlu "
                            "ensemble -o DIR' DIR/study.h5",
                            file, kind.empty() ? "nothing of Tanlu" : kind));
        }
        if (kind == first) continue;
        throw InputError(
            fmt::format("{}: error: cannot be compared with '{}': the one is of central values, "
                        "the other of many samples\n  hint: give results only, or studies only",
                        file, files.front()));
    }
    return first == kEnsembleFormat;
}

void compare(const Options& options) {
    const Comparison comparison = are_studies(options.what.files) ? compare_studies(options.what)
                                                                  : compare_results(options.what);
    if (!options.folder.empty()) {
        write_comparison(comparison, options.folder,
                         options.force ? Overwrite::yes : Overwrite::no);
    }
    print_comparison(std::cout, comparison, options.format);
    if (!options.folder.empty() && options.format == Format::table) {
        std::cout << "\nwritten: " << options.folder << '\n';
    }
}

}  // namespace

void add_compare(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand(
        "compare", "Put regions or scenarios side by side: levels, causes, what carries over");
    command->footer(
        "Takes results of 'tanlu run', or study.h5 files of 'tanlu ensemble', which are paired by "
        "sample.\nSeveral files are joined. Regions in one scenario are compared where there are "
        "several regions,\nelse the scenarios of the one.\n\n"
        "Example:\n  tanlu compare cities.h5 --years 2030,2060 -o comparison");
    const auto options = std::make_shared<Options>();
    auto& what = options->what;
    command->add_option("RESULT", what.files, "Results, or studies")->required();
    command->add_option("--of", what.of, "Compare regions or scenarios")
        ->check(CLI::IsMember({"regions", "scenarios"}).description(""))
        ->type_name("regions|scenarios");
    command->add_option("--scenario", what.scenario, "Scenario in which regions are compared");
    command->add_option("--region", what.region, "Region whose scenarios are compared");
    command->add_option("--baseline", what.baseline,
                        "Region or scenario that differences are taken to");
    command
        ->add_option("--reference", what.reference,
                     "Scenario that the others are held against in "
                     "the transfer table")
        ->capture_default_str();
    command->add_option("--years", what.years, "Years shown")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    command->add_option("--boundary", what.boundaries, "Boundaries: ttw, ttw_grid, wtw")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    command
        ->add_option("--income", what.income,
                     "GDP per head at which paths are compared, CNY of 2020 a year; round ones "
                     "where left out")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::PositiveNumber.description(""));
    command->add_flag("--sum", what.sum, "Add up the regions that are compared");
    add_format_option(*command, options->format);
    command->add_option("-o,--output", options->folder,
                        "Folder for a CSV file of each table and compare.json");
    command->add_flag("--force", options->force, "Overwrite files of an existing folder");
    command->callback([options] { compare(*options); });
}

}  // namespace tanlu::cli
