#pragma once
// Series in CSV files: year,value,unit,source,grade and, where wanted, low,high,note.
#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

/// The table as a mapping from years to {value, unit, source, grade, low, high, note}, each with
/// the place of its cell. Errors: unknown, doubled or missing columns, rows of another length,
/// years twice, quotes that do not close, no rows. Nothing when the table cannot be used.
std::optional<Node> parse_series_csv(const std::string& text, const std::string& file,
                                     Diagnostics& diagnostics);

}  // namespace tanlu::schema
