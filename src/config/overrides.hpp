#pragma once
// Leaves of a pack by their path, with new values: in scenarios, and in packs that extend another.
#include <vector>

#include "base/diagnostics.hpp"
#include "config/map_index.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

/// Puts the values of `overrides`, a mapping from paths to values, into the nodes of a pack. What
/// is no mapping, and paths that name no leaf of `tree`, are reported. Returns the entries that
/// were put in.
std::vector<const schema::Entry*> apply_overrides(schema::Node& pack, const schema::Node& overrides,
                                                  const TreeIndex& tree, Diagnostics& diagnostics);

}  // namespace tanlu::config
