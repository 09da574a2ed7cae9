#pragma once
// How much a number moves what comes out: elasticities by one-at-a-time perturbation.
#include <cstddef>
#include <span>
#include <vector>

#include "perturb/trials.hpp"

namespace tanlu::perturb {

/// d ln y / d ln x from y at x (1 - step) and x (1 + step):
///   (ln y+ - ln y-) / (ln(1 + step) - ln(1 - step)).
/// With one side NaN: from the other and the central y, whose step is ln(1 +- step). NaN where
/// nothing is known or a y is not above 0.
double elasticity(double below, double central, double above, double step);

/// The step of perturbations that reports use.
inline constexpr double kStep = 0.01;

/// Elasticities of every series to every knob. Knobs are `factor` knobs.
struct Elasticities {
    int first_year = 0;
    std::size_t series = 0;
    std::size_t years = 0;
    std::vector<double> values;  ///< [knob][series][year]; NaN where there is none

    double at(std::size_t knob, std::size_t one, int year) const {
        return values[(knob * series + one) * years + static_cast<std::size_t>(year - first_year)];
    }
};

/// Runs two trials per knob beside the central one.
Elasticities elasticities(const Trials& trials, double step = kStep);

}  // namespace tanlu::perturb
