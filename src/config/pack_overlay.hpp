#pragma once
// A pack that extends another: its own header, and new values for leaves of the other.
#include <optional>
#include <string>
#include <vector>

#include "config/file_tree.hpp"
#include "config/pack.hpp"
#include "parameters/field.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

/// pack.yaml of a pack that extends another. What is left out is as in the other.
struct PackOverlay {
    std::string id;
    Text title;
    Name extends;
    int base_year = 0;  ///< 0 where left out.
    int horizon = 0;    ///< 0 where left out.
    std::optional<Region> region;
    std::vector<std::string> parts;    ///< Files with more overrides.
    std::vector<std::string> without;  ///< Paths of entries of maps that fall away.
    schema::Node observations;
    std::vector<std::string> carried_over;  ///< Paths whose numbers count as unverified here.
    schema::Node overrides;
};

/// One of its other files.
struct PackOverlayPart {
    schema::Node overrides;
};

/// The document of the whole pack whose header, at `path`, is `root` and names another under
/// `extends`: that of the other, with what this one says in its place. The other may extend a pack
/// itself; `depth` packs lead here. Nothing when a file cannot be used; everything wrong has been
/// reported then.
std::optional<schema::Node> read_extended_pack_nodes(const std::string& path,
                                                     const schema::Node& root, int depth,
                                                     FileTree& files, Diagnostics& diagnostics);

}  // namespace tanlu::config
