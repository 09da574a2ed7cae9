#pragma once
// Small mistakes in YAML text, made one at a time and mechanically.
#include <string>
#include <vector>

namespace tanlu::test {

/// What was done to a file.
enum class Mistake {
    key_misspelt,
    unit_removed,
    unit_of_wrong_dimension,
    number_not_a_number,
    number_negative,
    number_quoted,
};

/// "key misspelt", ...
std::string to_string(Mistake mistake);

/// One change of one line.
struct Mutation {
    Mistake mistake;
    std::size_t line;    ///< From 1.
    std::string before;  ///< The line as it was.
    std::string after;
    std::string key;  ///< The key the change is in or under.
};

/// Every mutation of a text: each key misspelt, each unit removed and replaced, each number made
/// NaN, negative and quoted. Comments, block scalars and quoted prose are left alone.
std::vector<Mutation> mutations_of(const std::string& text);

/// The text with one line replaced.
std::string applied(const std::string& text, const Mutation& mutation);

}  // namespace tanlu::test
