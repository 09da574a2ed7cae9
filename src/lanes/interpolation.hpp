#pragma once
// Series of yearly values from a few anchors.
#include <span>

#include "lanes/lanes.hpp"
#include "lanes/series_rules.hpp"

namespace tanlu {

/// Values known at some years, in ascending order; at least one.
template <class Real>
struct Anchors {
    std::span<const int> years;
    std::span<const Real> values;
};

/// Value at a year. Exact at the anchors; the end values are held outside them, so that one anchor
/// is a constant. NaN in the anchors that the rule looks at gives NaN.
template <class Real>
Real interpolate(const Anchors<Real>& anchors, Interpolation rule, int year);

/// Values of the years first_year, first_year + 1, ... for as many as `series` has room.
/// `growth` [1/year] is read by Extrapolation::kGrowth only: anchors of growth rates above -1,
/// interpolated as steps, with the end values held.
template <class Real>
void fill_series(const Anchors<Real>& anchors, Interpolation rule, Extrapolation after,
                 const Anchors<Real>& growth, int first_year, std::span<Real> series);

}  // namespace tanlu
