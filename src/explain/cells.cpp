#include "explain/cells.hpp"

#include <algorithm>
#include <cmath>

namespace tanlu::explain {
namespace {

constexpr const char* kYear = "year";

}  // namespace

Labels narrowed(Labels labels, const std::string& axis, const std::string& label) {
    labels[axis] = {label};
    return labels;
}

Labels widened(Labels labels, const std::string& axis) {
    labels.erase(axis);
    return labels;
}

Cells::Cells(const Dataset& dataset, const std::string& scenario, const std::string& region)
    : dataset_(dataset),
      scenario_(dataset.index("scenario", scenario)),
      region_(dataset.index("region", region)) {}

bool Cells::has_year(int year) const {
    const auto& years = dataset_.axis(kYear).years;
    return std::find(years.begin(), years.end(), year) != years.end();
}

std::vector<std::string> Cells::axes_of(const std::string& variable) const {
    std::vector<std::string> axes;
    for (const auto& axis : dataset_.variable(variable).axes) {
        if (axis != "scenario" && axis != "region" && axis != kYear) axes.push_back(axis);
    }
    return axes;
}

const std::vector<std::string>& Cells::chosen(const std::string& axis, const Labels& labels) const {
    const auto found = labels.find(axis);
    return found != labels.end() ? found->second : dataset_.axis(axis).labels;
}

double Cells::sum(const std::string& variable, int year, const Labels& labels) const {
    const Variable& table = dataset_.variable(variable);
    std::vector<std::vector<std::size_t>> positions;  // by axis
    for (const auto& axis : table.axes) {
        auto& here = positions.emplace_back();
        if (axis == "scenario") {
            here = {scenario_};
        } else if (axis == "region") {
            here = {region_};
        } else if (axis == kYear) {
            here = {dataset_.index(axis, std::to_string(year))};
        } else {
            for (const auto& label : chosen(axis, labels)) {
                here.push_back(dataset_.index(axis, label));
            }
        }
    }
    double total = 0.0;
    bool found = false;
    std::vector<std::size_t> at(positions.size(), 0);
    std::vector<std::size_t> indices(positions.size());
    for (bool more = true; more;) {
        for (std::size_t i = 0; i < at.size(); ++i) indices[i] = positions[i][at[i]];
        const double cell = table.data[dataset_.offset(table, indices)];
        if (!std::isnan(cell)) {
            total += cell;
            found = true;
        }
        more = false;
        for (std::size_t i = at.size(); i-- > 0;) {
            if (++at[i] < positions[i].size()) {
                more = true;
                break;
            }
            at[i] = 0;
        }
    }
    return found ? total : std::nan("");
}

}  // namespace tanlu::explain
