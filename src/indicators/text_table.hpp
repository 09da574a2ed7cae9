#pragma once
// Columns aligned for a terminal, where a Chinese character takes two cells.
#include <string>
#include <string_view>
#include <vector>

namespace tanlu::indicators {

/// Cells that UTF-8 text takes on a terminal: wide East Asian characters two, combining marks none.
int display_width(std::string_view text);

enum class Align { left, right };

/// Rows of cells, as wide as the widest cell of each column needs.
class TextTable {
public:
    explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}

    /// Missing cells at the end are blank.
    void add_row(std::vector<std::string> cells);
    /// A line of its own that takes no part in the widths.
    void add_heading(std::string text);

    std::string text() const;

private:
    struct Line {
        std::vector<std::string> cells;
        bool is_heading = false;
    };
    std::vector<Align> columns_;
    std::vector<Line> lines_;
};

}  // namespace tanlu::indicators
