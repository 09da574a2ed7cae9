#pragma once
// The few numbers a summary of a run shows, by emission boundary.
#include <optional>
#include <string>
#include <vector>

#include "indicators/trajectory.hpp"
#include "results/dataset.hpp"

namespace tanlu::indicators {

/// Emissions of one boundary.
struct BoundarySummary {
    std::string boundary;  ///< ttw, ttw_grid, wtw
    std::string gases;     ///< "co2", or "co2e (AR6 GWP100)"
    Peak peak;             ///< Level in kg/yr.
    std::optional<bool> before_2030_strict;
    std::optional<bool> before_2030_inclusive;
    double in_2030 = kNoNumber;  ///< kg/yr; NaN where the result has no such year.
    double in_2035 = kNoNumber;
    double in_2060 = kNoNumber;
    std::optional<bool> gross_zero_2060;  ///< At most 5 % of the peak; nothing without 2060.
};

struct TrajectorySummary {
    std::string scenario;
    std::string region;
    int first_year = 0;  ///< The maximum is looked for from here on, no history before it.
    int last_year = 0;
    std::vector<BoundarySummary> boundaries;  ///< In the order of the result's axis.
};

/// Summary of one scenario and region. Throws Error where the result has no emissions by boundary.
TrajectorySummary summarise(const Dataset& result, std::size_t scenario, std::size_t region);

}  // namespace tanlu::indicators
