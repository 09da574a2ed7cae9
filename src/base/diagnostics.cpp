#include "base/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <tuple>
#include <utility>

namespace tanlu {
namespace {

/// Line `number` (from 1) of a file; empty when the file has no such line or cannot be read.
std::string source_line(const std::string& path, int number) {
    std::ifstream file(path);
    std::string line;
    for (int i = 0; i < number; ++i) {
        if (!std::getline(file, line)) return {};
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
    const std::string line = source_line(diagnostic.origin.file, diagnostic.origin.line);
    if (!line.empty()) {
        text += fmt::format("\n  {}\n  {}^", line, caret_indent(line, diagnostic.origin.column));
    }
    if (!diagnostic.hint.empty()) text += "\n  hint: " + diagnostic.hint;
    return text;
}

void Diagnostics::error(const Origin& origin, std::string message, std::string hint) {
    items_.push_back({Diagnostic::Severity::error, origin, std::move(message), std::move(hint)});
}

void Diagnostics::warning(const Origin& origin, std::string message, std::string hint) {
    items_.push_back({Diagnostic::Severity::warning, origin, std::move(message), std::move(hint)});
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
    std::stable_sort(errors.begin(), errors.end(), [&](const Diagnostic& a, const Diagnostic& b) {
        return place(a) < place(b);
    });
    std::string text;
    for (const auto& error : errors) {
        if (!text.empty()) text += '\n';
        text += to_string(error);
    }
    throw InputError(text);
}

}  // namespace tanlu
