#include "engine/unverified.hpp"

#include <fmt/format.h>

#include "config/settings.hpp"

namespace tanlu::engine {

GradeCounts count_grades(const config::Scenario& scenario) {
    GradeCounts counts;
    for (const auto& setting : config::settings_of(scenario)) {
        if (!setting.grade) continue;
        ++counts.all;
        counts.unverified += setting.grade == Grade::unverified ? 1 : 0;
        counts.estimates += setting.grade == Grade::c ? 1 : 0;
    }
    return counts;
}

std::string list_unverified(const config::Scenario& scenario) {
    std::string lines;
    for (const auto& setting : config::settings_of(scenario)) {
        if (setting.grade != Grade::unverified) continue;
        lines += fmt::format("{} = {} {} ({}; {})\n", setting.path, setting.value, setting.unit,
                             setting.source, to_string(setting.origin));
    }
    return lines;
}

}  // namespace tanlu::engine
