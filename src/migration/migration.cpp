#include "migration/migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "calibration/calibration.hpp"
#include "config/effective.hpp"
#include "config/scenario.hpp"
#include "perturb/elasticity_tests.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/input_file.hpp"
#include "schema/yaml.hpp"
#include "study/study.hpp"
#include "tanlu/error.hpp"

namespace tanlu::migration {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  ///< Byte order mark; readers leave it out.

enum class Kind {
    scenario,
    package,
    parameter_set,
    study,
    calibration,
    elasticities,
    pack,
    effective,  ///< has a version of its own
    hindcast,   ///< has none yet: nothing to migrate
};

/// What reading a file came to.
struct Reading {
    schema::Node meaning;
    std::vector<Diagnostic> warnings;
};

/// A file that is being changed.
struct File {
    std::string before;
    std::string text;  ///< As readers see it: without the byte order mark.
    schema::Node root;
};

bool is_directory(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

File read_file(const std::string& path) {
    Diagnostics diagnostics;
    File file;
    file.text = schema::read_input(path, {}, diagnostics).value_or("");
    diagnostics.throw_if_errors();
    if (auto root = schema::parse_yaml(file.text, path, diagnostics)) file.root = std::move(*root);
    diagnostics.throw_if_errors();
    std::ifstream bytes(path, std::ios::binary);
    file.before.assign(std::istreambuf_iterator<char>(bytes), {});
    return file;
}

Kind kind_of(const std::string& path) {
    if (is_directory(path)) return Kind::pack;
    const schema::Node root = read_file(path).root;
    // A calibration names its scenario, and a scenario its pack.
    const std::pair<std::string_view, Kind> keys[] = {{config::kEffectiveKey, Kind::effective},
                                                      {"hindcast", Kind::hindcast},
                                                      {"calibration", Kind::calibration},
                                                      {"elasticities", Kind::elasticities},
                                                      {"parameter-set", Kind::parameter_set},
                                                      {"scenario", Kind::scenario},
                                                      {"package", Kind::package},
                                                      {"study", Kind::study},
                                                      {"pack", Kind::pack}};
    for (const auto& [key, kind] : keys) {
        if (root.find(key)) return kind;
    }
    Diagnostics diagnostics;
    diagnostics.error(
        root.origin,
        "this file is no scenario, package, parameter set, study, calibration, set of "
        "elasticities or pack",
        "a part of a pack is migrated with the pack: 'tanlu migrate DIRECTORY'");
    diagnostics.throw_if_errors();
    return Kind::pack;
}

/// What an effective text says, the places in its comments left out.
schema::Node said_by(const std::string& text) {
    Diagnostics diagnostics;
    auto root = schema::parse_yaml(text, "effective configuration", diagnostics);
    diagnostics.throw_if_errors();
    return std::move(*root);
}

/// What a study says besides its scenarios.
std::string said_by(const study::Study& study) {
    std::string text = study.id;
    for (const auto& input : study.inputs) {
        text += fmt::format("\n{} {} {} {} {} {}", input.id, static_cast<int>(input.change),
                            static_cast<int>(input.draw), input.unit, input.source,
                            to_string(input.grade));
        for (const auto& target : input.targets) text += " " + target.text;
        if (input.distribution) text += schema::distribution_text(*input.distribution);
        if (!input.paired) continue;
        text += fmt::format(" {}", fmt::join(input.paired->units, " "));
        for (const auto& row : input.paired->rows) {
            text += fmt::format(" {} x {}", fmt::join(row.values, " "), row.weight);
        }
    }
    if (!study.condition) return text;
    for (const auto& statistic : study.condition->statistics) {
        text += fmt::format("\n{} {} {} {}", static_cast<int>(study.condition->by),
                            statistic.observation.text, fmt::join(statistic.years, " "),
                            statistic.error);
    }
    return text;
}

/// What a calibration says besides its scenario.
std::string said_by(const calibration::Calibration& calibration) {
    std::string text = calibration.id;
    for (const auto& one : calibration.parameters) {
        text += fmt::format("\n{} {} {} {} {} {}", one.id, static_cast<int>(one.as), one.low,
                            one.high, one.unit, one.start);
        for (const auto& target : one.targets) text += " " + target.text;
        if (one.prior) text += fmt::format(" {} {}", one.prior->value, one.prior->error);
    }
    for (const auto& one : calibration.targets) {
        text += fmt::format("\n{} {} {} {}", one.observation.text, fmt::join(one.years, " "),
                            static_cast<int>(one.measure), one.error);
    }
    return text;
}

/// What a set of elasticities says besides its scenario.
std::string said_by(const perturb::ElasticityTests& tests) {
    std::string text = tests.id;
    for (const auto& one : tests.tests) {
        text += fmt::format("\n{} {} {} {}", one.id, one.variable.text, one.year,
                            fmt::join(one.labels, " "));
        for (const auto& path : one.paths) text += " " + path.text;
        if (one.band) text += fmt::format(" {} {}", one.band->low, one.band->high);
    }
    return text;
}

Reading read(Kind kind, const std::string& path, std::span<const config::LeverSpec> levers,
             const config::Drafts& drafts) {
    switch (kind) {
        case Kind::scenario: {
            const auto scenario = config::load_scenario(path, levers, drafts);
            return {said_by(config::effective_text(scenario)), scenario.warnings};
        }
        case Kind::pack: {
            config::Scenario scenario;
            scenario.pack = config::load_pack(path, drafts);
            return {said_by(config::effective_text(scenario)), scenario.pack.warnings};
        }
        case Kind::package: {
            const auto package = config::load_package(path, levers, drafts);
            if (package.policies.empty()) return {{}, package.warnings};
            return {said_by(config::effective_text(std::span(package.policies))), package.warnings};
        }
        case Kind::study: {
            const auto study = study::load_study(path, levers, drafts);
            return {schema::make_scalar(said_by(study), {}), study.warnings};
        }
        case Kind::parameter_set: {
            const auto set = config::load_parameter_set(path, drafts);
            return {set.file.overrides, set.warnings};
        }
        case Kind::calibration: {
            const auto calibration = calibration::load_calibration(path, levers, drafts);
            return {schema::make_scalar(said_by(calibration), {}), calibration.warnings};
        }
        case Kind::elasticities: {
            const auto tests = perturb::load_elasticity_tests(path, levers, drafts);
            return {schema::make_scalar(said_by(tests), {}), tests.warnings};
        }
        case Kind::effective:
        case Kind::hindcast:
            break;
    }
    return {};
}

/// Replacements by the file they are in, of those files that are migrated.
std::map<std::string, std::vector<Replacement>> replacements_of(const Reading& reading, Kind kind,
                                                                const std::string& path) {
    std::map<std::string, std::vector<Replacement>> found;
    for (const auto& warning : reading.warnings) {
        const std::string& file = warning.origin.file;
        if (warning.replacement && (kind == Kind::pack || file == path)) {
            found[file].push_back(*warning.replacement);
        }
    }
    return found;
}

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    throw InputError(
        fmt::format("{}: error: its text cannot be changed without changing what it "
                    "means; nothing is written ({})",
                    path, why));
}

/// The file with its replacements made. Refuses a text that says anything else than that.
FileChange changed(const std::string& path, const std::vector<Replacement>& replacements) {
    const File file = read_file(path);
    Diagnostics diagnostics;
    auto edited = edit(file.text, file.root, replacements, diagnostics);
    diagnostics.throw_if_errors();
    const auto root = schema::parse_yaml(edited->text, path, diagnostics);
    if (!root || !schema::says_the_same(*root, edit(file.root, replacements))) {
        refuse(path, "the changed text reads otherwise");
    }
    const bool has_mark = file.before.starts_with(kMark);
    return {path, file.before, (has_mark ? std::string(kMark) : std::string()) + edited->text,
            std::move(edited->lines)};
}

Reading read_changed(Kind kind, const std::string& path, std::span<const config::LeverSpec> levers,
                     const config::Drafts& drafts) {
    try {
        return read(kind, path, levers, drafts);
    } catch (const InputError& error) {
        refuse(path, error.what());
    }
}

std::string without_mark(const std::string& text) {
    return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace

std::vector<FileChange> changes_to(const std::string& path,
                                   std::span<const config::LeverSpec> levers) {
    const Kind kind = kind_of(path);
    const Reading before = read(kind, path, levers, {});
    std::vector<FileChange> changes;
    config::Drafts drafts;
    for (const auto& [file, replacements] : replacements_of(before, kind, path)) {
        changes.push_back(changed(file, replacements));
        drafts[file] = without_mark(changes.back().after);
    }
    if (changes.empty()) return changes;
    const Reading after = read_changed(kind, path, levers, drafts);
    if (!replacements_of(after, kind, path).empty()) refuse(path, "something old is left");
    if (!schema::says_the_same(before.meaning, after.meaning)) {
        refuse(path, "the effective configuration would be another");
    }
    // The header says the format of all files of a pack: written when they are.
    const std::string header =
        is_directory(path) ? (std::filesystem::path(path) / config::kPackFile).string() : path;
    std::stable_partition(changes.begin(), changes.end(),
                          [&](const FileChange& change) { return change.path != header; });
    return changes;
}

}  // namespace tanlu::migration
