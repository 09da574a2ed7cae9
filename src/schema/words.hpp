#pragma once
// Words of the files that stand for enumerations of leaves.
#include <span>
#include <string_view>

#include "parameters/field.hpp"
#include "schema/value.hpp"

namespace tanlu::schema {

std::span<const Option<Grade>> grades();
std::span<const Option<Interpolation>> interpolations();
std::span<const Option<Extrapolation>> extrapolations();

/// The word for a value of an enumeration.
template <class Enum>
std::string_view word_for(std::span<const Option<Enum>> options, Enum value) {
    for (const auto& option : options) {
        if (option.value == value) return option.key;
    }
    return {};
}

}  // namespace tanlu::schema
