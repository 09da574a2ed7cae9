#include "config/pack_overlay.hpp"

#include <fmt/format.h>

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

}  // namespace

std::optional<schema::Node> read_extended_pack_nodes(const std::string& path,
                                                     const schema::Node& root, FileTree& files,
                                                     Diagnostics& diagnostics) {
    PackOverlay overlay;
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, overlay, context);
    if (diagnostics.has_errors()) return std::nullopt;
    const auto other = path_of_other(overlay.extends, diagnostics);
    if (!other) return std::nullopt;
    const auto header = files.yaml(header_of_pack(*other), overlay.extends.origin);
    if (header && header->find("extends")) {
        diagnostics.error(overlay.extends.origin,
                          fmt::format("'{}' extends a pack itself", overlay.extends.text),
                          "name the pack that extends none");
    }
    if (diagnostics.has_errors()) return std::nullopt;
    auto pack = read_pack_nodes(*other, overlay.extends.origin, files, diagnostics);
    if (!pack || diagnostics.has_errors()) return std::nullopt;
    const TreeIndex tree = index_tree(read_pack(*pack, files, diagnostics).parameters);
    if (diagnostics.has_errors()) return std::nullopt;

    for (const std::string_view key : {"pack", "title", "base-year", "horizon"}) {
        if (const schema::Entry* own = root.find(key))
            set_node(*pack, key, own->value, own->origin);
    }
    pack->origin = root.origin;
    lower_grades(root, tree, *pack, diagnostics);
    apply_overrides(*pack, overlay.overrides, tree, diagnostics);
    for (const auto& part : read_parts(root, files, diagnostics)) {
        apply_overrides(*pack, part, tree, diagnostics);
    }
    add_own_sources(directory_of(path), *pack, files, diagnostics);
    return pack;
}

}  // namespace tanlu::config
