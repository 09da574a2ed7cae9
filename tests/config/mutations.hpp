#pragma once
// Mechanical mutations of whole input files: every key misspelt, every unit removed or replaced,
// every number made NaN, negative or quoted. Sites that do not hide each other are mutated together
// and each must be answered by an error of its own.
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::test {

/// Reads a (mutated) document as the program would.
using Read = std::function<Diagnostics(const schema::Node& root)>;

/// A key or scalar of a document. Pointers are valid while the document does not change.
struct Site {
    std::string path;  ///< Keys joined by dots; items of lists have none of their own.
    std::string key;   ///< The last key.
    int depth = 0;
    int index = 0;                   ///< Among the keys of its mapping.
    schema::Entry* entry = nullptr;  ///< For keys.
    schema::Node* scalar = nullptr;  ///< For scalars.
};

/// All keys; all scalars.
std::vector<Site> keys_of(schema::Node& root);
std::vector<Site> scalars_of(schema::Node& root);

/// Which mutations are valid files; everything else must be an error.
struct Rules {
    /// A key that is an id anyone may choose, such as that of a settlement type.
    std::function<bool(const Site&)> is_free_id;
    /// A scalar that is a number or a number with a unit; text that looks like one is not.
    std::function<bool(const Site&)> is_number;
    /// A number that may be negative.
    std::function<bool(const Site&)> may_be_negative;
};

/// What was tried and what went through without an error.
struct Outcome {
    int tried = 0;
    std::vector<std::string> silent;  ///< "file:line:column path: mutation"
};

Outcome misspell_keys(const schema::Node& root, const Read& read, const Rules& rules);
Outcome spoil_numbers(const schema::Node& root, const Read& read, const Rules& rules);
Outcome spoil_units(const schema::Node& root, const Read& read, const Rules& rules);

}  // namespace tanlu::test
