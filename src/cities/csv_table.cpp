#include "cities/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "schema/csv_line.hpp"
#include "schema/input_file.hpp"

namespace tanlu::cities {
namespace {

using Cells = std::vector<schema::Node>;

bool says_nothing(const Cells& cells) {
    return std::ranges::all_of(cells, [](const auto& cell) { return cell.text.empty(); });
}

std::string heading_of(std::span<const CsvColumn> columns) {
    std::vector<std::string_view> names;
    for (const auto& column : columns) names.push_back(column.name);
    return fmt::format("the first line is {}", fmt::join(names, ","));
}

/// For each column asked for the index of its cell, or none.
std::optional<std::vector<std::optional<std::size_t>>> places_of(const Cells& header,
                                                                 std::span<const CsvColumn> columns,
                                                                 Diagnostics& diagnostics) {
    if (header.size() == 1 && header.front().text.find(';') != std::string::npos) {
        diagnostics.error(header.front().origin, "the columns are separated by semicolons",
                          "save the table with commas");
        return std::nullopt;
    }
    std::vector<std::string> known;
    for (const auto& column : columns) known.emplace_back(column.name);
    std::vector<std::optional<std::size_t>> places(columns.size());
    bool usable = true;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].text.empty()) continue;
        const auto found = std::ranges::find(known, header[i].text);
        if (found == known.end()) {
            diagnostics.error(header[i].origin, fmt::format("unknown column '{}'", header[i].text),
                              did_you_mean(header[i].text, known));
            usable = false;
            continue;
        }
        auto& place = places[static_cast<std::size_t>(found - known.begin())];
        if (place) {
            diagnostics.error(header[i].origin, fmt::format("column '{}' twice", *found));
            usable = false;
        }
        place = i;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (places[i] || !columns[i].is_required) continue;
        diagnostics.error(header.front().origin,
                          fmt::format("column '{}' is missing", columns[i].name),
                          heading_of(columns));
        usable = false;
    }
    if (!usable) return std::nullopt;
    return places;
}

}  // namespace

std::optional<CsvTable> read_csv_table(const std::string& path, std::span<const CsvColumn> columns,
                                       Diagnostics& diagnostics) {
    const auto text = schema::read_input(path, {}, diagnostics);
    if (!text) return std::nullopt;
    CsvTable table;
    std::optional<std::vector<std::optional<std::size_t>>> places;
    std::size_t width = 0;
    bool usable = true;
    int number = 0;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\n', at), text->size());
        std::string line = text->substr(at, end - at);
        if (line.ends_with('\r')) line.pop_back();
        at = end + 1;
        const Origin start{path, ++number, 1};
        if (line.starts_with('#')) continue;
        auto cells = schema::parse_csv_line(line, start, diagnostics);
        if (!cells) {
            usable = false;
        } else if (says_nothing(*cells)) {
            continue;
        } else if (!places) {
            width = cells->size();
            places = places_of(*cells, columns, diagnostics);
            if (!places) return std::nullopt;
        } else if (cells->size() > width) {
            diagnostics.error(
                (*cells)[width].origin,
                fmt::format("{} cells in a table of {} columns", cells->size(), width),
                "put cells that hold commas into double quotes");
            usable = false;
        } else {
            CsvTable::Row row{start, {}};
            for (const auto& place : *places) {
                const bool is_there = place && *place < cells->size();
                row.cells.push_back(is_there ? (*cells)[*place] : schema::make_scalar({}, start));
            }
            table.rows.push_back(std::move(row));
        }
    }
    if (usable && table.rows.empty()) {
        diagnostics.error({path, 1, 1}, "the table has no rows", heading_of(columns));
        usable = false;
    }
    if (!usable) return std::nullopt;
    return table;
}

}  // namespace tanlu::cities
