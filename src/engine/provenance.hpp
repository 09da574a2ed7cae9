#pragma once
#include <span>
#include <string>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// What follows "scenario_" in the name of a text where scenarios of several regions have one id.
std::string provenance_key(const std::string& scenario, const std::string& region);

/// Adds what makes a result understood and repeatable: root attributes (title, universes of the
/// indicators, boundary statement, audit verdict) and the provenance texts (effective scenarios,
/// hashes of every input file, build, unverified values in force).
void add_provenance(Dataset& dataset, std::span<const config::Scenario> scenarios);

}  // namespace tanlu::engine
