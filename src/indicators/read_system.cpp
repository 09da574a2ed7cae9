#include "indicators/read_system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "indicators/builtin.hpp"
#include "indicators/fields.hpp"
#include "indicators/read_formula.hpp"
#include "indicators/sample_rows.hpp"
#include "schema/input_file.hpp"
#include "schema/scalar.hpp"
#include "schema/yaml.hpp"
#include "tanlu/error.hpp"

namespace tanlu::indicators {
namespace {

namespace fs = std::filesystem;

/// Sets and inputs of all systems; no system itself.
constexpr std::string_view kCommon = "common.yaml";

void check_source(const System& system, const std::string& key, const Origin& place,
                  Fields& fields) {
    if (key.empty() || system.sources.contains(key)) return;
    std::vector<std::string> keys;
    for (const auto& [known, title] : system.sources) keys.push_back(known);
    fields.error(place, fmt::format("source '{}' is not listed in 'sources'", key),
                 did_you_mean(key, keys));
}

Target read_target(const schema::Node& node, const System& system, Diagnostics& diagnostics) {
    Fields fields(node, diagnostics);
    Target target;
    target.comparison = fields.choice("comparison", comparison_options());
    target.value = fields.number("value").value_or(0.0);
    target.upper = fields.number("upper", Presence::optional);
    target.year = fields.integer("year", Presence::optional);
    target.base_year = fields.integer("base-year", Presence::optional);
    target.scope = fields.text("scope", Presence::optional);
    target.note = fields.text("note", Presence::optional);
    target.benchmark = fields.flag("benchmark", Presence::optional);
    target.source = fields.text("source");
    target.verified = fields.choice("verified", verified_options());
    fields.finish();
    check_source(system, target.source, fields.place_of("source"), fields);
    const bool is_range = target.comparison == Comparison::range;
    if (is_range && (!target.upper || *target.upper < target.value)) {
        fields.error(node.origin, "a range needs 'upper', not below 'value'");
    } else if (!is_range && target.upper) {
        fields.error(fields.place_of("upper"), "'upper' belongs to the comparison 'range' only");
    }
    return target;
}

/// A row is computed or says what it lacks; never both, never neither.
void check_computation(const Indicator& row, const schema::Node& node, Fields& fields,
                       const Origin& place) {
    int ways = 0;
    for (const std::string_view key : {"formula", "variants", "built-in", "not-derived"}) {
        ways += node.find(key) != nullptr ? 1 : 0;
    }
    if (ways != 1) {
        fields.error(place,
                     "an indicator has either 'formula', 'variants', 'built-in' or 'not-derived'",
                     "give a formula, name a computed indicator, or the input that is missing");
    }
    if (row.built_in.empty()) return;
    if (const BuiltIn* built_in = find_built_in(row.built_in)) {
        if (built_in->unit == row.unit) return;
        fields.error(fields.place_of("unit"), fmt::format("unit '{}' (built-in '{}' gives '{}')",
                                                          row.unit, row.built_in, built_in->unit));
        return;
    }
    std::vector<std::string> names;
    for (const auto& entry : built_ins()) names.emplace_back(entry.name);
    fields.error(fields.place_of("built-in"),
                 fmt::format("no computed indicator '{}'", row.built_in),
                 did_you_mean(row.built_in, names));
}

/// What a study fills, a plain result lacks.
void check_samples(const Indicator& row, Fields& fields) {
    if (row.of_samples.empty()) return;
    const Origin place = fields.place_of("of-samples");
    if (row.not_derived.empty()) {
        fields.error(place, "'of-samples' stands beside 'not-derived'",
                     "say there what a result of single runs lacks");
    }
    if (const SampleRow* known = find_sample_row(row.of_samples)) {
        if (known->unit == row.unit) return;
        fields.error(fields.place_of("unit"), fmt::format("unit '{}' (of-samples '{}' gives '{}')",
                                                          row.unit, row.of_samples, known->unit));
        return;
    }
    std::vector<std::string> names;
    for (const auto& entry : sample_rows()) names.emplace_back(entry.name);
    fields.error(place, fmt::format("no row of samples '{}'", row.of_samples),
                 did_you_mean(row.of_samples, names));
}

Indicator read_indicator(const schema::Entry& entry, const System& system,
                         const FormulaContext& context) {
    Diagnostics& diagnostics = context.diagnostics;
    Fields fields(entry.value, diagnostics);
    Indicator row;
    row.key = entry.key;
    row.origin = entry.origin;
    if (!schema::is_id(entry.key)) {
        fields.error(entry.origin, fmt::format("'{}' is no key in kebab-case", entry.key));
    }
    row.catalogue_id = fields.text("catalogue-id", Presence::optional);
    row.name = fields.bilingual("name");
    row.group = fields.text("group");
    row.levels = fields.choices("level", level_options());
    row.definition = fields.text("definition");
    row.formula_text = fields.text("formula-text", Presence::optional);
    row.unit = fields.text("unit");
    row.direction = fields.choice("direction", direction_options());
    row.derivable = fields.choice("derivable", derivable_options());
    row.exogenous_inputs = fields.texts("exogenous-inputs", Presence::optional);
    row.scoring = fields.text("scoring", Presence::optional);
    row.weight = fields.number("weight", Presence::optional);
    row.sources = fields.texts("source");
    row.verified = fields.choice("verified", verified_options());
    row.definition_status = fields.choice("definition-status", definition_status_options());
    row.notes = fields.text("notes", Presence::optional);
    row.built_in = fields.text("built-in", Presence::optional);
    row.not_derived = fields.text("not-derived", Presence::optional);
    row.of_samples = fields.text("of-samples", Presence::optional);
    read_formulas(fields, entry.value, context, row);
    if (const auto* targets = fields.sequence("targets", Presence::optional)) {
        for (const auto& target : targets->items) {
            if (target.is_mapping()) {
                row.targets.push_back(read_target(target, system, diagnostics));
            } else {
                fields.error(target.origin, "a target is a mapping");
            }
        }
    }
    fields.finish();
    for (const auto& source : row.sources) {
        check_source(system, source, fields.place_of("source"), fields);
    }
    check_computation(row, entry.value, fields, entry.origin);
    check_samples(row, fields);
    return row;
}

System read_document(const schema::Node& root, std::string_view text, Vocabulary shared,
                     Diagnostics& diagnostics) {
    Fields fields(root, diagnostics);
    System system;
    system.vocabulary = std::move(shared);
    read_vocabulary(fields, diagnostics, system.vocabulary);
    const FormulaContext context{system.vocabulary, text, diagnostics};
    system.key = fields.text("system");
    system.name = fields.bilingual("name");
    system.owner = fields.text("owner");
    system.year = fields.integer("year", Presence::optional).value_or(0);
    system.official_count = fields.integer("official-indicator-count", Presence::optional);
    system.official = fields.flag("official");
    system.aggregation = fields.text("aggregation", Presence::optional);
    system.notes = fields.text("notes", Presence::optional);
    system.traps = fields.texts("traps", Presence::optional);
    if (root.find("targets-for")) {
        system.targets_for = fields.choices("targets-for", level_options());
    }
    if (const auto* sources = fields.mapping("sources", Presence::required)) {
        Fields titles(*sources, diagnostics);
        for (const auto& entry : sources->entries) {
            system.sources[entry.key] = titles.text(entry.key);
        }
    }
    for (const auto& [name, constant] : system.vocabulary.constants) {
        check_source(system, constant.source, fields.place_of("constants"), fields);
    }
    if (const auto* rows = fields.mapping("indicators", Presence::required)) {
        for (const auto& entry : rows->entries) {
            if (entry.value.is_mapping()) {
                system.indicators.push_back(read_indicator(entry, system, context));
            } else {
                diagnostics.error(entry.value.origin,
                                  fmt::format("indicator '{}' is no mapping", entry.key));
            }
        }
    }
    fields.finish();
    return system;
}

/// Directories that may hold models/indicators.
std::vector<fs::path> data_directories() {
    std::vector<fs::path> directories;
    if (const char* given = std::getenv("TANLU_DATA_DIR")) directories.emplace_back(given);
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none);
    if (!none) directories.push_back(program.parent_path().parent_path() / "share" / "tanlu");
    directories.emplace_back(TANLU_SOURCE_TREE);
    return directories;
}

/// A file of models/indicators/ wherever the data lies.
std::string shipped_file(const std::string& file) {
    for (const auto& directory : data_directories()) {
        const fs::path path = directory / "models" / "indicators" / file;
        std::error_code none;
        if (fs::is_regular_file(path, none)) return path.string();
    }
    throw EnvironmentError(fmt::format(
        "the data of Tanlu was not found (models/indicators/{}): set TANLU_DATA_DIR", file));
}

/// The document in a file and its text; nothing, with errors, where it cannot be read.
std::optional<std::pair<schema::Node, std::string>> read_root(const std::string& path,
                                                              Diagnostics& diagnostics) {
    auto text = schema::read_input(path, {}, diagnostics);
    if (!text) return std::nullopt;
    auto root = schema::parse_yaml(*text, path, diagnostics);
    if (!root) return std::nullopt;
    return std::pair(std::move(*root), std::move(*text));
}

}  // namespace

Vocabulary shared_vocabulary() {
    Diagnostics diagnostics;
    Vocabulary vocabulary;
    if (const auto document = read_root(shipped_file(std::string(kCommon)), diagnostics)) {
        Fields fields(document->first, diagnostics);
        read_vocabulary(fields, diagnostics, vocabulary);
        fields.finish();
    }
    diagnostics.throw_if_errors();
    return vocabulary;
}

bool is_system_file(const std::string& path) {
    if (!path.ends_with(".yaml") && !path.ends_with(".yml")) return false;
    Diagnostics unread;
    const auto document = read_root(path, unread);
    return document && document->first.find("system") != nullptr;
}

System read_system(const std::string& path) {
    Diagnostics diagnostics;
    System system;
    if (const auto document = read_root(path, diagnostics)) {
        system = read_document(document->first, document->second, shared_vocabulary(), diagnostics);
    }
    diagnostics.throw_if_errors();
    return system;
}

std::vector<std::string> shipped_systems() {
    const fs::path directory = fs::path(shipped_file(std::string(kCommon))).parent_path();
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const bool is_system =
            entry.path().extension() == ".yaml" && entry.path().filename() != kCommon;
        if (is_system) names.push_back(entry.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

const std::vector<std::string>& default_systems() {
    static const std::vector<std::string> kDefault{"trajectory", "ndrc-pilot"};
    return kDefault;
}

std::vector<System> read_systems(const std::vector<std::string>& names) {
    std::vector<std::string> wanted;
    const auto add = [&](const std::string& name) {
        if (std::ranges::find(wanted, name) == wanted.end()) wanted.push_back(name);
    };
    for (const auto& name : names) {
        if (name == "all") {
            std::ranges::for_each(shipped_systems(), add);
        } else {
            add(name);
        }
    }
    std::vector<System> systems;
    for (const auto& name : wanted) systems.push_back(read_system(system_path(name)));
    return systems;
}

std::string system_path(const std::string& name) {
    if (name.ends_with(".yaml") || name.ends_with(".yml")) return name;
    const auto shipped = shipped_systems();
    if (std::find(shipped.begin(), shipped.end(), name) == shipped.end()) {
        throw InputError(fmt::format("error: no indicator system '{}'\n  hint: {}", name,
                                     did_you_mean(name, shipped)));
    }
    return shipped_file(name + ".yaml");
}

}  // namespace tanlu::indicators
