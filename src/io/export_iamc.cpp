#include "io/export_iamc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "io/iamc_names.hpp"
#include "io/series.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

/// Scenario, region and name of a line: what must not come twice.
using Index = std::tuple<std::size_t, std::size_t, std::string>;

struct Line {
    std::string_view variable;  ///< Where it comes from.
    std::string_view pattern;
    IamcUnit unit;
    std::vector<double> values;
};

/// The first placeholder of a pattern that is no axis of names of the variable; empty where all
/// are.
std::string_view foreign_axis(std::string_view pattern, const Variable& variable) {
    for (auto open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1)) {
        const auto close = pattern.find('}', open);
        const std::string_view axis = pattern.substr(open + 1, close - open - 1);
        const bool known = position_of(variable, axis) < variable.axes.size();
        if (close == std::string_view::npos || !known || axis == kYearAxis) return axis;
    }
    return {};
}

/// Names of a series of a variable: the pattern with its labels put in. A last label that has
/// parts ("Road|Bus") counts for its parents, too.
std::vector<std::string> names_of(std::string_view pattern, const Dataset& dataset,
                                  const Variable& variable,
                                  const std::vector<std::size_t>& indices) {
    std::vector<std::string> names(1);
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        names[0] += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = pattern.find('}', open);
        const std::string_view axis = pattern.substr(open + 1, close - open - 1);
        const std::size_t at = position_of(variable, axis);
        const std::string label = iamc_label(axis, dataset.axis(axis).labels[indices[at]]);
        pattern.remove_prefix(close + 1);
        if (pattern.empty()) {
            for (auto bar = label.find('|'); bar != std::string::npos;
                 bar = label.find('|', bar + 1)) {
                names.push_back(names[0] + label.substr(0, bar));
            }
        }
        names[0] += label;
    }
    return names;
}

class Table {
public:
    explicit Table(const Dataset& dataset) : dataset_(dataset) {}

    /// Adds a variable under a pattern; `total` may cut it to one label of an axis.
    void add(const Variable& variable, std::string_view pattern, const IamcTotal& total) {
        const std::size_t scenario = position_of(variable, "scenario");
        const std::size_t region = position_of(variable, "region");
        const std::size_t year = position_of(variable, kYearAxis);
        if (std::max({scenario, region, year}) == variable.axes.size()) return;
        for_each_series(dataset_, variable, [&](const auto& indices, const auto& values) {
            for (const auto& name : names_of(pattern, dataset_, variable, indices)) {
                if (!counts(variable, indices, name, total)) continue;
                add_line({indices[scenario], indices[region], name}, variable, pattern, values);
            }
        });
    }

    const std::map<Index, Line>& lines() const { return lines_; }

private:
    bool counts(const Variable& variable, const std::vector<std::size_t>& indices,
                std::string_view name, const IamcTotal& total) const {
        for (std::size_t i = 0; i < indices.size(); ++i) {
            const Axis& axis = dataset_.axis(variable.axes[i]);
            if (!axis.years.empty()) continue;
            const std::string& label = axis.labels[indices[i]];
            if (axis.name == total.only_axis && label != total.only_label) return false;
            if (out_of_iamc_scope(name, axis.name, label)) return false;
        }
        return true;
    }

    void add_line(const Index& index, const Variable& variable, std::string_view pattern,
                  const std::vector<double>& values) {
        const auto [found, added] = lines_.try_emplace(
            index, Line{variable.name, pattern, iamc_unit(variable.unit, std::get<2>(index)),
                        std::vector<double>(values.size(), 0.0)});
        Line& line = found->second;
        if (line.variable != variable.name || line.pattern != pattern) {
            throw InputError(fmt::format("variables '{}' and '{}' both give '{}'", line.variable,
                                         variable.name, std::get<2>(index)));
        }
        for (std::size_t t = 0; t < values.size(); ++t) line.values[t] += values[t];
    }

    const Dataset& dataset_;
    std::map<Index, Line> lines_;
};

/// "Tanlu 0.1.0": the program that made the result.
std::string model_name(const Dataset& dataset) {
    const auto found = dataset.attributes.find("tanlu_version");
    return found == dataset.attributes.end() ? "Tanlu" : "Tanlu " + found->second;
}

}  // namespace

void export_iamc(const Dataset& dataset, std::ostream& out) {
    for (const std::string_view needed :
         {std::string_view("scenario"), std::string_view("region"), kYearAxis}) {
        const bool there = std::any_of(dataset.axes.begin(), dataset.axes.end(),
                                       [&](const Axis& axis) { return axis.name == needed; });
        if (!there) throw InputError(fmt::format("no IAMC table without an axis '{}'", needed));
    }
    Table table(dataset);
    for (const auto& variable : dataset.variables) {
        const std::string_view foreign = foreign_axis(variable.iamc, variable);
        if (!foreign.empty()) {
            throw InputError(
                fmt::format("the IAMC name of '{}' has '{{{}}}', which is none of its "
                            "axes",
                            variable.name, foreign));
        }
        if (!variable.iamc.empty()) table.add(variable, variable.iamc, {});
    }
    for (const auto& total : iamc_totals()) {
        const Variable* variable = dataset.find(total.variable);
        if (variable == nullptr || !foreign_axis(total.pattern, *variable).empty()) continue;
        table.add(*variable, total.pattern, total);
    }

    out << "Model,Scenario,Region,Variable,Unit";
    for (const int year : dataset.axis(kYearAxis).years) out << ',' << year;
    out << '\n';
    for (const auto& [index, line] : table.lines()) {
        const auto& [scenario, region, name] = index;
        out << csv_field(model_name(dataset)) << ','
            << csv_field(dataset.axis("scenario").labels[scenario]) << ','
            << csv_field(iamc_label("region", dataset.axis("region").labels[region])) << ','
            << csv_field(name) << ',' << csv_field(line.unit.unit);
        for (const double value : line.values) out << ',' << csv_number(value / line.unit.divisor);
        out << '\n';
    }
}

}  // namespace tanlu
