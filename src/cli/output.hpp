#pragma once
// Tables on standard output: for people, for spreadsheets, for programs.
#include <iosfwd>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tanlu::cli {

enum class Format { table, csv, json };

/// A column; numbers are aligned right, and written as numbers in JSON.
struct Column {
    enum class Kind { text, number };
    std::string name;
    Kind kind = Kind::text;
};

struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

/// Prints a table: aligned with a heading, as CSV (RFC 4180), or as an array of JSON objects.
void print(std::ostream& out, const Table& table, Format format);

/// Prints a table of Markdown.
void print_markdown_table(std::ostream& out, const Table& table);

/// Adds the option `--format table|csv|json`.
void add_format_option(CLI::App& command, Format& format);

}  // namespace tanlu::cli
