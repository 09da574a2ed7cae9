#pragma once
// Runs a calibration.
#include <string>
#include <vector>

#include "calibration/calibration.hpp"
#include "calibration/identifiability.hpp"
#include "calibration/least_squares.hpp"

namespace tanlu::calibration {

/// A number of the scenario that a fit sets.
struct FittedNumber {
    std::string path;
    double after = 0.0;  ///< in `unit`, that of the pack
    double low = 0.0;    ///< 95 % of the fit, within the bounds; likewise
    double high = 0.0;
    std::string unit;
};

struct FittedParameter {
    std::string id;
    double before = 0.0;  ///< where the fit began, in the unit of the parameter
    double after = 0.0;   ///< rounded to six digits, as the parameter set has it
    double standard_error = 0.0;
    bool at_bound = false;  ///< within a thousandth of the width from a bound: that holds the fit
    std::vector<FittedNumber> numbers;
};

/// A statistic of one year, where the fit began and where it ended.
struct FittedPoint {
    std::string observation;
    int year = 0;
    std::string unit;
    Measure measure = Measure::log;
    double observed = 0.0;
    double before = 0.0;
    double after = 0.0;
    double error = 0.0;  ///< standard deviation of the measure

    /// Misfit in standard deviations.
    double residual(double modelled) const;
};

struct Outcome {
    std::vector<FittedParameter> parameters;
    std::vector<FittedPoint> points;
    double objective_before = 0.0;  ///< sum of squared residuals of statistics and priors
    double objective_after = 0.0;
    int steps = 0;
    bool settled = false;
    Identifiability identifiability;
};

/// Fits. Throws InputError where a path names nothing or no single number of the pack, a unit does
/// not fit, or a statistic is not there; RunError where the model gives no numbers at the start.
Outcome calibrate(const Calibration& calibration);

/// The fitted numbers as a parameter set: YAML that scenarios name under `parameter-sets`, with the
/// data, the objective, the residuals and what the data say nothing about. `date`: as 2026-11-22.
std::string parameter_set_text(const Calibration& calibration, const Outcome& outcome,
                               const std::string& date);

}  // namespace tanlu::calibration
