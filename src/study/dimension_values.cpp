#include "study/dimension_values.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::study {
namespace {

/// The unit that draws of a leaf are in: that of the field for canonical ranges, else as written.
std::string unit_of(const Leaf<FileKind>& leaf, Change change) {
    return change == Change::factor ? "1" : split(leaf.field.unit, '|').front();
}

}  // namespace

double DimensionValue::value(double quantile_of_sample) const {
    return quantile ? lane((*quantile)(Lanes(quantile_of_sample)), 0) : quantile_of_sample;
}

std::vector<DimensionValue> dimension_values(const Study& study, const DrawPlan& plan) {
    std::vector<DimensionValue> values;
    for (const auto& dimension : plan.dimensions) values.push_back({dimension.id, "", "1", {}});
    const auto set = [&](std::size_t dimension, const Leaf<FileKind>& leaf, Change change,
                         const sampling::Distribution& distribution, double scale) {
        DimensionValue& value = values[dimension];
        if (value.quantile) return;
        value.target = leaf.path;
        value.unit = unit_of(leaf, change);
        value.quantile.emplace(scale == 1.0 ? distribution : sampling::scaled(distribution, scale));
    };
    for (std::size_t s = 0; s < study.scenarios.size(); ++s) {
        const auto leaves = number_leaves(study.scenarios[s]);
        for (const auto& draw : plan.scenarios[s].numbers) {
            if (const auto* d = std::get_if<sampling::Distribution>(&draw.by)) {
                set(draw.dimension, leaves[draw.leaf], draw.change, *d, draw.scale);
            }
        }
        for (const auto& draw : plan.scenarios[s].paths) {
            const auto& leaf = leaves[draw.leaf];
            if (const auto* d = std::get_if<sampling::Distribution>(&draw.by)) {
                set(draw.dimensions.front(), leaf, draw.change, *d, draw.scale);
            } else if (const auto* factors = std::get_if<AnchorFactors>(&draw.by)) {
                for (std::size_t i = 0; i < factors->anchors.size(); ++i) {
                    set(draw.dimensions[i], leaf, Change::factor, factors->anchors[i].distribution,
                        1.0);
                }
            }
        }
    }
    return values;
}

}  // namespace tanlu::study
