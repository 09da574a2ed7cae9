#pragma once
// What is said once about every parameter, and the visitor through which everybody reads it.
//
// Each struct of this module has one `describe(visitor, struct)` that names its fields in order.
// The YAML reader, located errors, `show`, `diff`, `describe`, the JSON Schema, overrides, the list
// of uncertain parameters and the compiler to model numbers are all visitors of that one function.
//
// A visitor offers (Scalar and Series stand for the types of the Kind at hand, see kind.hpp):
//   scalar(Field, Scalar&)
//   optional_scalar(Field, std::optional<Scalar>&)
//   scalar_list(Field, std::vector<Scalar>&)           one unit for the whole list
//   optional_scalar_list(Field, std::vector<Scalar>&)  empty when left out
//   series(Field, Series&)
//   optional_series(Field, std::optional<Series>&)
//   integer(Field, int&)             may be left out if the struct's own value is in its range
//   flag(key, bool&, doc)            may be left out
//   text(key, Text&, doc)
//   name(key, Name&, of, doc)           an id declared elsewhere; `of` is the path of the map whose
//   optional_name(key, Name&, of, doc)  ids are meant, e.g. "carriers"; empty when left out
//   choice(key, Enum&, options, doc)    options: an array of Option<Enum>
//   group(key, Struct&, doc)
//   optional_group(key, std::optional<Struct>&, doc)
//   map(key, std::vector<Struct>&, doc) Struct has `Name id`, taken from the YAML key. Where that
//                                       key must itself be an id declared elsewhere, Struct has
//                                       `kIdsOf`, the path of that map ('|' between several).
// What only few visitors care for, and the others need not offer:
//   format_version()             the file says which version of its format it has
//   deprecated(old, key)         `old` is the former name of `key`; stands before `key`
// They are called through the functions of that name at the end of this file.
// Every key is kebab-case.
#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/origin.hpp"

namespace tanlu {

/// Closed interval of allowed values, in the first unit of the field.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

inline constexpr Range kAnyNumber{};
inline constexpr Range kNotNegative{0.0, std::numeric_limits<double>::infinity()};
/// Above zero: the smallest positive double is the lower end.
inline constexpr Range kPositive{std::numeric_limits<double>::min(),
                                 std::numeric_limits<double>::infinity()};
inline constexpr Range kFraction{0.0, 1.0};

/// Declaration of a number: its key in YAML, its unit, what it means and where it may lie.
struct Field {
    std::string_view key;
    /// Canonical unit. Alternatives are separated by '|': "MJ/km|m3/km|kg/km" takes a fuel amount
    /// by energy, volume or mass. "1" is a pure number (written as 1 or %).
    std::string_view unit;
    std::string_view doc;
    Range range = kAnyNumber;
};

/// Text in English and Chinese.
struct Text {
    std::string en;
    std::string zh;
};

/// An id, with the place it was written at (for "no such carrier" errors).
struct Name {
    std::string text;
    Origin origin;
    bool operator==(const Name& other) const { return text == other.text; }
    bool empty() const { return text.empty(); }
};

/// One value of a choice: how it is written and what it means.
template <class Enum>
struct Option {
    Enum value;
    std::string_view key;
    std::string_view doc;
};

/// Says that a file has a key for the version of its format.
template <class V>
void format_version(V& v) {
    if constexpr (requires { v.format_version(); }) v.format_version();
}

/// Declares `old` as the former name of `key`: files that have it keep working, with a warning.
template <class V>
void deprecated(V& v, std::string_view old, std::string_view key) {
    if constexpr (requires { v.deprecated(old, key); }) v.deprecated(old, key);
}

}  // namespace tanlu
