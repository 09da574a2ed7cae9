// tanlu check: validates without running.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/output.hpp"
#include "cli/passed_over.hpp"
#include "cli/warnings.hpp"
#include "indicators/read_system.hpp"
#include "levers/lever.hpp"
#include "perturb/ranking.hpp"
#include "schema/distribution_reader.hpp"
#include "study/sampler.hpp"
#include "study/study_file.hpp"
#include "units/unit.hpp"

namespace tanlu::cli {
namespace {

enum class Report { summary, sources };

struct Options {
    std::vector<std::string> files;
    bool sources = false;
    Format format = Format::table;
};

/// What a study adds to the columns of a summary.
enum class Studies { none, some };

Table make_table(Report report, Studies studies) {
    using enum Column::Kind;
    if (report == Report::summary) {
        Table table{{{"file"},
                     {"kind"},
                     {"id"},
                     {"numbers", number},
                     {"A", number},
                     {"B", number},
                     {"C", number},
                     {"U", number},
                     {"policies", number}},
                    {}};
        if (studies == Studies::some) {
            table.columns.push_back({"samples", number});
            table.columns.push_back({"dimensions", number});
        }
        return table;
    }
    return {{{"path"},
             {"value", number},
             {"unit"},
             {"grade"},
             {"elasticity", number},
             {"source"},
             {"file"},
             {"note"}},
            {}};
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
    row.resize(table.columns.size());
    table.rows.push_back(std::move(row));
}

/// The path of the leaf that a number belongs to: without "[2030]" or ".growth[2030]".
std::string leaf_of(const std::string& path) {
    constexpr std::string_view kGrowth = ".growth";
    std::string leaf = path.substr(0, path.find('['));
    if (leaf.size() < path.size() && leaf.ends_with(kGrowth)) {
        leaf.resize(leaf.size() - kGrowth.size());
    }
    return leaf;
}

/// Every number in use that nobody verified (U) or somebody estimated (C); those of a scenario by
/// how much its direct emissions depend on them.
void add_sources(const Loaded& loaded, Table& table) {
    std::map<std::string, double> elasticities;
    if (loaded.scenario) {
        for (const auto& leaf : perturb::rank_leaves(
                 *loaded.scenario, perturb::direct_emissions(*loaded.scenario), true)) {
            elasticities[leaf.path] = leaf.elasticity;
        }
    }
    std::vector<std::pair<double, std::vector<std::string>>> rows;
    for (const auto& setting : loaded.settings()) {
        if (setting.grade != Grade::unverified && setting.grade != Grade::c) continue;
        const auto found = elasticities.find(leaf_of(setting.path));
        const bool is_ranked = found != elasticities.end() && !std::isnan(found->second);
        rows.push_back({is_ranked ? std::abs(found->second) : -1.0,
                        {setting.path, setting.value, setting.unit, to_string(*setting.grade),
                         is_ranked ? fmt::format("{:.4f}", found->second) : "", setting.source,
                         place_of(setting.origin), setting.note}});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [strength, row] : rows) table.rows.push_back(std::move(row));
}

/// A study: its inputs by grade, and the samples and dimensions of its design.
void add_study(const std::string& path, Report report, WarningPrinter& warnings, Table& table) {
    const study::Study study = study::load_study(path, levers::specs());
    warnings.print(study.warnings);
    const study::DrawPlan plan = study::plan_draws(study);
    const study::Sampler sampler(study, plan);
    for (const auto& warning : sampler.warnings()) {
        std::cerr << path << ": warning: " << warning << '\n';
    }
    if (report == Report::sources) {
        for (const auto& input : study.inputs) {
            if (input.grade != Grade::unverified && input.grade != Grade::c) continue;
            const std::string drawn =
                input.distribution ? schema::distribution_text(*input.distribution) : "";
            table.rows.push_back({"inputs." + input.id, drawn, input.unit, to_string(input.grade),
                                  "", input.source, place_of(input.origin), input.note});
        }
        return;
    }
    std::array<int, 4> counts{};
    for (const auto& input : study.inputs) ++counts[static_cast<std::size_t>(input.grade)];
    std::vector<std::string> row = {path, "study", study.id, std::to_string(study.inputs.size())};
    for (const int count : counts) row.push_back(std::to_string(count));
    row.insert(row.end(),
               {"", std::to_string(sampler.size()), std::to_string(sampler.dimensions())});
    table.rows.push_back(std::move(row));
}

/// Notes inputs that no shipped system reads, or reads in another unit: a slip, or meant for a
/// system of the user's.
void note_inputs(const config::Scenario& scenario) {
    if (scenario.inputs.empty()) return;
    std::map<std::string, std::string> units_by_name;
    for (const auto& name : indicators::shipped_systems()) {
        const auto system = indicators::read_system(indicators::system_path(name));
        for (const auto& [input, info] : system.vocabulary.inputs) {
            units_by_name.emplace(input, info.unit);
        }
    }
    std::vector<std::string> names;
    for (const auto& [name, unit] : units_by_name) names.push_back(name);
    for (const auto& input : scenario.inputs) {
        const auto known = units_by_name.find(input.id.text);
        std::string note;
        if (known == units_by_name.end()) {
            const std::string best = nearest(input.id.text, names);
            note = "no shipped indicator system has such an input" +
                   (best.empty() ? std::string() : fmt::format("; did you mean '{}'?", best));
        } else if (units::parse_unit(known->second).dimension !=
                   units::parse_unit(input.unit).dimension) {
            note = fmt::format("indicator systems read it in {}, not in {}", known->second,
                               input.unit);
        }
        if (note.empty()) continue;
        std::cerr << fmt::format("{}: note: input '{}': {}\n", place_of(input.id.origin),
                                 input.id.text, note);
    }
}

/// An indicator system: its rows, which are all checked once it is read.
void add_system(const std::string& path, Report report, Table& table) {
    const indicators::System system = indicators::read_system(path);
    if (report == Report::sources) return;
    std::vector<std::string> row = {path, "indicators", system.key,
                                    std::to_string(system.indicators.size())};
    row.resize(table.columns.size());
    table.rows.push_back(std::move(row));
}

ExitCode check(const Options& options) {
    const Report report = options.sources ? Report::sources : Report::summary;
    const bool has_studies =
        std::any_of(options.files.begin(), options.files.end(), study::is_study_file);
    Table table = make_table(report, has_studies ? Studies::some : Studies::none);
    ExitCode code = ExitCode::done;
    std::set<std::string> told;
    WarningPrinter warnings;
    for (const auto& file : options.files) {
        try {
            if (study::is_study_file(file)) {
                add_study(file, report, warnings, table);
                continue;
            }
            if (indicators::is_system_file(file)) {
                add_system(file, report, table);
                continue;
            }
            const std::string part =
                options.files.size() > 1 ? part_of_scenarios(file) : std::string();
            if (!part.empty()) {
                std::cerr << fmt::format("tanlu: {} is {}\n", file, part);
                continue;
            }
            const Loaded loaded = load(file);
            warnings.print(loaded.warnings());
            if (loaded.scenario) note_inputs(*loaded.scenario);
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
    auto* command = program.add_subcommand(
        "check", "Validate scenarios, studies, model packs and indicator systems");
    command->footer("Example:\n  tanlu check --sources scenarios/china/reference.yaml");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("FILE", options->files,
                     "Scenario or study files, indicator systems, or directories of model packs")
        ->required();
    command->add_flag(
        "--sources", options->sources,
        "List every number in use that is unverified (U) or an estimate (C); those of a "
        "scenario by the elasticity of its direct CO2 in 2030 to the leaf they "
        "belong to, strongest first");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = check(*options); });
}

}  // namespace tanlu::cli
