#pragma once
// Nodes put together and changed before they are read.
#include <string_view>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

/// Adds the entries of `part` to `whole`. Mappings of the same key at the top are merged by their
/// own keys ("classes", "passenger"); any other key twice is an error that names both places.
void merge(schema::Node& whole, schema::Node part, Diagnostics& diagnostics);

/// Sets the node at `path` (keys joined by dots). False when a mapping on the way is absent.
bool set_node(schema::Node& root, std::string_view path, schema::Node value, const Origin& key);

}  // namespace tanlu::config
