#pragma once
// Energy carriers of one year: emission factors and prices (docs/theory §1.4, §9).
#include <vector>

#include "model/emissions.hpp"
#include "parameters/parameters.hpp"
#include "region/policies.hpp"

namespace tanlu::region {

template <class Real>
struct Supply {
    std::vector<model::CarrierFactors<Real>> factors;       ///< by carrier
    std::vector<model::CarrierFactors<Real>> road_factors;  ///< the same for road vehicles
    std::vector<Real> price;  ///< by carrier, taxes included [CNY2020/MJ]; 0 where none is given
    std::vector<Real> price_addition;  ///< part of it that policies have added [CNY2020/MJ]
};

/// Writes the carriers of a year into `supply`, whose tables are made once.
template <class Real>
void supply_of(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies, int year,
               Supply<Real>& supply);

}  // namespace tanlu::region
