#include "indicators/needed.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "indicators/evaluate.hpp"

namespace tanlu::indicators {
namespace {

/// Emissions are asked for by subsector unless these sums are there, which most rows can do with.
constexpr std::string_view kSums = "co2_by_boundary";

Dataset empty_result(const ResultShape& shape) {
    Dataset result;
    result.axes = {{"scenario", "", {shape.scenario}, {}},
                   {"region", "", {shape.region}, {}},
                   {"year", "", {}, shape.years}};
    result.attributes = shape.attributes;
    return result;
}

/// Adds a variable with some number everywhere.
void add(const KnownVariable& known, const ResultShape& shape, Dataset& result) {
    Variable variable{std::string(known.name), std::string(known.unit), "", "", {}, {}};
    variable.axes = {"scenario", "region", "year"};
    for (const auto& name : known.axes) {
        const std::string axis(name);
        variable.axes.push_back(axis);
        if (std::ranges::find(result.axes, axis, &Axis::name) != result.axes.end()) continue;
        result.axes.push_back({axis, "", shape.labels(axis), {}});
    }
    variable.data.assign(result.volume(variable.axes), 1.0);
    result.variables.push_back(std::move(variable));
}

}  // namespace

std::vector<std::string> needed_variables(std::span<const System> systems,
                                          const ResultShape& shape) {
    Dataset result = empty_result(shape);
    std::set<std::string> needed;
    const auto need = [&](std::string_view name) {
        const KnownVariable* known = find_variable(name);
        if (known == nullptr || !needed.insert(std::string(name)).second) return false;
        add(*known, shape, result);
        return true;
    };
    need(kSums);
    for (System system : systems) {
        std::erase_if(system.indicators, [](const Indicator& row) { return row.targets.empty(); });
        // A row names one variable at a time.
        for (bool found = true; found;) {
            found = false;
            for (const auto& evaluation : evaluate(system, result)) {
                const std::string name = missing_variable(evaluation.missing);
                found = (!name.empty() && need(name)) || found;
            }
        }
    }
    return {needed.begin(), needed.end()};
}

std::string missing_variable(const std::string& missing) {
    constexpr std::string_view kVariable = "variable ";
    if (!missing.starts_with(kVariable)) return {};
    const std::size_t end = missing.find(' ', kVariable.size());
    return missing.substr(kVariable.size(), end - kVariable.size());
}

}  // namespace tanlu::indicators
