#include "schema/series_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "schema/csv_line.hpp"

namespace tanlu::schema {
namespace {

const std::vector<std::string>& required_columns() {
    static const std::vector<std::string> kColumns = {"year", "value", "unit", "source", "grade"};
    return kColumns;
}

const std::vector<std::string>& all_columns() {
    static const std::vector<std::string> kColumns = {"year",  "value", "unit", "source",
                                                      "grade", "low",   "high", "note"};
    return kColumns;
}

/// Reports unknown, doubled and missing columns.
bool check_header(const std::vector<Node>& header, Diagnostics& diagnostics) {
    bool usable = true;
    std::vector<std::string> seen;
    for (const auto& cell : header) {
        const auto& known = all_columns();
        if (std::find(known.begin(), known.end(), cell.text) == known.end()) {
            diagnostics.error(cell.origin, fmt::format("unknown column '{}'", cell.text),
                              did_you_mean(cell.text, known));
            usable = false;
        } else if (std::find(seen.begin(), seen.end(), cell.text) != seen.end()) {
            diagnostics.error(cell.origin, fmt::format("column '{}' twice", cell.text));
            usable = false;
        }
        seen.push_back(cell.text);
    }
    for (const auto& column : required_columns()) {
        if (std::find(seen.begin(), seen.end(), column) != seen.end()) continue;
        diagnostics.error(header.front().origin, fmt::format("column '{}' is missing", column),
                          "the first line is year,value,unit,source,grade,low,high,note");
        usable = false;
    }
    return usable;
}

/// A row as an entry: its year and the mapping of its other cells.
Entry entry_of(const std::vector<Node>& header, const std::vector<Node>& row) {
    Entry entry;
    entry.value = make_node(Node::Kind::mapping, row.front().origin);
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].text == "year") {
            entry.key = row[i].text;
            entry.origin = row[i].origin;
        } else if (!row[i].text.empty()) {
            entry.value.entries.push_back({header[i].text, row[i].origin, row[i]});
        }
    }
    return entry;
}

}  // namespace

std::optional<Node> parse_series_csv(const std::string& text, const std::string& file,
                                     Diagnostics& diagnostics) {
    Node table = make_node(Node::Kind::mapping, {file, 1, 1});
    std::vector<Node> header;
    bool usable = true;
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.pop_back();
        at = end + 1;
        const Origin start{file, ++number, 1};
        if (line.empty() && at >= text.size()) break;
        const auto cells = parse_csv_line(line, start, diagnostics);
        if (!cells) {
            usable = false;
        } else if (header.empty()) {
            header = *cells;
            if (!check_header(header, diagnostics)) return std::nullopt;
        } else if (cells->size() != header.size()) {
            diagnostics.error(
                start,
                fmt::format("{} cells in a table of {} columns", cells->size(), header.size()),
                "put cells that hold commas into double quotes");
            usable = false;
        } else {
            Entry entry = entry_of(header, *cells);
            if (const Entry* first = table.find(entry.key)) {
                diagnostics.error(entry.origin, fmt::format("year {} twice (first at {})",
                                                            entry.key, to_string(first->origin)));
                usable = false;
            } else {
                table.entries.push_back(std::move(entry));
            }
        }
    }
    if (usable && table.entries.empty()) {
        diagnostics.error({file, 1, 1}, "the table has no rows",
                          "the first line is year,value,unit,source,grade,low,high,note");
        return std::nullopt;
    }
    if (!usable) return std::nullopt;
    return table;
}

}  // namespace tanlu::schema
