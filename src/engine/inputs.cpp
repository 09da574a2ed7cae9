#include "engine/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "plan/compile.hpp"
#include "tanlu/error.hpp"
#include "units/unit.hpp"

namespace tanlu::engine {
namespace {

std::string variable_name(const std::string& input) {
    std::string name = "input_" + input;
    std::ranges::replace(name, '-', '_');
    return name;
}

/// The variable of an input; added, without a number, where it is not there yet.
Variable& variable_of(Dataset& dataset, const config::ScenarioInput& input) {
    const std::string name = variable_name(input.id.text);
    for (auto& variable : dataset.variables) {
        if (variable.name == name) return variable;
    }
    Variable variable{
        name,
        input.unit,
        fmt::format("{} '{}' of the scenario; not computed",
                    input.is_survey ? "Survey input" : "Exogenous series", input.id.text),
        "",
        {"scenario", "region", "year"},
        {}};
    variable.data.assign(dataset.volume(variable.axes), std::nan(""));
    dataset.variables.push_back(std::move(variable));
    return dataset.variables.back();
}

}  // namespace

void add_inputs(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    for (const auto& scenario : scenarios) {
        const std::size_t s = dataset.index("scenario", scenario.id);
        const std::size_t r = dataset.index("region", scenario.pack.region.id);
        for (const auto& input : scenario.inputs) {
            Variable& variable = variable_of(dataset, input);
            const int first = input.path.anchors.front().year;
            const auto series =
                plan::compile_series<double>(input.path, std::min(first, scenario.pack.base_year),
                                             std::max(first, scenario.horizon));
            for (int year = std::max(first, scenario.pack.base_year); year <= scenario.horizon;
                 ++year) {
                const std::size_t at =
                    dataset.offset(variable, {s, r, dataset.index("year", std::to_string(year))});
                try {
                    variable.data[at] = units::convert(series.at(year), input.unit, variable.unit);
                } catch (const units::UnitError& error) {
                    throw InputError(
                        fmt::format("{}: error: input '{}' has another unit in another "
                                    "scenario ({})",
                                    to_string(input.id.origin), input.id.text, error.what()));
                }
            }
        }
    }
}

}  // namespace tanlu::engine
