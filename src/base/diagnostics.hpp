#pragma once
#include <string>
#include <vector>

#include "base/origin.hpp"
#include "tanlu/error.hpp"

namespace tanlu {

/// One problem in the user's input. Grammar of `message`: problem, then why in parentheses.
struct Diagnostic {
    enum class Severity { error, warning };
    Severity severity = Severity::error;
    Origin origin;
    std::string message;
    std::string hint;  ///< What to do about it; may be empty.
};

/// "file:line:column: error: message", the source line, a caret below the column, "hint: ...".
/// Reads the source line from the file; leaves it out when the file cannot be read.
std::string to_string(const Diagnostic& diagnostic);

/// Collects problems so that the user sees all of them at once.
class Diagnostics {
public:
    void error(const Origin& origin, std::string message, std::string hint = {});
    void warning(const Origin& origin, std::string message, std::string hint = {});

    bool has_errors() const;
    const std::vector<Diagnostic>& all() const { return items_; }

    /// Throws InputError with the errors in order of file and line, the first fifty of them.
    void throw_if_errors() const;

private:
    std::vector<Diagnostic> items_;
};

}  // namespace tanlu
