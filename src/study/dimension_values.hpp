#pragma once
// What a quantile of each dimension of a study means: the number that is drawn with it.
#include <optional>
#include <string>
#include <vector>

#include "sampling/quantile.hpp"
#include "study/draw_plan.hpp"

namespace tanlu::study {

/// A dimension with the first number that it draws.
struct DimensionValue {
    std::string dimension;
    std::string target;  ///< path of the number; empty where nothing single is drawn
    std::string unit;    ///< of the number; "1" for factors
    std::optional<sampling::QuantileFunction> quantile;  ///< from quantile to number

    /// The number of a quantile; the quantile itself where nothing single is drawn.
    double value(double quantile_of_sample) const;
};

/// One entry per dimension. Several targets of an input share its quantile: the first is shown.
std::vector<DimensionValue> dimension_values(const Study& study, const DrawPlan& plan);

}  // namespace tanlu::study
