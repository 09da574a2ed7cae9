#pragma once
// Outputs of runs gathered into the variables of a dataset.
#include <map>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "model/outputs.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// Numbers of one output of one scenario: years outermst, then the cells of the output.
struct OutputSeries {
    std::string name, unit, long_name, iamc;
    std::vector<std::string> axes;  ///< besides scenario, region and year
    bool yearly = true;             ///< false: one value for the run
    std::vector<double> data;
};

/// Everything one scenario reported.
struct ScenarioRun {
    const config::Scenario* scenario = nullptr;
    std::vector<OutputSeries> outputs;

    /// Adds the outputs of a year, lane 0.
    template <class Real>
    void record(const model::YearOutput<Real>& year);
};

/// Labels of an output axis in a scenario's own order.
std::vector<std::string> axis_labels(const config::Scenario& scenario, const std::string& axis);

/// The dataset of several runs.
Dataset collect(const std::vector<ScenarioRun>& runs);

}  // namespace tanlu::engine
