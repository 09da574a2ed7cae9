#include "study/leaves.hpp"

#include <span>

#include "base/text.hpp"

namespace tanlu::study {
namespace {

/// `*` in one key.
bool key_matches(std::string_view pattern, std::string_view key) {
    if (pattern.empty()) return key.empty();
    if (pattern.front() == '*') {
        for (std::size_t taken = 0; taken <= key.size(); ++taken) {
            if (key_matches(pattern.substr(1), key.substr(taken))) return true;
        }
        return false;
    }
    return !key.empty() && pattern.front() == key.front() &&
           key_matches(pattern.substr(1), key.substr(1));
}

bool keys_match(std::span<const std::string> pattern, std::span<const std::string> keys) {
    if (pattern.empty()) return keys.empty();
    if (pattern.front() == "**") {
        for (std::size_t taken = 0; taken <= keys.size(); ++taken) {
            if (keys_match(pattern.subspan(1), keys.subspan(taken))) return true;
        }
        return false;
    }
    return !keys.empty() && key_matches(pattern.front(), keys.front()) &&
           keys_match(pattern.subspan(1), keys.subspan(1));
}

}  // namespace

bool matches(std::string_view pattern, std::string_view path) {
    return keys_match(split(pattern, '.'), split(path, '.'));
}

}  // namespace tanlu::study
