#pragma once
// A system evaluated on a result: value, unit, boundary, switches, target and verdict of each row,
// for each scenario and region; or which input is missing.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/builtin.hpp"
#include "indicators/system.hpp"
#include "results/dataset.hpp"

namespace tanlu::indicators {

enum class Verdict {
    met,
    missed,
    no_target,
    benchmark_only,         ///< The row or the target is not made for this region.
    not_derivable,          ///< `Evaluation::missing` names the input.
    unverified_definition,  ///< There is a target, but the definition was not checked.
    unverified_target,      ///< The target is general knowledge or proposed, not official.
    stand_in,               ///< The value stands in for another quantity.
    undefined               ///< No number, or no year, to hold against the target.
};

/// "met", "benchmark_only", ...
std::string_view to_string(Verdict verdict);

/// A target held against a value.
struct Assessment {
    const Target* target = nullptr;
    std::optional<double> value;     ///< In the target's year.
    std::optional<double> distance;  ///< value - target, in the unit; to the nearer end of a range.
    Verdict verdict = Verdict::undefined;
};

/// One row, variant and boundary in one scenario and region.
struct Evaluation {
    const System* system = nullptr;
    const Indicator* indicator = nullptr;
    std::string scenario;
    std::string region;
    std::string boundary;  ///< ttw, ttw_grid, wtw; empty where no emissions are involved.
    std::string gases;     ///< Of the boundary.
    std::string unit;
    Outcome outcome;
    std::string missing;                   ///< Why it is not derivable; empty otherwise.
    Verdict verdict = Verdict::no_target;  ///< Of the row; the first target's where there are some.
    std::vector<Assessment> assessments;   ///< One per target.
};

/// Everything a system says about a result. Keeps pointers into `system`.
std::vector<Evaluation> evaluate(const System& system, const Dataset& result);

/// The unit of amounts of these gases: "MtCO2/yr" is "MtCO2e/yr" where all gases are counted.
std::string unit_in(std::string unit, std::string_view gases);

/// Level of a region: from attribute `region_levels` (one word per region, separated by commas);
/// national where the result does not say.
Level region_level(const Dataset& result, std::size_t region);

/// Value of an outcome in a year: that of the year, or the single one; nothing where undefined.
std::optional<double> value_in(const Outcome& outcome, const std::vector<int>& years, int year);

}  // namespace tanlu::indicators
