#include "config/pack_overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "config/map_index.hpp"
#include "config/merge.hpp"
#include "config/overrides.hpp"
#include "config/pack_reader.hpp"
#include "schema/reader.hpp"

namespace tanlu::config {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSourcesFile = "sources.yaml";
/// Packs that extend one another; more are a circle, or should be one pack.
constexpr int kDeepest = 4;

/// The files with further overrides, in their order.
std::vector<schema::Node> read_parts(const schema::Node& root, FileTree& files,
                                     Diagnostics& diagnostics) {
    std::vector<schema::Node> parts;
    const schema::Entry* list = root.find("files");
    if (!list) return parts;
    for (const auto& item : list->value.items) {
        const auto path = files.resolved({item.text, item.origin});
        const auto node = path ? files.yaml(*path, item.origin) : std::nullopt;
        if (!node) continue;
        PackOverlayPart part;
        schema::ReadContext context{diagnostics, 0, {}, {}, {}};
        schema::read_document(*node, part, context);
        parts.push_back(std::move(part.overrides));
    }
    return parts;
}

/// Sources of its own, if there are any, beside those of the other pack.
void add_own_sources(const std::string& directory, schema::Node& pack, FileTree& files,
                     Diagnostics& diagnostics) {
    const std::string path = (fs::path(directory) / kSourcesFile).string();
    std::error_code error;
    if (!fs::exists(path, error)) return;
    auto sources = files.yaml(path, {});
    if (!sources) return;
    schema::Node part = schema::make_node(schema::Node::Kind::mapping, sources->origin);
    part.entries.push_back({"sources", sources->origin, std::move(*sources)});
    merge(pack, std::move(part), diagnostics);
}

/// Path of the other pack. Packs lie beside one another, so it may lead out of this directory.
std::optional<std::string> path_of_other(const Name& extends, Diagnostics& diagnostics) {
    if (fs::path(extends.text).is_absolute()) {
        diagnostics.error(extends.origin, fmt::format("'{}' is an absolute path", extends.text),
                          "write a path relative to this file");
        return std::nullopt;
    }
    return path_beside(extends.origin.file, extends.text);
}

/// Whether a path is the one of a pattern or lies below it.
bool is_below(const std::string& path, const std::string& pattern) {
    const auto keys = split(path, '.');
    const auto wanted = split(pattern, '.');
    if (keys.size() < wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] != "*" && wanted[i] != keys[i]) return false;
    }
    return true;
}

/// The node at a path; nullptr where there is none.
schema::Node* node_at(schema::Node& root, const std::string& path) {
    schema::Node* at = &root;
    for (const auto& key : split(path, '.')) {
        schema::Entry* entry = at->find(key);
        if (!entry) return nullptr;
        at = &entry->value;
    }
    return at;
}

/// Grades the numbers of the other pack that stand in for those of another year as unverified.
void lower_grades(const schema::Node& root, const TreeIndex& tree, schema::Node& pack,
                  Diagnostics& diagnostics) {
    const schema::Entry* list = root.find("carried-over");
    if (!list) return;
    for (const auto& item : list->value.items) {
        bool found = false;
        for (const auto& path : tree.leaves) {
            if (!is_below(path, item.text)) continue;
            schema::Node* leaf = node_at(pack, path);
            if (!leaf) continue;
            found = true;
            if (schema::Entry* grade = leaf->find("grade")) grade->value.text = "U";
        }
        if (!found) {
            diagnostics.error(item.origin, fmt::format("no leaf below '{}' in the pack", item.text),
                              "'tanlu show' prints the path of every leaf");
        }
    }
}

/// Statistics of one place say nothing of another.
void take_observations(const schema::Node& root, schema::Node& pack) {
    constexpr std::string_view kKey = "observations";
    const schema::Entry* own = root.find(kKey);
    if (!own && !root.find("region")) return;
    std::erase_if(pack.entries, [&](const schema::Entry& entry) { return entry.key == kKey; });
    if (own) pack.entries.push_back(*own);
}

/// Takes entries of maps away, such as a settlement type.
void leave_out(const schema::Node& root, TreeIndex& tree, schema::Node& pack,
               Diagnostics& diagnostics) {
    const schema::Entry* list = root.find("without");
    if (!list) return;
    for (const auto& item : list->value.items) {
        const auto dot = item.text.rfind('.');
        const auto map = tree.maps.find(item.text.substr(0, dot == std::string::npos ? 0 : dot));
        const std::string id = dot == std::string::npos ? item.text : item.text.substr(dot + 1);
        const bool known =
            map != tree.maps.end() &&
            std::ranges::any_of(map->second, [&](const MapEntry& entry) { return entry.id == id; });
        schema::Node* parent = known ? node_at(pack, map->first) : nullptr;
        if (!parent) {
            diagnostics.error(item.origin, fmt::format("no entry '{}' in the pack", item.text),
                              "write the path of an entry of a map, such as "
                              "passenger.local.settlements.rural");
            continue;
        }
        std::erase_if(parent->entries, [&](const schema::Entry& entry) { return entry.key == id; });
        std::erase_if(tree.leaves,
                      [&](const std::string& leaf) { return is_below(leaf, item.text); });
        std::erase_if(map->second, [&](const MapEntry& entry) { return entry.id == id; });
    }
}

}  // namespace

std::optional<schema::Node> read_extended_pack_nodes(const std::string& path,
                                                     const schema::Node& root, int depth,
                                                     FileTree& files, Diagnostics& diagnostics) {
    PackOverlay overlay;
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, overlay, context);
    if (diagnostics.has_errors()) return std::nullopt;
    const auto other = path_of_other(overlay.extends, diagnostics);
    if (!other) return std::nullopt;
    if (depth >= kDeepest) {
        diagnostics.error(
            overlay.extends.origin,
            fmt::format("'{}' is more than {} packs deep", overlay.extends.text, kDeepest),
            "packs that extend one another in a circle have no beginning");
    }
    // A header that cannot be read is said so once, and nothing of what would stand beside it.
    if (!diagnostics.has_errors()) files.yaml(header_of_pack(*other), overlay.extends.origin);
    if (diagnostics.has_errors()) return std::nullopt;
    auto pack = read_pack_nodes(*other, overlay.extends.origin, files, diagnostics, depth + 1);
    if (!pack || diagnostics.has_errors()) return std::nullopt;
    TreeIndex tree = index_tree(read_pack(*pack, files, diagnostics).parameters);
    if (diagnostics.has_errors()) return std::nullopt;

    for (const std::string_view key : {"pack", "title", "region", "base-year", "horizon"}) {
        if (const schema::Entry* own = root.find(key))
            set_node(*pack, key, own->value, own->origin);
    }
    pack->origin = root.origin;
    take_observations(root, *pack);
    leave_out(root, tree, *pack, diagnostics);
    lower_grades(root, tree, *pack, diagnostics);
    apply_overrides(*pack, overlay.overrides, tree, diagnostics);
    for (const auto& part : read_parts(root, files, diagnostics)) {
        apply_overrides(*pack, part, tree, diagnostics);
    }
    add_own_sources(directory_of(path), *pack, files, diagnostics);
    return pack;
}

}  // namespace tanlu::config
