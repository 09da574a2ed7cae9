#pragma once
// Lines of CSV files, as all tables of the user are read.
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

/// The cells of one line, each a scalar with its place; `start` is the place of the line. A cell in
/// double quotes may hold commas and doubled quotes, no line break. Nothing, and an error, when a
/// quote does not close or text follows it.
std::optional<std::vector<Node>> parse_csv_line(const std::string& line, const Origin& start,
                                                Diagnostics& diagnostics);

}  // namespace tanlu::schema
