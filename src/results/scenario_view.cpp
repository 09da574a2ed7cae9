#include "results/scenario_view.hpp"

#include <cmath>

namespace tanlu {
namespace {

/// Axes that every yearly variable begins with: scenario, region, year.
constexpr std::size_t kLeadingAxes = 3;

}  // namespace

ScenarioView::ScenarioView(const Dataset& dataset, const std::string& scenario,
                           const std::string& region)
    : dataset_(dataset),
      scenario_(dataset.index("scenario", scenario)),
      region_(dataset.index("region", region)) {}

bool ScenarioView::has_year(int year) const {
    const auto& years = dataset_.axis("year").years;
    return year >= years.front() && year <= years.back();
}

double ScenarioView::at(const std::string& name, int year,
                        const std::vector<std::string>& labels) const {
    if (!has_year(year)) return std::nan("");
    const Variable& variable = dataset_.variable(name);
    std::vector<std::size_t> indices{scenario_, region_,
                                     dataset_.index("year", std::to_string(year))};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        indices.push_back(dataset_.index(variable.axes[i + kLeadingAxes], labels[i]));
    }
    return variable.data[dataset_.offset(variable, indices)];
}

}  // namespace tanlu
