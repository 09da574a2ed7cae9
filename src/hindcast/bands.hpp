#pragma once
// The band of a projection: the middle 80 % of a Monte Carlo study of its scenario.
#include <string>

#include "config/lever_spec.hpp"
#include "hindcast/evaluate.hpp"

namespace tanlu::hindcast {

/// Share of scored points that lie in the band.
struct Coverage {
    std::size_t inside = 0;
    std::size_t points = 0;

    double share() const { return static_cast<double>(inside) / static_cast<double>(points); }
};

/// Runs the study of the hindcast and fills low and high of the points: the 10th and 90th
/// percentile of its sound samples, each sample tied by its own factor as the projection is.
/// Scenarios that the study does not have keep their points without a band. Throws InputError where
/// the study cannot be read and RunError where too many samples fail.
void add_bands(const Plan& plan, std::span<const config::LeverSpec> levers, int threads,
               Evaluation& evaluation);

/// Points with a band of a result.
Coverage coverage_of(const Result& result);

}  // namespace tanlu::hindcast
