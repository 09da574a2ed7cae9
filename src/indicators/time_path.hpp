#pragma once
// Indicators as part of a result: their values by year beside the outputs they come from.
#include <vector>

#include "indicators/system.hpp"
#include "results/dataset.hpp"

namespace tanlu::indicators {

/// Adds to a result
///   axis `indicator`: "suti/green-share", with "/variant" and "/boundary" where there are some;
///   `indicator_value` (scenario, region, year, indicator), in the unit of the row; rows of one
///     number have it in every year; NaN where there is no number;
///   `indicator_verdict` (scenario, region, indicator), a number that its long name explains;
///   provenance `indicators`: label, unit, gases, English name and definition status as CSV.
/// Rows that cannot be derived anywhere are left out. Evaluated before anything is added.
void add_time_paths(Dataset& result, const std::vector<System>& systems);

}  // namespace tanlu::indicators
