#pragma once
// Every setting of a pack or scenario as a row: what `show`, `diff` and `check --sources` print.
#include <optional>
#include <string>
#include <vector>

#include "config/scenario.hpp"

namespace tanlu::config {

/// One setting in force. Numbers have unit, source and grade; other settings have a value only.
struct Setting {
    std::string
        path;  ///< "classes.bus.occupancy", "drivers.gdp[2030]", "policies.ID.schedule[2025]"
    std::string value;  ///< As written.
    std::string unit;
    std::string low;
    std::string high;
    std::string source;
    std::optional<Grade> grade;
    std::string note;
    Origin origin;
};

/// Settings of a pack in the order of its declaration.
std::vector<Setting> settings_of(const Pack& pack);

/// Settings of a scenario: its pack with the overrides, then its policies.
std::vector<Setting> settings_of(const Scenario& scenario);

/// A setting that differs between two scenarios; nothing where one has none.
struct Difference {
    std::string path;
    std::optional<Setting> left;
    std::optional<Setting> right;
};

/// Settings with another value, unit, range, source or grade, in the order of the left side, then
/// those of the right side alone.
std::vector<Difference> differences(const std::vector<Setting>& left,
                                    const std::vector<Setting>& right);

}  // namespace tanlu::config
