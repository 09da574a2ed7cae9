#pragma once
// Paths side by side by income instead of by year, and how far they lie apart (docs/theory §12.5).
#include <optional>
#include <span>
#include <vector>

#include "indicators/trajectory.hpp"

namespace tanlu::comparison {

using indicators::AnnualSeries;

/// When a path first passes a level upwards: a decimal year, linear between years. The level of the
/// first year itself counts. Nothing where the path begins above the level or never reaches it.
std::optional<double> passing_time(AnnualSeries path, double level);

/// Value of a series at a decimal year, linear between years; nothing outside it.
std::optional<double> value_at(AnnualSeries series, double time);

/// Round levels that cover what the incomes of several paths span: 1, 2 or 5 times a power of ten
/// apart, at most eight.
std::vector<double> income_levels(double lowest, double highest);

/// sqrt(mean over common years of (a - b)^2), in the unit of the series; NaN without common years.
double pathway_distance(AnnualSeries a, AnnualSeries b);

}  // namespace tanlu::comparison
