#pragma once
// Which part of the vehicles of a class a rule is for (docs/theory §6.5).
#include <span>

#include "model/fleet.hpp"

namespace tanlu::model {

/// Share of the vehicles of a class that a rule is for [1]:
///   sum_k w_k sum_a N(k, a) clamp(a - from + 1, 0, 1) / sum_k sum_a N(k, a)
/// `weight` w_k: part of the technology that is meant, in [0, 1]. `from`: least age [year], see
/// from_age(). 0 for a class without vehicles.
template <class Real>
Real share_of_fleet(std::span<const Cohorts<Real>> cohorts, std::span<const Real> weight,
                    const Real& from);

}  // namespace tanlu::model
