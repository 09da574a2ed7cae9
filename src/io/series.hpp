#pragma once
// Walks over the time series in a variable, for writers of tables.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "results/dataset.hpp"

namespace tanlu {

inline constexpr std::string_view kYearAxis = "year";

/// Position of an axis among those of a variable; their number where it has no such axis.
inline std::size_t position_of(const Variable& variable, std::string_view axis) {
    const auto found = std::find(variable.axes.begin(), variable.axes.end(), axis);
    return static_cast<std::size_t>(found - variable.axes.begin());
}

/// Calls visit(indices, values) for each combination of the axes other than the year, in the order
/// of storage. `indices` has one index per axis of the variable (0 for the year), `values` one
/// number per year (one in all where the variable has no years). Combinations that exist in no year
/// (NaN throughout) are left out.
template <class Visit>
void for_each_series(const Dataset& dataset, const Variable& variable, Visit&& visit) {
    const std::size_t year = position_of(variable, kYearAxis);
    std::vector<std::size_t> sizes;
    for (const auto& axis : variable.axes) sizes.push_back(dataset.axis(axis).size());
    const std::size_t years = year < sizes.size() ? sizes[year] : 1;

    std::vector<std::size_t> indices(sizes.size(), 0);
    std::vector<double> values(years);
    for (bool more = true; more;) {
        for (std::size_t t = 0; t < years; ++t) {
            std::size_t flat = 0;
            for (std::size_t i = 0; i < sizes.size(); ++i) {
                flat = flat * sizes[i] + (i == year ? t : indices[i]);
            }
            values[t] = variable.data[flat];
        }
        if (!std::all_of(values.begin(), values.end(), [](double x) { return std::isnan(x); })) {
            visit(indices, values);
        }
        more = false;
        for (std::size_t i = sizes.size(); i-- > 0;) {
            if (i == year) continue;
            if (++indices[i] < sizes[i]) {
                more = true;
                break;
            }
            indices[i] = 0;
        }
    }
}

/// A field of a CSV file (RFC 4180): in quotes where it has a comma, a quote or a line end.
std::string csv_field(std::string_view text);

/// A number in a CSV file: the shortest text that reads back as the same number; empty for NaN.
std::string csv_number(double number);

}  // namespace tanlu
