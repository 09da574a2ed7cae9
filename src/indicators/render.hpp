#pragma once
// What `tanlu indicators` prints: a table for people, CSV in long form, JSON.
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/words.hpp"

namespace tanlu::indicators {

struct RenderOptions {
    Language language = Language::en;  ///< Of the table; CSV and JSON carry both names.
    std::vector<int> years;            ///< To show; those outside the result are left out.
};

/// Years a table shows unless asked otherwise.
inline const std::vector<int> kTableYears{2025, 2030, 2035, 2060};

/// One system after the other, grouped, aligned; below each what could not be derived, the targets
/// and the conventions in force.
std::string to_table(const std::vector<Evaluation>& evaluations, const Dataset& result,
                     const RenderOptions& options);

/// One line per value and year; the targets stand in the lines of their years.
std::string to_csv(const std::vector<Evaluation>& evaluations, const Dataset& result,
                   const RenderOptions& options);

/// Everything, with definitions, sources and switches.
std::string to_json(const std::vector<Evaluation>& evaluations, const Dataset& result,
                    const RenderOptions& options);

/// Area and confidence of a region, where the result says something of them:
/// ", municipality, low confidence: many numbers are not its own".
std::string about_region(const std::string& region, const Dataset& result, Language language);

/// A number as the table shows it: calendar years whole, others with the digits that matter.
std::string shown(double value, const std::string& unit);

/// ">= 60 in 2025", "40 to 60"; without the unit.
std::string shown(const Target& target, Language language);

}  // namespace tanlu::indicators
