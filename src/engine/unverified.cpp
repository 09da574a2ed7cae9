#include "engine/unverified.hpp"

#include <fmt/format.h>

#include "parameters/parameters.hpp"
#include "schema/leaves.hpp"

namespace tanlu::engine {
namespace {

/// Calls visit(path, value, source, grade) for every number in force.
template <class Visit>
void for_each_number(const config::Scenario& scenario, Visit visit) {
    schema::for_each_value(scenario.pack.parameters,
                           [&](const std::string& path, const Field&, const Value& value) {
                               visit(path, value, value.source, value.grade);
                           });
    for (const auto& policy : scenario.policies) {
        for (const auto& parameter : policy.parameters) {
            for (const auto& anchor : parameter.path.anchors) {
                visit(fmt::format("policies.{}.{}[{}]", policy.id, parameter.key, anchor.year),
                      anchor.value, policy.source, policy.grade);
            }
        }
    }
}

}  // namespace

GradeCounts count_grades(const config::Scenario& scenario) {
    GradeCounts counts;
    for_each_number(scenario,
                    [&](const std::string&, const Value&, const std::string&, Grade grade) {
                        ++counts.all;
                        counts.unverified += grade == Grade::unverified ? 1 : 0;
                        counts.estimates += grade == Grade::c ? 1 : 0;
                    });
    return counts;
}

std::string list_unverified(const config::Scenario& scenario) {
    std::string lines;
    for_each_number(scenario, [&](const std::string& path, const Value& value,
                                  const std::string& source, Grade grade) {
        if (grade != Grade::unverified) return;
        lines += fmt::format("{} = {} {} ({}; {})\n", path, value.written, value.unit, source,
                             to_string(value.origin));
    });
    return lines;
}

}  // namespace tanlu::engine
