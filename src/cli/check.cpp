// tanlu check: validates without running.
#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <memory>
#include <set>
#include <string>

#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/output.hpp"

namespace tanlu::cli {
namespace {

enum class Report { summary, sources };

struct Options {
    std::vector<std::string> files;
    bool sources = false;
    Format format = Format::table;
};

Table make_table(Report report) {
    using enum Column::Kind;
    if (report == Report::summary) {
        return {{{"file"},
                 {"kind"},
                 {"id"},
                 {"numbers", number},
                 {"A", number},
                 {"B", number},
                 {"C", number},
                 {"U", number},
                 {"policies", number}},
                {}};
    }
    return {{{"path"}, {"value", number}, {"unit"}, {"grade"}, {"source"}, {"file"}, {"note"}}, {}};
}

/// One line per file: what it is, how many numbers of which grade.
void add_summary(const Loaded& loaded, Table& table) {
    std::array<int, 4> counts{};
    for (const auto& setting : loaded.settings()) {
        if (setting.grade) ++counts[static_cast<std::size_t>(*setting.grade)];
    }
    std::vector<std::string> row = {loaded.path, loaded.scenario ? "scenario" : "pack",
                                    loaded.scenario ? loaded.scenario->id : loaded.pack->id};
    row.push_back(std::to_string(counts[0] + counts[1] + counts[2] + counts[3]));
    for (int count : counts) row.push_back(std::to_string(count));
    row.push_back(loaded.scenario ? std::to_string(loaded.scenario->policies.size()) : "");
    table.rows.push_back(std::move(row));
}

/// Every number in use that nobody verified (U) or somebody estimated (C).
void add_sources(const Loaded& loaded, Table& table) {
    for (const auto& setting : loaded.settings()) {
        if (setting.grade != Grade::unverified && setting.grade != Grade::c) continue;
        table.rows.push_back({setting.path, setting.value, setting.unit, to_string(*setting.grade),
                              setting.source, place_of(setting.origin), setting.note});
    }
}

ExitCode check(const Options& options) {
    const Report report = options.sources ? Report::sources : Report::summary;
    Table table = make_table(report);
    ExitCode code = ExitCode::done;
    std::set<std::string> told;
    for (const auto& file : options.files) {
        try {
            const Loaded loaded = load(file);
            report == Report::sources ? add_sources(loaded, table) : add_summary(loaded, table);
        } catch (const InputError& error) {
            // Children have the errors of their parents: said once.
            const bool is_new = told.insert(error.what()).second;
            std::cerr << (is_new ? error.what() : file + ": the same errors, see above") << '\n';
            code = ExitCode::invalid_input;
        }
    }
    const bool has_news = !table.rows.empty() || options.format != Format::table;
    if (has_news) print(std::cout, table, options.format);
    return code;
}

}  // namespace

void add_check(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("check", "Validate scenarios and model packs");
    command->footer("Example:\n  tanlu check --sources scenarios/china/reference.yaml");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->files, "Scenario files, or directories of model packs")
        ->required();
    command->add_flag("--sources", options->sources,
                      "List every number in use that is unverified (U) or an estimate (C)");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace tanlu::cli
