#pragma once
// What a hindcast runs and against what it is held, as its file says (docs/formats/hindcast.md).
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/pack.hpp"
#include "config/scenario.hpp"
#include "parameters/field.hpp"
#include "schema/value.hpp"

namespace tanlu::hindcast {

/// One projection from the past.
struct Run {
    Name id;
    Text title;
    Name scenario_file;
    bool judged = true;
    int fitted_to = 0;          ///< last year its parameters were fitted on; 0 for none
    config::Scenario scenario;  ///< read from its file

    /// Last year whose statistics it may know: its base year, or that of a later fit.
    int origin() const { return fitted_to > 0 ? fitted_to : scenario.pack.base_year; }
};

/// How the error of a year is counted.
enum class Measure {
    relative,  ///< modelled / observed - 1
    points,    ///< modelled - observed, of shares
};

/// What a projection is held against.
enum class Compare {
    level,   ///< the numbers
    growth,  ///< the change since the origin: the numbers times observed / modelled of the origin
};

/// A statistic with the rules of its comparison.
struct Target {
    Name id;
    Text title;
    std::vector<std::string> observations;  ///< of the pack; the first that has a year counts
    std::string unit;                       ///< of tables and pictures, such as "10^4 vehicle"
    Measure measure = Measure::relative;
    Compare compare = Compare::level;
    std::vector<int> breaks;     ///< first years of another definition of the statistic
    int first = 0;               ///< first year that is scored
    int last = 9999;             ///< last year that is scored
    bool logistic = false;       ///< a share that may follow a logistic curve
    std::optional<Value> limit;  ///< of the mean absolute error, or of the error of one year
    int limit_year = 0;          ///< that year; 0 for the mean
    bool calibrated = false;     ///< observed / modelled of the origin is judged too
    std::string note;
    double unit_scale = 1.0;  ///< canonical numbers per unit of tables
};

/// A hindcast, ready to be run.
struct Plan {
    std::string id;
    Text title;
    Name study_file;            ///< draws for the band; empty for none
    std::vector<int> pandemic;  ///< years whose shocks no driver explains
    Value calibration_low, calibration_high;
    Value coverage_low, coverage_high;
    std::vector<Run> runs;
    std::vector<Target> targets;
    std::vector<config::Source> sources;
};

/// Reads the file of a hindcast with its scenarios. Throws InputError with everything that is
/// wrong.
Plan load_plan(const std::string& path, std::span<const config::LeverSpec> levers);

}  // namespace tanlu::hindcast
