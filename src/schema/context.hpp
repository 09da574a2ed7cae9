#pragma once
// What the readers of one document share.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

/// A name that must be an id of the map at path `of` ('|' between several maps).
struct Reference {
    std::string name;
    std::string of;
    Origin origin;
};

struct ReadContext {
    Diagnostics& diagnostics;
    int constant_year = 0;  ///< Year given to the one anchor of a constant series.
    /// Reads a CSV file of a series into a mapping from years to values.
    std::function<std::optional<Node>(const Node& file_name)> load_csv;
    std::map<std::string, std::vector<std::string>> ids;  ///< Path of a map -> its ids.
    std::vector<Reference> references;
};

/// Reports every reference to an id that does not exist, with the nearest one.
void check_references(ReadContext& context);

}  // namespace tanlu::schema
