#pragma once
// What published figures can be held against: one small function of the base year each.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "closure/base_year.hpp"

namespace tanlu::closure {

struct Check {
    std::string_view key;
    std::string_view unit;     ///< of what `value` gives; figures are converted into it
    std::string_view meaning;  ///< One line.
    double (*value)(const BaseYear&);
};

/// All checks, in the order in which they are printed.
std::span<const Check> checks();

/// nullptr where there is none of that key.
const Check* find_check(std::string_view key);

std::vector<std::string> check_keys();

}  // namespace tanlu::closure
