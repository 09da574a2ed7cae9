#include "io/export_csv.hpp"

#include <ostream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "io/series.hpp"

namespace tanlu {
namespace {

/// Axes that come first in a line, in this order, whatever the order in the file.
constexpr std::string_view kFirst[] = {"scenario", "region"};

std::string label(const Axis& axis, std::size_t index) {
    return axis.years.empty() ? axis.labels[index] : std::to_string(axis.years[index]);
}

/// Names of the axes besides scenario, region and year.
std::vector<std::string> further_axes(const Dataset& dataset) {
    std::vector<std::string> names;
    for (const auto& axis : dataset.axes) {
        const bool first =
            std::find(std::begin(kFirst), std::end(kFirst), axis.name) != std::end(kFirst);
        if (!first && axis.name != kYearAxis) names.push_back(axis.name);
    }
    return names;
}

void write_variable(const Dataset& dataset, const Variable& variable,
                    const std::vector<std::string>& further, std::ostream& out) {
    const bool yearly = position_of(variable, kYearAxis) < variable.axes.size();
    for_each_series(dataset, variable, [&](const auto& indices, const auto& values) {
        const auto field = [&](std::string_view axis) {
            const std::size_t at = position_of(variable, axis);
            return at < indices.size() ? csv_field(label(dataset.axis(axis), indices[at])) : "";
        };
        std::string before;
        for (const auto axis : kFirst) before += field(axis) + ',';
        std::string between = ',' + csv_field(variable.name) + ',';
        for (const auto& axis : further) between += field(axis) + ',';
        const std::string after = ',' + csv_field(variable.unit) + '\n';
        for (std::size_t t = 0; t < values.size(); ++t) {
            out << before << (yearly ? label(dataset.axis(kYearAxis), t) : "") << between
                << csv_number(values[t]) << after;
        }
    });
}

}  // namespace

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string csv_number(double number) {
    return std::isnan(number) ? "" : number_text(number);
}

void export_csv(const Dataset& dataset, std::ostream& out) {
    const auto further = further_axes(dataset);
    out << "scenario,region,year,variable,";
    for (const auto& axis : further) out << csv_field(axis) << ',';
    out << "value,unit\n";
    for (const auto& variable : dataset.variables) write_variable(dataset, variable, further, out);
}

}  // namespace tanlu
