#pragma once
// A pack from its files, in two steps: the nodes of all files together, then the structs. Between
// them a scenario puts its overrides.
#include <optional>
#include <string>

#include "config/file_tree.hpp"
#include "config/pack.hpp"

namespace tanlu::config {

/// Path of the header of a pack: pack.yaml in a directory, or the path itself.
std::string header_of_pack(const std::string& path);

/// The files of the pack in `directory` (or with this pack.yaml) as one document, its sources under
/// `sources`; a pack that extends another with what that one says. `depth` packs that extend one
/// another lead here. Nothing when a file cannot be used.
std::optional<schema::Node> read_pack_nodes(const std::string& path, const Origin& referrer,
                                            FileTree& files, Diagnostics& diagnostics,
                                            int depth = 0);

/// The pack in such a document, checked, its fuel amounts turned into energy. Look at the
/// diagnostics before using it.
Pack read_pack(const schema::Node& root, FileTree& files, Diagnostics& diagnostics);

}  // namespace tanlu::config
