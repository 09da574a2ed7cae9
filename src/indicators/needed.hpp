#pragma once
// Which variables of a result the targets of systems are held against.
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "indicators/system.hpp"

namespace tanlu::indicators {

/// What a result of one scenario and region would look like, without its numbers.
struct ResultShape {
    std::string scenario;
    std::string region;
    std::vector<int> years;
    std::map<std::string, std::string> attributes;
    std::function<std::vector<std::string>(const std::string& axis)> labels;  ///< Of other axes.
};

/// Variables without which rows with targets could not be evaluated on such a result, by name;
/// co2_by_boundary is always among them. Variables that no result has are left out.
std::vector<std::string> needed_variables(std::span<const System> systems,
                                          const ResultShape& shape);

/// Name of the variable that an evaluation lacks, from its `missing`; empty where it lacks
/// something else or nothing.
std::string missing_variable(const std::string& missing);

}  // namespace tanlu::indicators
