#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <tuple>
#include <utility>

namespace tanlu {
namespace {

constexpr std::size_t kMostErrorsShown = 50;
/// Longer lines are data, not something to look at.
constexpr std::size_t kLongestLineShown = 500;

/// Line `number` (from 1) of a file; empty when the file has no such line or cannot be read.
std::string source_line(const std::string& path, int number) {
    std::ifstream file(path);
    std::string line;
    for (int i = 0; i < number; ++i) {
        if (!std::getline(file, line)) return {};
    }
    return line;
}

/// Number of bytes of a character of UTF-8 by its first byte; 0 for a byte that starts none.
std::size_t sequence_length(unsigned char first) {
    if (first < 0x80u) return 1;
    if (first >= 0xC2u && first < 0xE0u) return 2;
    if (first >= 0xE0u && first < 0xF0u) return 3;
    return first >= 0xF0u && first < 0xF5u ? 4 : 0;
}

/// The line as a terminal can show it: what is not text as '?', byte for byte.
std::string printable(std::string line) {
    for (std::size_t i = 0; i < line.size();) {
        const auto first = static_cast<unsigned char>(line[i]);
        std::size_t length = sequence_length(first);
        const bool is_control = (first < 0x20u && first != '\t') || first == 0x7Fu;
        for (std::size_t k = 1; k < length; ++k) {
            const bool goes_on =
                i + k < line.size() && (static_cast<unsigned char>(line[i + k]) & 0xC0u) == 0x80u;
            if (!goes_on) length = 0;
        }
        if (length == 0 || is_control) line[i] = '?';
        i += std::max<std::size_t>(length, 1);
    }
    return line;
}

/// Spaces up to the caret, keeping tabs so that it lines up in any terminal. Continuation bytes of
/// UTF-8 take no column of their own.
std::string caret_indent(const std::string& line, int column) {
    std::string indent;
    for (int i = 0; i + 1 < column && i < static_cast<int>(line.size()); ++i) {
        const auto byte = static_cast<unsigned char>(line[static_cast<std::size_t>(i)]);
        if ((byte & 0xC0u) == 0x80u) continue;
        indent += byte == '\t' ? '\t' : ' ';
    }
    return indent;
}

}  // namespace

std::string to_string(const Origin& origin) {
    if (!origin.known()) return origin.file;
    return fmt::format("{}:{}:{}", origin.file, origin.line, origin.column);
}

std::string to_string(const Diagnostic& diagnostic) {
    const bool is_error = diagnostic.severity == Diagnostic::Severity::error;
    std::string text = fmt::format("{}: {}: {}", to_string(diagnostic.origin),
                                   is_error ? "error" : "warning", diagnostic.message);
    const std::string line = printable(source_line(diagnostic.origin.file, diagnostic.origin.line));
    if (!line.empty() && line.size() <= kLongestLineShown) {
        text += fmt::format("\n  {}\n  {}^", line, caret_indent(line, diagnostic.origin.column));
    }
    if (!diagnostic.hint.empty()) text += "\n  hint: " + diagnostic.hint;
    return text;
}

void Diagnostics::error(const Origin& origin, std::string message, std::string hint) {
    items_.push_back({Diagnostic::Severity::error, origin, std::move(message), std::move(hint)});
}

void Diagnostics::warning(const Origin& origin, std::string message, std::string hint,
                          std::optional<Replacement> replacement) {
    items_.push_back({Diagnostic::Severity::warning, origin, std::move(message), std::move(hint),
                      std::move(replacement)});
}

std::vector<Diagnostic> Diagnostics::warnings() const {
    std::vector<Diagnostic> found;
    for (const auto& item : items_) {
        const bool is_known = std::any_of(found.begin(), found.end(), [&](const Diagnostic& other) {
            return other.origin == item.origin && other.message == item.message;
        });
        if (item.severity == Diagnostic::Severity::warning && !is_known) found.push_back(item);
    }
    return found;
}

bool Diagnostics::has_errors() const {
    return std::any_of(items_.begin(), items_.end(), [](const Diagnostic& item) {
        return item.severity == Diagnostic::Severity::error;
    });
}

void Diagnostics::throw_if_errors() const {
    if (!has_errors()) return;
    std::vector<Diagnostic> errors;
    for (const auto& item : items_) {
        if (item.severity == Diagnostic::Severity::error) errors.push_back(item);
    }
    const auto place = [](const Diagnostic& d) {
        return std::tie(d.origin.file, d.origin.line, d.origin.column);
    };
    std::stable_sort(errors.begin(), errors.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
    std::string text;
    for (std::size_t i = 0; i < std::min(errors.size(), kMostErrorsShown); ++i) {
        if (!text.empty()) text += '\n';
        text += to_string(errors[i]);
    }
    if (errors.size() > kMostErrorsShown) {
        text += fmt::format("\n... and {} more errors", errors.size() - kMostErrorsShown);
    }
    throw InputError(text);
}

}  // namespace tanlu
