#pragma once
// Which part of the vehicles of a class a rule is for (docs/theory §6.5).
#include <span>

#include "model/fleet.hpp"

namespace tanlu::model {

/// Part of the vehicles of an age that are `from` years old or older [1]:  clamp(a - from + 1, 0,
/// 1). Vehicles of age a are between a and a + 1 years old, so a limit between whole years takes
/// part of an age.
template <class Real>
Real part_of_age(std::size_t age, const Real& from);

/// Share of the vehicles of a class that a rule is for [1]:
///   sum_k w_k sum_a N(k, a) part(a) / sum_k sum_a N(k, a)
/// `weight` w_k: part of the technology that is meant, in [0, 1]. 0 for a class without vehicles.
template <class Real>
Real share_of_fleet(std::span<const Cohorts<Real>> cohorts, std::span<const Real> weight,
                    const Real& from);

}  // namespace tanlu::model
