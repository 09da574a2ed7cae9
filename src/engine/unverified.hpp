#pragma once
#include <string>
#include <vector>

#include "config/scenario.hpp"

namespace tanlu::engine {

/// How many numbers of a scenario carry which grade.
struct GradeCounts {
    int all = 0;
    int unverified = 0;  ///< grade U
    int estimates = 0;   ///< grade C
};

/// Counts the numbers in force: parameters and policies.
GradeCounts count_grades(const config::Scenario& scenario);

/// One line per unverified number in force: path, value, unit, source, file and line.
std::string list_unverified(const config::Scenario& scenario);

}  // namespace tanlu::engine
