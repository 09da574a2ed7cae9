#pragma once
// A calibration: which numbers of a scenario are fitted to which statistics, as its file says.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/scenario.hpp"

namespace tanlu::calibration {

/// How far a modelled number is from an observed one.
enum class Measure {
    log,         ///< ln(modelled / observed)
    difference,  ///< modelled - observed, in the unit of the statistic; for shares
};

/// What a fitted number does.
enum class Fitted {
    value,   ///< is the number, in `unit`
    factor,  ///< multiplies the numbers
};

/// What is believed of a parameter before the data: a normal distribution.
struct Prior {
    double value = 0.0;
    double error = 0.0;  ///< standard deviation
};

/// One parameter to be fitted.
struct Parameter {
    std::string id;
    Origin origin;
    std::vector<Name> targets;  ///< single numbers of the scenario by path, with `*` and `**`
    Fitted as = Fitted::value;
    double low = 0.0;   ///< in `unit`; factors have none
    double high = 0.0;  ///< in `unit`
    std::string unit = "1";
    std::optional<Prior> prior;
    double start = 0.0;  ///< where the fit begins; that of the prior where left out
    std::string note;
};

/// A statistic that is fitted to.
struct Target {
    Name observation;  ///< id in the pack
    std::vector<int> years;
    Measure measure = Measure::log;
    double error = 0.0;  ///< standard deviation of the measure
};

struct Calibration {
    std::string id;
    Text title;
    Text description;
    std::string scenario_path;  ///< as found
    config::Scenario scenario;
    std::vector<Parameter> parameters;
    std::vector<Target> targets;
    int most_steps = 0;  ///< of the fit
    std::string path;    ///< of the file
    std::string text;    ///< of the file
};

/// Whether a file begins like a calibration: readable YAML with the key `calibration`.
bool is_calibration_file(const std::string& path);

/// Reads a calibration with its scenario. Throws InputError with everything that is wrong.
Calibration load_calibration(const std::string& path, std::span<const config::LeverSpec> levers);

}  // namespace tanlu::calibration
