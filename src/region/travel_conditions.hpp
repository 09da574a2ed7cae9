#pragma once
// What part of the trips of a settlement face: bans, charges and rewards in a year (§6.5).
#include <vector>

#include "region/policies.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {

/// True in years in which anybody faces the condition and finds anything different.
template <class Real>
bool in_force(const TravelCondition<Real>& condition, int year);

/// Fractions of the trips that face each of Policies::conditions in a year [1]. `fleet` as it was
/// at the end of the year before: those who may not drive this year are those who owned then.
template <class Real>
void condition_fractions(const Policies<Real>& policies, const FleetModel<Real>& fleet, int year,
                         std::vector<Real>& fractions);
template <class Real>
std::vector<Real> condition_fractions(const Policies<Real>& policies, const FleetModel<Real>& fleet,
                                      int year);

}  // namespace tanlu::region
