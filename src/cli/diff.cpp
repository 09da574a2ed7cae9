// tanlu diff: what two scenarios set differently.
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
    std::string left;
    std::string right;
    Format format = Format::table;
};

/// "0.35 vehicle/person (0.3 to 0.4)"; nothing where the setting is absent.
std::string text_of(const std::optional<config::Setting>& setting) {
    if (!setting) return {};
    std::string text = setting->value;
    if (!setting->unit.empty() && setting->unit != "1") text += " " + setting->unit;
    if (!setting->low.empty() || !setting->high.empty()) {
        text += " (" + setting->low + " to " + setting->high + ")";
    }
    return text;
}

std::string label_of(const std::optional<config::Setting>& setting) {
    if (!setting || !setting->grade) return {};
    return setting->source + " " + to_string(*setting->grade);
}

std::string place(const std::optional<config::Setting>& setting) {
    return setting ? place_of(setting->origin) : std::string();
}

void diff(const Options& options) {
    const Loaded left = load(options.left);
    const Loaded right = load(options.right);
    WarningPrinter warnings;
    warnings.print(left.warnings());
    warnings.print(right.warnings());
    const auto found = config::differences(left.settings(), right.settings());
    Table table{{{"path"},
                 {"left"},
                 {"right"},
                 {"left source"},
                 {"right source"},
                 {"left file"},
                 {"right file"}},
                {}};
    for (const auto& [path, before, after] : found) {
        table.rows.push_back({path, text_of(before), text_of(after), label_of(before),
                              label_of(after), place(before), place(after)});
    }
    if (found.empty() && options.format == Format::table) {
        std::cout << "no difference\n";
        return;
    }
    print(std::cout, table, options.format);
}

}  // namespace

void add_diff(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand("diff", "Compare two scenarios or packs by setting");
    command->footer(
        "Example:\n"
        "  tanlu diff scenarios/china/reference.yaml scenarios/china/peak-2030.yaml");
    const auto options = std::make_shared<Options>();
    command->add_option("LEFT", options->left, "Scenario file or directory of a pack")->required();
    command->add_option("RIGHT", options->right, "The other one")->required();
    add_format_option(*command, options->format);
    command->callback([options] { diff(*options); });
}

}  // namespace tanlu::cli
