// tanlu export: hands a result over as a table.
#include "io/export.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"

namespace tanlu::cli {
namespace {

constexpr const char* kCsv = "csv";
constexpr const char* kIamc = "iamc";

struct Options {
    std::string result;
    std::string format;
    std::string target = "-";
    bool force = false;
};

}  // namespace

void add_export(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand("export", "Write a result as a table for other tools");
    command->footer(
        "csv is a long table, one line per number; iamc is the wide table that pyam reads, in "
        "IAMC\nnames and units (docs/formats/).\n\n"
        "Example:\n  tanlu export china.h5 --to iamc -o china.csv");
    const auto options = std::make_shared<Options>();
    command->add_option("RESULT", options->result, "Result file")->required();
    command->add_option("--to", options->format, "csv or iamc")
        ->required()
        ->check(CLI::IsMember({kCsv, kIamc}).description(""))
        ->type_name("FORMAT");
    command->add_option("-o,--output", options->target, "File to write; - is standard output")
        ->capture_default_str();
    command->add_flag("--force", options->force, "Overwrite an existing file");
    command->callback([options] {
        const auto format = options->format == kIamc ? ExportFormat::iamc : ExportFormat::csv;
        export_result(options->result, format, options->target,
                      options->force ? Overwrite::yes : Overwrite::no, std::cout);
    });
}

}  // namespace tanlu::cli
