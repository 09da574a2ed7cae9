#pragma once
// Numbers of one scenario and region of a result, added up over labels.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "results/dataset.hpp"

namespace tanlu::explain {

/// Labels chosen on axes. An axis that is left out stands for all its labels.
using Labels = std::map<std::string, std::vector<std::string>>;

/// The same with one axis narrowed to a label.
Labels narrowed(Labels labels, const std::string& axis, const std::string& label);
/// The same without an axis: all its labels.
Labels widened(Labels labels, const std::string& axis);

class Cells {
public:
    /// Throws Error where the dataset lacks the scenario or region.
    Cells(const Dataset& dataset, const std::string& scenario, const std::string& region);

    bool has(std::string_view variable) const { return dataset_.find(variable) != nullptr; }
    bool has_year(int year) const;

    /// Sum of the cells of a variable in a year; `year` is left aside where the variable has no
    /// years. Cells that do not exist (NaN) count for nothing; NaN where none exists.
    double sum(const std::string& variable, int year, const Labels& labels = {}) const;

    const std::string& unit_of(const std::string& variable) const {
        return dataset_.variable(variable).unit;
    }
    /// Axes of a variable besides scenario, region and year.
    std::vector<std::string> axes_of(const std::string& variable) const;
    /// Labels of an axis that are chosen.
    const std::vector<std::string>& chosen(const std::string& axis, const Labels& labels) const;

private:
    const Dataset& dataset_;
    std::size_t scenario_, region_;
};

}  // namespace tanlu::explain
