// tanlu show: the effective configuration, with the origin of every value.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/output.hpp"
#include "cli/warnings.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    std::string file;
    std::string path;
    bool yaml = false;
    Format format = Format::table;
};

/// Whether a setting is the one asked for, or lies below it.
bool is_below(const std::string& path, const std::string& wanted) {
    if (wanted.empty() || path == wanted) return true;
    return path.starts_with(wanted) && (path[wanted.size()] == '.' || path[wanted.size()] == '[');
}

void show(const Options& options) {
    const Loaded loaded = load(options.file);
    WarningPrinter().print(loaded.warnings());
    if (options.yaml) {
        if (!loaded.scenario)
            throw CLI::ValidationError("--yaml", "a scenario is needed, not a pack");
        std::cout << config::effective_text(*loaded.scenario);
        return;
    }
    using enum Column::Kind;
    Table table{{{"path"},
                 {"value", number},
                 {"unit"},
                 {"low", number},
                 {"high", number},
                 {"grade"},
                 {"source"},
                 {"file"}},
                {}};
    for (const auto& setting : loaded.settings()) {
        if (!is_below(setting.path, options.path)) continue;
        table.rows.push_back({setting.path, setting.value, setting.unit, setting.low, setting.high,
                              setting.grade ? to_string(*setting.grade) : "", setting.source,
                              place_of(setting.origin)});
    }
    if (table.rows.empty()) {
        throw InputError(options.file + ": error: no setting '" + options.path +
                         "'\n  hint: 'tanlu show " + options.file + "' lists every path");
    }
    print(std::cout, table, options.format);
}

}  // namespace

void add_show(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand(
        "show", "Print the effective configuration with the origin of every value");
    command->footer(
        "Example:\n  tanlu show scenarios/china/reference.yaml classes.private-car.ownership");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->file, "Scenario file, or directory of a model pack")
        ->required();
    command->add_option("PATH", options->path, "Show this setting, or those below it");
    command->add_flag("--yaml", options->yaml,
                      "Print one YAML file that holds everything and can be loaded");
    add_format_option(*command, options->format);
    command->callback([options] { show(*options); });
}

}  // namespace tanlu::cli
