#pragma once
// Tables of the user in CSV files, as spreadsheets save them.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::cities {

struct CsvColumn {
    std::string_view name;
    bool is_required = true;  ///< The column must be there; its cells may be empty.
};

struct CsvTable {
    struct Row {
        Origin origin;
        std::vector<schema::Node> cells;  ///< One per column that was asked for, in that order.
    };
    std::vector<Row> rows;
};

/// The table in a file: columns by their heading, in any order. Lines that are empty, hold empty
/// cells alone or start with '#' are passed over. Errors: the file cannot be read, unknown, doubled
/// or missing columns, more cells than columns, quotes that do not close, no rows. Nothing then.
std::optional<CsvTable> read_csv_table(const std::string& path, std::span<const CsvColumn> columns,
                                       Diagnostics& diagnostics);

}  // namespace tanlu::cities
