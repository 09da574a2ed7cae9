#pragma once
#include <string>
#include <vector>

#include "base/diagnostics.hpp"

namespace tanlu::test {

/// "line:column: message | hint" of every error.
inline std::vector<std::string> messages(const Diagnostics& diagnostics) {
    std::vector<std::string> texts;
    for (const auto& item : diagnostics.all()) {
        std::string text = std::to_string(item.origin.line) + ":" +
                           std::to_string(item.origin.column) + ": " + item.message;
        if (!item.hint.empty()) text += " | " + item.hint;
        texts.push_back(text);
    }
    return texts;
}

}  // namespace tanlu::test
