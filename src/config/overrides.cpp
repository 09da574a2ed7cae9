#include "config/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "config/merge.hpp"

namespace tanlu::config {
namespace {

/// Reports a path that names no leaf.
bool is_leaf(const schema::Entry& entry, const TreeIndex& tree, Diagnostics& diagnostics) {
    const auto has = [&](const std::vector<std::string>& paths) {
        return std::find(paths.begin(), paths.end(), entry.key) != paths.end();
    };
    if (has(tree.leaves)) return true;
    if (has(tree.groups)) {
        diagnostics.error(entry.origin,
                          fmt::format("'{}' is a group (overrides set single leaves)", entry.key),
                          "write the path of each leaf, as 'tanlu show' prints it");
        return false;
    }
    const std::string best = nearest(entry.key, tree.leaves);
    diagnostics.error(entry.origin, fmt::format("no leaf '{}' in the pack", entry.key),
                      best.empty() ? "'tanlu show' prints the path of every leaf"
                                   : fmt::format("did you mean '{}'?", best));
    return false;
}

}  // namespace

std::vector<const schema::Entry*> apply_overrides(schema::Node& pack, const schema::Node& overrides,
                                                  const TreeIndex& tree, Diagnostics& diagnostics) {
    std::vector<const schema::Entry*> applied;
    if (overrides.kind == schema::Node::Kind::null) return applied;
    if (!overrides.is_mapping()) {
        diagnostics.error(overrides.origin,
                          fmt::format("'overrides' is {}, not leaves by their path",
                                      schema::kind_text(overrides)));
        return applied;
    }
    for (const auto& entry : overrides.entries) {
        if (!is_leaf(entry, tree, diagnostics)) continue;
        set_node(pack, entry.key, entry.value, entry.origin);
        applied.push_back(&entry);
    }
    return applied;
}

}  // namespace tanlu::config
