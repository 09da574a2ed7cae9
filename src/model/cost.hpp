#pragma once
// What a vehicle costs its buyer, per kilometre, and how prices fall with experience.
// Money is CNY of 2020.
#include "lanes/lanes.hpp"

namespace tanlu::model {

/// Capital recovery factor: yearly payment for a unit of capital [1/year].
///   CRF(r, H) = r (1+r)^H / ((1+r)^H - 1),  1/H at r = 0
/// r > -1 is the discount rate [1/year], H > 0 the years. Accurate for any small r.
template <class Real>
Real capital_recovery_factor(const Real& rate, const Real& years);

/// Purchase tax after an exemption with a cap [CNY]:
///   rate net_price - min(exempt rate net_price, cap)
/// The price is net of value added tax; `exempt` in [0, 1] is the part of the tax waived and `cap`
/// the most that is waived [CNY], infinity for no limit. S:Fitch23
template <class Real>
Real purchase_tax(const Real& net_price, const Real& rate, const Real& exempt, const Real& cap) {
    const Real tax = rate * net_price;
    return tax - min(Real(exempt * tax), cap);
}

/// What a buyer pays for a vehicle and for running it.
template <class Real>
struct VehicleCost {
    Real price;        ///< with value added tax [CNY]
    Real tax;          ///< purchase tax [CNY], see purchase_tax()
    Real subsidy;      ///< [CNY]
    Real resale;       ///< value left after `years` [CNY]
    Real rate;         ///< the buyer's discount rate [1/year]
    Real years;        ///< over which the buyer spreads the price [year]
    Real maintenance;  ///< [CNY/year]
    Real insurance;    ///< [CNY/year]
    Real km_per_year;  ///< reference value of the class, not that of the year [km/year]
    Real energy;       ///< sum over carriers of use per km, price and tax [CNY/km]
    Real toll;         ///< [CNY/km]
};

/// Total cost of ownership, the buyer's view [CNY/km].
///   TCO = [CRF(r,H) (price + tax - subsidy - resale/(1+r)^H) + maintenance + insurance] / VKT
///         + energy + toll
template <class Real>
Real total_cost_of_ownership(const VehicleCost<Real>& cost);

/// Cost of a component after cumulative production has grown by a factor X/X0 (experience curve),
/// in the unit of `initial`.
///   c = floor + (initial - floor) (X/X0)^-beta,  beta = -log2(1 - LR)
/// The learning rate LR in [0, 1) is the cost reduction per doubling of the part above the floor.
/// S:Ziegler21, S:Kittner17
template <class Real>
Real experience_cost(const Real& initial, const Real& floor, const Real& learning_rate,
                     const Real& growth_of_production);

}  // namespace tanlu::model
