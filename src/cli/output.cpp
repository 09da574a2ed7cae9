#include "cli/output.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "indicators/text_table.hpp"

namespace tanlu::cli {
namespace {

using indicators::Align;
using indicators::TextTable;
using nlohmann::ordered_json;

std::optional<double> number_of(const std::string& cell) {
    double number = 0.0;
    const char* end = cell.data() + cell.size();
    const auto result = std::from_chars(cell.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
    return number;
}

/// Right where the whole column holds numbers.
Align align_of(const Table& table, std::size_t column) {
    if (table.columns[column].kind == Column::Kind::text) return Align::left;
    for (const auto& row : table.rows) {
        if (!row[column].empty() && !number_of(row[column])) return Align::left;
    }
    return Align::right;
}

void print_table(std::ostream& out, const Table& table) {
    std::vector<Align> aligns;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        aligns.push_back(align_of(table, i));
        names.push_back(table.columns[i].name);
    }
    TextTable text(aligns);
    text.add_row(names);
    for (const auto& row : table.rows) text.add_row(row);
    out << text.text();
}

/// A field with quotes where it needs them.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

void print_csv(std::ostream& out, const Table& table) {
    const auto line = [&](const auto& fields, const auto& text_of) {
        bool first = true;
        for (const auto& field : fields) {
            out << (first ? "" : ",") << csv_field(text_of(field));
            first = false;
        }
        out << '\n';
    };
    line(table.columns, [](const Column& column) { return column.name; });
    for (const auto& row : table.rows) line(row, [](const std::string& cell) { return cell; });
}

/// A number where the cell is one, null where it is empty.
ordered_json json_cell(const std::string& cell, Column::Kind kind) {
    if (cell.empty()) return nullptr;
    if (kind == Column::Kind::text) return cell;
    long long whole = 0;
    const char* end = cell.data() + cell.size();
    const auto result = std::from_chars(cell.data(), end, whole);
    if (result.ec == std::errc() && result.ptr == end) return whole;
    if (const auto number = number_of(cell)) return *number;
    return cell;
}

void print_json(std::ostream& out, const Table& table) {
    auto rows = ordered_json::array();
    for (const auto& row : table.rows) {
        ordered_json object;
        for (std::size_t i = 0; i < row.size(); ++i) {
            object[table.columns[i].name] = json_cell(row[i], table.columns[i].kind);
        }
        rows.push_back(std::move(object));
    }
    out << rows.dump(2) << '\n';
}

/// Text that a table of Markdown can hold.
std::string escaped(std::string text) {
    for (std::size_t at = 0; (at = text.find_first_of("|<", at)) != std::string::npos; at += 2) {
        text.insert(at, "\\");
    }
    return text;
}

}  // namespace

void print(std::ostream& out, const Table& table, Format format) {
    switch (format) {
        case Format::table:
            return print_table(out, table);
        case Format::csv:
            return print_csv(out, table);
        case Format::json:
            return print_json(out, table);
    }
}

void print_markdown_table(std::ostream& out, const Table& table) {
    const auto line = [&](const std::vector<std::string>& cells) {
        for (const auto& cell : cells) out << "| " << escaped(cell) << ' ';
        out << "|\n";
    };
    std::vector<std::string> names;
    std::vector<std::string> rules;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
        rules.emplace_back("---");
    }
    line(names);
    line(rules);
    for (const auto& row : table.rows) line(row);
}

void add_format_option(CLI::App& command, Format& format) {
    static const std::map<std::string, Format> kFormats = {
        {"table", Format::table}, {"csv", Format::csv}, {"json", Format::json}};
    command.add_option("--format", format, "table, csv or json")
        ->transform(CLI::CheckedTransformer(kFormats, CLI::ignore_case).description(""))
        ->type_name("FORMAT");
}

}  // namespace tanlu::cli
