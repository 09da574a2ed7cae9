#include "migration/text_edits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "schema/format_version.hpp"

namespace tanlu::migration {
namespace {

/// A piece of a text and what takes its place.
struct Piece {
    std::size_t at = 0;
    std::size_t length = 0;
    std::string text;
};

/// Positions where the lines of a text start.
std::vector<std::size_t> line_starts(std::string_view text) {
    std::vector<std::size_t> starts = {0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') starts.push_back(i + 1);
    }
    return starts;
}

/// Position of a place in the text; its end where there is no such place.
std::size_t offset_of(const Origin& origin, const std::vector<std::size_t>& starts,
                      std::string_view text) {
    if (!origin.known() || static_cast<std::size_t>(origin.line) > starts.size()) {
        return text.size();
    }
    const std::size_t start = starts[static_cast<std::size_t>(origin.line) - 1];
    return std::min(start + static_cast<std::size_t>(origin.column) - 1, text.size());
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line(text.substr(at, end - at));
        if (line.ends_with('\r')) line.pop_back();
        lines.push_back(std::move(line));
        at = end + 1;
    }
    return lines;
}

/// The old text of a replacement where it stands, its quotes left in place.
std::optional<Piece> replaced(std::string_view text, std::size_t at,
                              const Replacement& replacement) {
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
    if (text.substr(at, replacement.old_text.size()) != replacement.old_text) return std::nullopt;
    return Piece{at, replacement.old_text.size(), replacement.new_text};
}

/// A new entry: before the first of `{a: 1}` on its line, else on a line of its own.
Piece inserted(std::string_view text, std::size_t at, const schema::Node& root,
               const std::vector<std::size_t>& starts, const Replacement& replacement) {
    const std::size_t start = offset_of(root.origin, starts, text);
    if (start < text.size() && text[start] == '{') return {at, 0, replacement.new_text + ", "};
    const std::size_t end = text.find('\n', at);
    const bool has_return = end != std::string_view::npos && end > 0 && text[end - 1] == '\r';
    const std::string indent(static_cast<std::size_t>(replacement.origin.column) - 1, ' ');
    return {at, 0, replacement.new_text + (has_return ? "\r\n" : "\n") + indent};
}

/// What the pieces change, line by line.
std::vector<ChangedLine> changed_lines(std::string_view before, std::string_view after,
                                       const std::vector<std::size_t>& starts,
                                       const std::vector<Piece>& pieces) {
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    std::vector<ChangedLine> lines;
    const auto add = [&](ChangedLine::Side side, std::size_t at, const std::string& text) {
        lines.push_back({side, static_cast<int>(at) + 1, text});
    };
    std::size_t j = 0;
    for (std::size_t i = 0; i < old_lines.size(); ++i, ++j) {
        const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : before.size() + 1;
        for (const auto& piece : pieces) {
            const bool is_here = piece.at >= starts[i] && piece.at < end;
            if (!is_here || piece.text.find('\n') == std::string::npos) continue;
            add(ChangedLine::Side::added, j, new_lines[j]);
            ++j;
        }
        if (new_lines[j] == old_lines[i]) continue;
        add(ChangedLine::Side::removed, i, old_lines[i]);
        add(ChangedLine::Side::added, j, new_lines[j]);
    }
    return lines;
}

bool is_at(const Replacement& replacement, const Origin& origin, const std::string& text) {
    return replacement.old_text == text && replacement.origin == origin;
}

void edit_below(schema::Node& node, std::span<const Replacement> replacements) {
    for (const auto& replacement : replacements) {
        if (node.is_scalar() && is_at(replacement, node.origin, node.text)) {
            node.text = replacement.new_text;
        }
        for (auto& entry : node.entries) {
            if (is_at(replacement, entry.origin, entry.key)) entry.key = replacement.new_text;
        }
    }
    for (auto& item : node.items) edit_below(item, replacements);
    for (auto& entry : node.entries) edit_below(entry.value, replacements);
}

}  // namespace

std::optional<Edited> edit(const std::string& text, const schema::Node& root,
                           std::span<const Replacement> replacements, Diagnostics& diagnostics) {
    const auto starts = line_starts(text);
    std::vector<Piece> pieces;
    bool usable = true;
    for (const auto& replacement : replacements) {
        const std::size_t at = offset_of(replacement.origin, starts, text);
        if (replacement.old_text.empty()) {
            pieces.push_back(inserted(text, at, root, starts, replacement));
        } else if (auto piece = replaced(text, at, replacement)) {
            pieces.push_back(std::move(*piece));
        } else {
            usable = false;
            diagnostics.error(replacement.origin,
                              fmt::format("'{}' is written in a way that cannot be replaced here",
                                          replacement.old_text),
                              fmt::format("write '{}' in its place", replacement.new_text));
        }
    }
    if (!usable) return std::nullopt;
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.at < b.at; });
    Edited edited;
    std::size_t at = 0;
    for (const auto& piece : pieces) {
        edited.text += text.substr(at, piece.at - at) + piece.text;
        at = piece.at + piece.length;
    }
    edited.text += text.substr(at);
    edited.lines = changed_lines(text, edited.text, starts, pieces);
    return edited;
}

schema::Node edit(schema::Node root, std::span<const Replacement> replacements) {
    edit_below(root, replacements);
    for (const auto& replacement : replacements) {
        if (!replacement.old_text.empty()) continue;
        const auto colon = replacement.new_text.find(": ");
        root.entries.push_back(
            {replacement.new_text.substr(0, colon), replacement.origin,
             schema::make_scalar(replacement.new_text.substr(colon + 2), replacement.origin)});
    }
    return root;
}

}  // namespace tanlu::migration
