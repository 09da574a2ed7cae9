#pragma once
// Books a year: energy and emissions by subsector and carrier, by boundary, costs, audit.
#include "model/outputs.hpp"
#include "parameters/parameters.hpp"
#include "region/economy.hpp"
#include "region/freight_market.hpp"
#include "region/passenger_demand.hpp"
#include "region/structure.hpp"
#include "region/supply.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {

/// Everything that happened in a year.
template <class Real>
struct YearEvents {
    const Economy<Real>& economy;
    const Supply<Real>& supply;
    const PassengerYear<Real>& travel;
    const typename FreightMarketModel<Real>::Carriage& freight;
    const std::vector<Real>& road_tonne_km;  ///< by class [t km/yr]
    const FleetYear<Real>& fleet;
    const std::vector<Real>& unmet_stock;     ///< by class [vehicle]
    const std::vector<Real>& nonroad_energy;  ///< by propulsion [MJ/yr]
    Real pack_price;
};

template <class Real>
model::YearOutput<Real> book(const Parameters<RunKind<Real>>& p, const Structure& s,
                             const YearEvents<Real>& events);

}  // namespace tanlu::region
