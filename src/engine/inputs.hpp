#pragma once
// The inputs of scenarios in a result: `input_road_deaths` by scenario, region and year.
#include <span>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// Adds a variable for each input that some scenario has. Years before the first one given have no
/// number, and so have scenarios without it. Throws InputError where two scenarios give an input in
/// units that do not go together.
void add_inputs(Dataset& dataset, std::span<const config::Scenario> scenarios);

}  // namespace tanlu::engine
