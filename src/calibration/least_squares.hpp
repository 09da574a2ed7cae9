#pragma once
// Nonlinear least squares within bounds.
#include <functional>
#include <span>
#include <vector>

namespace tanlu::calibration {

/// Bounds of a parameter.
struct Bounds {
    double low = 0.0;
    double high = 1.0;
};

/// Residuals at several points at once: `points` has one row per point with one number per
/// parameter; the result one row per point with one number per residual. All finite, or the first
/// of a row not: there the point is refused.
using Residuals = std::function<std::vector<double>(std::span<const double> points)>;

/// Where a fit ended.
struct Fit {
    std::vector<double> parameters;
    std::vector<double> residuals;
    std::vector<double> jacobian;  ///< d residual / d parameter, [residual][parameter]
    int steps = 0;
    bool settled = false;  ///< ended by its own criteria and not by the number of steps
};

/// Minimises the sum of squared residuals by Levenberg-Marquardt (Moré 1978, MINPACK, as Eigen has
/// it). Bounds are met by x = low + (high - low) / (1 + exp(-z)) with free z, so a solution at a
/// bound is approached and never reached. Derivatives are central differences over 1e-4 of the
/// width. Deterministic. Throws RunError where the start has no residuals.
Fit least_squares(const Residuals& residuals, std::size_t residual_count,
                  std::span<const Bounds> bounds, std::span<const double> start, int most_steps);

}  // namespace tanlu::calibration
