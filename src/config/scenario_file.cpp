#include "config/scenario_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "config/describe.hpp"
#include "schema/reader.hpp"
#include "schema/scalar.hpp"

namespace tanlu::config {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTreeName = "scenarios";

/// The tree that a scenario and its parents lie in: the nearest directory called "scenarios" above
/// the file, or else the directory of the file.
std::string tree_of(const std::string& path) {
    std::error_code error;
    const fs::path directory = fs::weakly_canonical(directory_of(path), error);
    for (fs::path at = directory; at.has_relative_path(); at = at.parent_path()) {
        if (at.filename() == kTreeName) return at.string();
    }
    return directory.string();
}

void check_id(const std::string& id, const char* key, const schema::Node& root,
              Diagnostics& diagnostics) {
    if (id.empty() || schema::is_id(id)) return;
    diagnostics.error(root.find(key)->value.origin, fmt::format("'{}' is not an id", id),
                      "use small letters, digits and single hyphens");
}

ScenarioFile read_file(const std::string& path, const schema::Node& root,
                       Diagnostics& diagnostics) {
    ScenarioFile file;
    file.path = path;
    file.origin = root.origin;
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, file, context);
    if (file.delay != 0 && file.packages.empty()) {
        diagnostics.error(root.find("delay")->value.origin,
                          "'delay' without packages delays nothing",
                          "name packages of policies, or leave 'delay' out");
    }
    if (const auto* entry = root.find("horizon")) file.horizon_origin = entry->value.origin;
    check_id(file.id, "scenario", root, diagnostics);
    return file;
}

/// A package as one more file of the lineage.
ScenarioFile read_package(const std::string& path, const schema::Node& root,
                          Diagnostics& diagnostics) {
    PackageFile package;
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, package, context);
    check_id(package.id, "package", root, diagnostics);
    ScenarioFile file;
    file.path = path;
    file.origin = root.origin;
    file.id = package.id;
    file.title = package.title;
    file.policies = std::move(package.policies);
    file.sources = std::move(package.sources);
    return file;
}

/// A parameter set as one more file of the lineage.
ScenarioFile read_parameter_set(const std::string& path, const schema::Node& root,
                                Diagnostics& diagnostics) {
    ParameterSetFile set;
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, set, context);
    check_id(set.id, "parameter-set", root, diagnostics);
    ScenarioFile file;
    file.path = path;
    file.origin = root.origin;
    file.id = set.id;
    file.title = set.title;
    file.overrides = std::move(set.overrides);
    file.sources = std::move(set.sources);
    return file;
}

/// A kind of file that scenarios take over whole: the key that lists them, the key they start with,
/// what they are called.
struct TakenOver {
    const char* list;
    const char* key;
    const char* words;
    ScenarioFile (*read)(const std::string& path, const schema::Node& root, Diagnostics&);
};
constexpr TakenOver kPackages{"packages", "package", "a package of policies", read_package};
constexpr TakenOver kParameterSets{"parameter-sets", "parameter-set", "a parameter set",
                                   read_parameter_set};

/// The files of a kind that a scenario file names, in their order.
std::vector<ScenarioFile> read_taken_over(const TakenOver& kind,
                                          const std::vector<std::string>& links,
                                          const schema::Node& root, FileTree& files,
                                          Diagnostics& diagnostics) {
    std::vector<ScenarioFile> found;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Origin& origin = root.find(kind.list)->value.items[i].origin;
        const auto path = files.resolved({links[i], origin});
        const auto node = path ? files.yaml(*path, origin) : std::nullopt;
        if (!node) continue;
        if (!node->find(kind.key)) {
            diagnostics.error(origin, fmt::format("'{}' is not {}", *path, kind.words),
                              fmt::format("{} starts with '{}: <id>'; a scenario is extended",
                                          kind.words, kind.key));
            continue;
        }
        found.push_back(kind.read(*path, *node, diagnostics));
    }
    return found;
}

/// Reports a file without parent and pack, or with both.
bool has_base(const ScenarioFile& file, Diagnostics& diagnostics) {
    if (file.extends.empty() == file.pack.empty()) {
        diagnostics.error(file.extends.empty() ? file.origin : file.pack.origin,
                          file.extends.empty() ? "the scenario has neither 'extends' nor 'pack'"
                                               : "the scenario has both 'extends' and 'pack'",
                          "a child extends its parent; the root alone names the pack");
        return false;
    }
    return true;
}

void report_circle(const std::vector<ScenarioFile>& lineage, const ScenarioFile& last,
                   const std::string& again, Diagnostics& diagnostics) {
    std::string chain;
    for (const auto& file : lineage) {
        if (!file.extends.empty()) chain += file.path + " -> ";  // packages extend nothing
    }
    diagnostics.error(last.extends.origin,
                      fmt::format("'extends' runs in a circle ({}{})", chain, again),
                      "the root of the chain names a pack instead");
}

}  // namespace

std::vector<ScenarioFile> read_lineage(const std::string& path, const schema::Node& root,
                                       FileTree& files, Diagnostics& diagnostics) {
    files.add_root(tree_of(path));
    std::vector<ScenarioFile> lineage;  // child first
    std::vector<fs::path> visited;
    std::optional<schema::Node> node = root;
    std::string at = path;
    while (node) {
        std::error_code error;
        visited.push_back(fs::weakly_canonical(at, error));
        const ScenarioFile child = read_file(at, *node, diagnostics);
        lineage.push_back(child);
        if (!has_base(child, diagnostics)) return {};
        auto packages = read_taken_over(kPackages, child.packages, *node, files, diagnostics);
        for (auto& package : packages) package.delay = child.delay;
        std::move(packages.rbegin(), packages.rend(), std::back_inserter(lineage));
        auto sets =
            read_taken_over(kParameterSets, child.parameter_sets, *node, files, diagnostics);
        std::move(sets.rbegin(), sets.rend(), std::back_inserter(lineage));
        if (child.extends.empty()) {
            std::reverse(lineage.begin(), lineage.end());
            return lineage;
        }
        const auto parent = files.resolved(child.extends);
        if (!parent) return {};
        if (std::find(visited.begin(), visited.end(), fs::weakly_canonical(*parent, error)) !=
            visited.end()) {
            report_circle(lineage, child, *parent, diagnostics);
            return {};
        }
        at = *parent;
        node = files.yaml(at, child.extends.origin);
    }
    return {};
}

}  // namespace tanlu::config
