#pragma once
#include <span>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// Adds what makes a result understood and repeatable: root attributes (title, universes of the
/// indicators, boundary statement, audit verdict) and the provenance texts (effective scenarios,
/// hashes of every input file, build, unverified values in force).
void add_provenance(Dataset& dataset, std::span<const config::Scenario> scenarios);

}  // namespace tanlu::engine
