#include "config/scenario_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
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

ScenarioFile read_file(const std::string& path, const schema::Node& root,
                       Diagnostics& diagnostics) {
    ScenarioFile file;
    file.path = path;
    file.origin = root.origin;
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, file, context);
    if (const auto* entry = root.find("horizon")) file.horizon_origin = entry->value.origin;
    if (!file.id.empty() && !schema::is_id(file.id)) {
        diagnostics.error(root.find("scenario")->value.origin,
                          fmt::format("'{}' is not an id", file.id),
                          "use small letters, digits and single hyphens");
    }
    return file;
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

void report_circle(const std::vector<ScenarioFile>& lineage, const std::string& again,
                   Diagnostics& diagnostics) {
    std::string chain;
    for (const auto& file : lineage) chain += file.path + " -> ";
    diagnostics.error(lineage.back().extends.origin,
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
        lineage.push_back(read_file(at, *node, diagnostics));
        const ScenarioFile& child = lineage.back();
        if (!has_base(child, diagnostics)) return {};
        if (child.extends.empty()) {
            std::reverse(lineage.begin(), lineage.end());
            return lineage;
        }
        const auto parent = files.resolved(child.extends);
        if (!parent) return {};
        if (std::find(visited.begin(), visited.end(), fs::weakly_canonical(*parent, error)) !=
            visited.end()) {
            report_circle(lineage, *parent, diagnostics);
            return {};
        }
        at = *parent;
        node = files.yaml(at, child.extends.origin);
    }
    return {};
}

}  // namespace tanlu::config
