#pragma once
// Which inputs move a number: each is changed by one per cent, up and down, and the scenario run.
#include <map>
#include <string>

#include "config/scenario.hpp"
#include "explain/inputs.hpp"
#include "explain/subject.hpp"

namespace tanlu::explain {

/// Elasticity of the number to each input, by path: its relative change over that of the input. A
/// path through time or a list changes as a whole, the rates of growth of a path apart. NaN where
/// the scenario runs with neither change, or the number is not above zero. Inputs of policies are
/// left out: see policy_effects. Empty where studies do not follow the variable.
std::map<std::string, double> input_effects(const config::Scenario& scenario,
                                            const Subject& subject);

}  // namespace tanlu::explain
