#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/origin.hpp"
#include "tanlu/error.hpp"

namespace tanlu {

/// What to write in place of a text of the user's, so exactly that a program can do it.
struct Replacement {
    Origin origin;         ///< Where the old text starts, before its quotes where it has some.
    std::string old_text;  ///< A key or a value; empty for a new entry before that at `origin`.
    std::string new_text;
};

/// One problem in the user's input. Grammar of `message`: problem, then why in parentheses.
struct Diagnostic {
    enum class Severity { error, warning };
    Severity severity = Severity::error;
    Origin origin;
    std::string message;
    std::string hint;  ///< What to do about it; may be empty.
    std::optional<Replacement> replacement{};
};

/// "file:line:column: error: message", the source line, a caret below the column, "hint: ...".
/// Reads the source line from the file; leaves it out when the file cannot be read.
std::string to_string(const Diagnostic& diagnostic);

/// Collects problems so that the user sees all of them at once.
class Diagnostics {
public:
    void error(const Origin& origin, std::string message, std::string hint = {});
    void warning(const Origin& origin, std::string message, std::string hint = {},
                 std::optional<Replacement> replacement = {});

    bool has_errors() const;
    const std::vector<Diagnostic>& all() const { return items_; }

    /// The warnings, each once: a part of a file may be read twice.
    std::vector<Diagnostic> warnings() const;

    /// Throws InputError with the errors in order of file and line, the first fifty of them.
    void throw_if_errors() const;

private:
    std::vector<Diagnostic> items_;
};

}  // namespace tanlu
