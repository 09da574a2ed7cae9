#pragma once
// A picture of a hindcast: one panel per statistic, what was observed and what was projected.
#include <string>

#include "hindcast/evaluate.hpp"

namespace tanlu::hindcast {

/// The picture as SVG. Every panel has its title, its unit and years; points are observed, lines
/// the projections, shades their bands, dotted upright lines the breaks of a statistic.
std::string to_svg(const Plan& plan, const Evaluation& evaluation);

/// A step of 1, 2 or 5 times a power of ten that divides the span into at most so many parts.
double tick_step(double span, int parts);

}  // namespace tanlu::hindcast
