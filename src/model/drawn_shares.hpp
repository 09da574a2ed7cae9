#pragma once
// Shares that are drawn one by one do not add to 1 (docs/theory §6.4).
#include "lanes/lanes.hpp"

namespace tanlu::model {

/// What shares are multiplied by so that they add to 1: 1 / sum [1]. Shares of a pack add to 1 by
/// rounding and are left as they are, bit for bit: 1 where the sum is within 1e-9 of 1. A sum that
/// is not above 0 is left to the checks of the choice.
template <class Real>
Real share_scale(const Real& sum) {
    constexpr double kRounding = 1e-9;
    const auto drawn = abs(Real(sum - 1.0)) > Real(kRounding) && sum > Real(0.0);
    return select(drawn, Real(1.0 / sum), Real(1.0));
}

}  // namespace tanlu::model
