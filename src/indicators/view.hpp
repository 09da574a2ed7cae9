#pragma once
// One scenario and region of a result, read as annual series. The only part of the indicators that
// knows how results are laid out.
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/trajectory.hpp"
#include "results/dataset.hpp"
#include "tanlu/error.hpp"

namespace tanlu::indicators {

/// An indicator needs something that the result does not hold. `what()` names it.
class MissingInput : public Error {
public:
    using Error::Error;
};

/// Labels of one axis that a sum runs over.
struct Selection {
    std::string_view axis;
    std::vector<std::string> labels;
};

class View {
public:
    View(const Dataset& result, std::size_t scenario, std::size_t region);

    const std::vector<int>& years() const { return years_; }
    int first_year() const { return years_.front(); }
    int last_year() const { return years_.back(); }
    std::string scenario() const;
    std::string region() const;

    /// The same region in the scenario of this name. Throws MissingInput.
    View in_scenario(const std::string& name) const;

    /// The scenario that this one is measured against: the nearest of those it extends that is
    /// called `reference` or `no-policy` and is in the same result. Throws MissingInput.
    std::string reference() const;

    /// Unit of a variable; nothing where the result lacks it.
    std::optional<std::string> unit_of(std::string_view variable) const;

    /// Sum by year of a variable over its other axes, all labels or those selected, in the unit of
    /// the result. A cell that is NaN in every year stands for a combination that does not
    /// exist and is left out; a cell that is NaN in some years makes the sum of those years NaN.
    /// Throws MissingInput when the result lacks the variable, an axis or a label.
    std::vector<double> sum(std::string_view variable, std::span<const Selection> selections) const;

    /// The same of a variable that must have this unit.
    std::vector<double> total(std::string_view variable, std::string_view unit,
                              std::initializer_list<Selection> selections = {}) const;

    /// Sum over subsectors of `emissions` in one boundary [kg/yr].
    std::vector<double> emissions(std::string_view boundary) const;
    bool has_boundary(std::string_view boundary) const;

    /// Labels of an axis of the result. Throws MissingInput.
    const std::vector<std::string>& labels(std::string_view axis) const;

    /// Root attribute, a list separated by commas. Throws MissingInput when absent or empty.
    std::vector<std::string> list(const std::string& attribute) const;
    std::optional<std::string> attribute(const std::string& name) const;

    /// `values` as a series of this result's years; holds no copy.
    AnnualSeries series(const std::vector<double>& values) const {
        return {.first_year = first_year(), .values = values};
    }

private:
    const Dataset* result_;
    std::size_t scenario_;
    std::size_t region_;
    std::vector<int> years_;
};

/// a_i / b_i; NaN where b_i is zero.
std::vector<double> ratio(const std::vector<double>& a, const std::vector<double>& b);

/// factor a_i.
std::vector<double> scaled(std::vector<double> a, double factor);

}  // namespace tanlu::indicators
