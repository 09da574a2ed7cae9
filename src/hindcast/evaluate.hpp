#pragma once
// Runs the projections of a hindcast and holds them against the statistics.
#include <vector>

#include "hindcast/score.hpp"

namespace tanlu::hindcast {

/// What is scored of all projections: by run, then by target.
struct Evaluation {
    std::vector<std::vector<Series>> series;  ///< [run][target]
    std::vector<Result> results;              ///< of the pairs that have a point or a base ratio
};

/// Statistics and projections of all runs. Throws RunError where a run fails.
Evaluation evaluate(const Plan& plan);

/// Whether every limit holds, calibration included.
bool all_passed(const Evaluation& evaluation);

}  // namespace tanlu::hindcast
