#pragma once
#include <span>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// Adds what people ask for first: modal split of trips, passenger-km and tonne-km, NEV shares of
/// sales, stock and electric kilometres by class and for all automobiles, totals by boundary. A
/// share of nothing is NaN.
void add_derived(Dataset& dataset, std::span<const config::Scenario> scenarios);

}  // namespace tanlu::engine
