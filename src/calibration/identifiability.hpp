#pragma once
// What data say about fitted parameters, and in which directions they say nothing.
#include <cstddef>
#include <span>
#include <vector>

#include "calibration/least_squares.hpp"

namespace tanlu::calibration {

/// A direction in the space of the parameters, each in units of half the width of its bounds.
struct Direction {
    /// By how many standard errors of the data the residuals move, together, from the middle of the
    /// bounds to their end along it.
    double strength = 0.0;
    std::vector<double> parts;  ///< one per parameter, length 1; the largest is positive
    bool is_flat() const { return strength < 1.0; }
};

struct Identifiability {
    std::vector<Direction> directions;    ///< strongest first
    std::vector<double> standard_errors;  ///< by parameter; infinite where the data say nothing
    std::vector<double> correlations;     ///< [parameter][parameter]
};

/// From the derivatives of residuals in standard errors, [residual][parameter]: singular value
/// decomposition of J scaled by half the widths, and the covariance (J'J)^-1. `data_rows` of the
/// residuals, the first, are statistics; the others are priors, which count for the errors and not
/// for the directions.
Identifiability identifiability(std::span<const double> jacobian, std::size_t data_rows,
                                std::span<const Bounds> bounds);

}  // namespace tanlu::calibration
