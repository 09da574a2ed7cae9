#include "schema/csv_line.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace tanlu::schema {

std::optional<std::vector<Node>> parse_csv_line(const std::string& line, const Origin& start,
                                                Diagnostics& diagnostics) {
    std::vector<Node> cells;
    std::size_t at = 0;
    while (true) {
        Node cell = make_scalar({}, {start.file, start.line, static_cast<int>(at) + 1});
        if (at < line.size() && line[at] == '"') {
            ++at;
            while (at < line.size() && (line[at] != '"' || line.substr(at, 2) == "\"\"")) {
                if (line[at] == '"') ++at;
                cell.text += line[at++];
            }
            if (at == line.size()) {
                diagnostics.error(cell.origin, "the quote that opens here does not close",
                                  "a cell ends on the line it starts on");
                return std::nullopt;
            }
            ++at;
            if (at < line.size() && line[at] != ',') {
                diagnostics.error({start.file, start.line, static_cast<int>(at) + 1},
                                  "text after the closing quote of a cell", "write '\"\"' inside");
                return std::nullopt;
            }
        } else {
            const std::size_t end = std::min(line.find(',', at), line.size());
            cell.text = std::string(trimmed(line.substr(at, end - at)));
            at = end;
        }
        cells.push_back(std::move(cell));
        if (at >= line.size()) return cells;
        ++at;
    }
}

}  // namespace tanlu::schema
