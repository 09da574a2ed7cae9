#include "region/road_use.hpp"

#include "model/freight.hpp"
#include "model/generalised_cost.hpp"

namespace tanlu::region {

template <class Real>
EnergyPerKm<Real>::EnergyPerKm(const Parameters<RunKind<Real>>& p, const Structure& s,
                               const Policies<Real>& policies, const FleetModel<Real>& fleet)
    : p_(p), s_(s), policies_(policies), base_vehicle_km_(fleet.base_vehicle_km()) {
    for (std::size_t v = 0; v < p.classes.size(); ++v) use_.push_back(fleet.base_energy_per_km(v));
}

template <class Real>
std::vector<Real> EnergyPerKm<Real>::running_costs(int year, const Supply<Real>& supply) const {
    std::vector<Real> cost(p_.passenger.modes.size(), Real(0.0));
    for (std::size_t m = 0; m < cost.size(); ++m) {
        const auto& wear = p_.passenger.modes[m].wear;
        if (!wear) continue;
        Real weights = 0.0;
        for (const std::size_t v : s_.servers[m]) {
            Real fuel = 0.0;
            for (std::size_t f = 0; f < supply.price.size(); ++f) {
                fuel += use_[v][f] * supply.price[f];
            }
            const Real occupancy = *p_.classes[v].occupancy * policies_.occupancy.at(v, year);
            cost[m] += model::running_cost<Real>(fuel, *wear, occupancy) * base_vehicle_km_[v];
            weights += base_vehicle_km_[v];
        }
        cost[m] /= weights;
    }
    return cost;
}

template <class Real>
void EnergyPerKm<Real>::update(const FleetYear<Real>& year) {
    for (std::size_t v = 0; v < s_.classes.size(); ++v) {
        std::vector<Real> energy(use_[v].size(), Real(0.0));
        Real km = 0.0;
        for (const auto& slot : s_.classes[v].technologies) {
            km += year.vehicle_km[slot.row];
            for (std::size_t i = 0; i < slot.carriers.size(); ++i) {
                energy[slot.carriers[i]] += year.energy[slot.row][i];
            }
        }
        for (Real& e : energy) e /= km;
        use_[v] = std::move(energy);
    }
}

template <class Real>
TruckUse<Real>::TruckUse(const Parameters<RunKind<Real>>& p, const Structure& s,
                         const Policies<Real>& policies, const FleetModel<Real>& fleet)
    : p_(p),
      s_(s),
      policies_(policies),
      base_vehicle_km_(fleet.base_vehicle_km()),
      market_tkm_(p.freight.haulage.size(), Real(0.0)) {
    for (std::size_t v = 0; v < s.classes.size(); ++v) {
        const auto& market = s.classes[v].haulage;
        if (market) market_tkm_[*market] += *p.classes[v].base_tkm;
    }
}

template <class Real>
std::vector<Real> TruckUse<Real>::add(int year, const std::vector<Real>& haulage,
                                      std::vector<Real>& vehicle_km) const {
    std::vector<Real> tonne_km(vehicle_km.size(), Real(0.0));
    for (std::size_t v = 0; v < vehicle_km.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (!market) continue;
        const Real base_tkm = *p_.classes[v].base_tkm;
        tonne_km[v] = p_.freight.haulage[*market].modal
                          ? Real(haulage[*market] * (base_tkm / market_tkm_[*market]))
                          : Real(haulage[*market] * base_tkm);
        const Real load =
            model::truck_load<Real>({.base_load = base_tkm / base_vehicle_km_[v],
                                     .load_factor_ratio = policies_.load.at(v, year)});
        vehicle_km[v] = model::truck_vehicle_km<Real>(tonne_km[v], Real(1.0), load);
    }
    return tonne_km;
}

template <class Real>
void add_stock_driven(const Parameters<RunKind<Real>>& p, const std::vector<Real>& base_vehicle_km,
                      const std::vector<Real>& stock_ratio, std::vector<Real>& vehicle_km) {
    for (std::size_t v = 0; v < vehicle_km.size(); ++v) {
        if (p.classes[v].use_rule != UseRule::stock) continue;
        vehicle_km[v] = base_vehicle_km[v] * stock_ratio[v];
    }
}

#define TANLU_INSTANTIATE(Real)                                                                \
    template class EnergyPerKm<Real>;                                                          \
    template class TruckUse<Real>;                                                             \
    template void add_stock_driven(const Parameters<RunKind<Real>>&, const std::vector<Real>&, \
                                   const std::vector<Real>&, std::vector<Real>&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::region
