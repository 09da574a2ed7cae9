#include "indicators/text_table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace tanlu::indicators {
namespace {

struct CodeRange {
    std::uint32_t first;
    std::uint32_t last;
};

/// Unicode blocks of East Asian width W or F (Unicode Standard Annex 11).
constexpr std::array kWide = {
    CodeRange{0x1100, 0x115F}, CodeRange{0x2E80, 0x303E}, CodeRange{0x3041, 0x33FF},
    CodeRange{0x3400, 0x4DBF}, CodeRange{0x4E00, 0x9FFF}, CodeRange{0xA000, 0xA4CF},
    CodeRange{0xAC00, 0xD7A3}, CodeRange{0xF900, 0xFAFF}, CodeRange{0xFE30, 0xFE6F},
    CodeRange{0xFF00, 0xFF60}, CodeRange{0xFFE0, 0xFFE6}, CodeRange{0x20000, 0x3FFFD}};
constexpr CodeRange kCombining{0x0300, 0x036F};

bool is_in(std::uint32_t code, const CodeRange& range) {
    return code >= range.first && code <= range.last;
}

/// Code point at `position`, which moves to the next one. Bytes that are no UTF-8 stand for
/// themselves.
std::uint32_t next_code_point(std::string_view text, std::size_t& position) {
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    const std::uint32_t lead = byte(position++);
    const int more = lead >= 0xF0u ? 3 : lead >= 0xE0u ? 2 : lead >= 0xC0u ? 1 : 0;
    std::uint32_t code = more == 0 ? lead : lead & (0x3Fu >> more);
    for (int i = 0; i < more && position < text.size() && (byte(position) & 0xC0u) == 0x80u; ++i) {
        code = (code << 6) | (byte(position++) & 0x3Fu);
    }
    return code;
}

}  // namespace

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t position = 0; position < text.size();) {
        const std::uint32_t code = next_code_point(text, position);
        if (is_in(code, kCombining)) continue;
        const bool is_wide = std::any_of(
            kWide.begin(), kWide.end(), [&](const CodeRange& range) { return is_in(code, range); });
        width += is_wide ? 2 : 1;
    }
    return width;
}

void TextTable::add_row(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    lines_.push_back({std::move(cells), false});
}

void TextTable::add_heading(std::string text) {
    lines_.push_back({{std::move(text)}, true});
}

std::string TextTable::text() const {
    std::vector<int> widths(columns_.size(), 0);
    for (const auto& line : lines_) {
        if (line.is_heading) continue;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(line.cells[i]));
        }
    }
    std::string text;
    for (const auto& line : lines_) {
        std::string row;
        for (std::size_t i = 0; i < line.cells.size(); ++i) {
            if (line.is_heading) {
                row = line.cells[i];
                continue;
            }
            if (widths[i] == 0) continue;
            const std::string blanks(
                static_cast<std::size_t>(widths[i] - display_width(line.cells[i])), ' ');
            row += columns_[i] == Align::left ? line.cells[i] + blanks : blanks + line.cells[i];
            row += "  ";
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + '\n';
    }
    return text;
}

}  // namespace tanlu::indicators
