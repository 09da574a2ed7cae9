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
            const Real occupancy = *p_.classes[v].occupancy * policies_.occupancy.at(v, year);
            cost[m] += model::running_cost<Real>(this->cost(v, supply.price), *wear, occupancy) *
                       base_vehicle_km_[v];
            weights += base_vehicle_km_[v];
        }
        cost[m] /= weights;
    }
    return cost;
}

template <class Real>
Real EnergyPerKm<Real>::cost(std::size_t vehicle_class, const std::vector<Real>& price) const {
    Real sum = 0.0;
    for (std::size_t f = 0; f < price.size(); ++f) sum += use_[vehicle_class][f] * price[f];
    return sum;
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
        for (std::size_t f = 0; f < energy.size(); ++f) {
            use_[v][f] = select(km > Real(0.0), Real(energy[f] / km), use_[v][f]);
        }
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
std::vector<Real> TruckUse<Real>::tonne_km(int year, const std::vector<Real>& haulage) const {
    std::vector<Real> tonne_km(s_.classes.size(), Real(0.0));
    for (std::size_t v = 0; v < tonne_km.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (!market) continue;
        const Real base_tkm = *p_.classes[v].base_tkm;
        tonne_km[v] = p_.freight.haulage[*market].modal
                          ? Real(haulage[*market] * (base_tkm / market_tkm_[*market]))
                          : Real(haulage[*market] * base_tkm);
    }
    for (const auto& shift : policies_.truck_shifts) {
        const Real moved = tonne_km[shift.from] * shift.fraction.at(year);
        tonne_km[shift.from] -= moved;
        tonne_km[shift.to] += moved;
    }
    return tonne_km;
}

template <class Real>
Real TruckUse<Real>::vehicle_km(std::size_t v, int year, const Real& tonne_km) const {
    const Real load =
        model::truck_load<Real>({.base_load = *p_.classes[v].base_tkm / base_vehicle_km_[v],
                                 .load_factor_ratio = policies_.load.at(v, year)});
    return model::truck_vehicle_km<Real>(tonne_km, Real(1.0), load) *
           policies_.vehicle_use.at(v, year);
}

template <class Real>
std::vector<Real> TruckUse<Real>::add(int year, const std::vector<Real>& haulage,
                                      std::vector<Real>& vehicle_km) const {
    const std::vector<Real> carried = tonne_km(year, haulage);
    for (std::size_t v = 0; v < vehicle_km.size(); ++v) {
        if (!s_.classes[v].haulage) continue;
        vehicle_km[v] = this->vehicle_km(v, year, carried[v]) * policies_.road_traffic.at(0, year);
    }
    return carried;
}

template <class Real>
Real TruckUse<Real>::tariff_addition(int year, const EnergyPerKm<Real>& energy,
                                     const Supply<Real>& supply) const {
    const std::vector<Real> carried = tonne_km(year, market_tkm_);
    Real cost = 0.0;
    Real total = 0.0;
    for (std::size_t v = 0; v < carried.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (!market || !p_.freight.haulage[*market].modal) continue;
        const Real of_class =
            vehicle_km(v, year, carried[v]) * energy.cost(v, supply.price_addition);
        cost += select(carried[v] > Real(0.0), of_class, Real(0.0));
        total += carried[v];
    }
    return select(total > Real(0.0), Real(cost / total), Real(0.0));
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
