#pragma once
// What a parameter tree holds by path: the maps with their ids and flags, and every leaf.
#include <map>
#include <string>
#include <vector>

#include "parameters/parameters.hpp"
#include "schema/value.hpp"

namespace tanlu::config {

struct MapEntry {
    std::string id;
    std::vector<std::string> flags;  ///< Keys of the flags that are true.
};

struct TreeIndex {
    std::map<std::string, std::vector<MapEntry>> maps;  ///< By path, e.g. "passenger.modes".
    std::vector<std::string> leaves;                    ///< Paths a scenario may override.
    std::vector<std::string> groups;  ///< Paths of groups, maps and their entries.
};

/// Index of a tree, leaves that are left out included.
TreeIndex index_tree(const Parameters<FileKind>& parameters);

}  // namespace tanlu::config
