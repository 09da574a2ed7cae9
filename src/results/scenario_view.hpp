#pragma once
// One scenario and region of a dataset, read by year and labels.
#include <string>
#include <vector>

#include "results/dataset.hpp"

namespace tanlu {

class ScenarioView {
public:
    /// Throws Error naming what there is when the scenario or region is not in the dataset.
    ScenarioView(const Dataset& dataset, const std::string& scenario, const std::string& region);

    std::size_t scenario() const { return scenario_; }
    std::size_t region() const { return region_; }
    bool has_year(int year) const;

    /// Value of a variable over (scenario, region, year, further axes), one label per further axis;
    /// NaN where the result has no such year.
    double at(const std::string& name, int year, const std::vector<std::string>& labels) const;

private:
    const Dataset& dataset_;
    std::size_t scenario_, region_;
};

}  // namespace tanlu
