#include "region/road_use.hpp"

#include "model/freight.hpp"
#include "model/generalised_cost.hpp"

namespace tanlu::region {

template <class Real>
EnergyPerKm<Real>::EnergyPerKm(const Structure& s, std::size_t carriers)
    : s_(s),
      carriers_(carriers),
      use_(s.classes.size() * carriers),
      running_cost_(s.servers.size(), Real(0.0)) {}

template <class Real>
void EnergyPerKm<Real>::calibrate(const Parameters<RunKind<Real>>& p,
                                  const Policies<Real>& policies, const FleetModel<Real>& fleet) {
    p_ = &p;
    policies_ = &policies;
    fleet_ = &fleet;
    for (std::size_t v = 0; v < s_.classes.size(); ++v) {
        fleet.base_energy_per_km(v, std::span(use_).subspan(v * carriers_, carriers_));
    }
}

template <class Real>
const std::vector<Real>& EnergyPerKm<Real>::running_costs(int year, const Supply<Real>& supply) {
    const std::vector<Real>& base_vehicle_km = fleet_->base_vehicle_km();
    for (std::size_t m = 0; m < running_cost_.size(); ++m) {
        const auto& wear = p_->passenger.modes[m].wear;
        if (!wear) continue;
        Real sum = 0.0;
        Real weights = 0.0;
        for (const std::size_t v : s_.servers[m]) {
            const Real occupancy = *p_->classes[v].occupancy * policies_->occupancy.at(v, year);
            sum += model::running_cost<Real>(cost(v, supply.price), *wear, occupancy) *
                   base_vehicle_km[v];
            weights += base_vehicle_km[v];
        }
        running_cost_[m] = sum / weights;
    }
    return running_cost_;
}

template <class Real>
Real EnergyPerKm<Real>::cost(std::size_t vehicle_class, const std::vector<Real>& price) const {
    Real sum = 0.0;
    for (const std::size_t f : s_.classes[vehicle_class].carriers) {
        sum += use_[vehicle_class * carriers_ + f] * price[f];
    }
    return sum;
}

template <class Real>
void EnergyPerKm<Real>::update(const FleetYear<Real>& year) {
    for (std::size_t v = 0; v < s_.classes.size(); ++v) {
        const ClassSlot& here = s_.classes[v];
        Real km = 0.0;
        for (const auto& slot : here.technologies) km += year.vehicle_km[slot.row];
        const model::Mask<Real> drove = km > Real(0.0);
        for (const std::size_t f : here.carriers) {
            Real energy = 0.0;
            for (const auto& slot : here.technologies) {
                for (std::size_t i = 0; i < slot.carriers.size(); ++i) {
                    if (slot.carriers[i] == f) energy += year.energy[slot.first_use + i];
                }
            }
            Real& use = use_[v * carriers_ + f];
            use = select(drove, Real(energy / km), use);
        }
    }
}

template <class Real>
TruckUse<Real>::TruckUse(const Structure& s, std::size_t markets)
    : s_(s),
      market_tkm_(markets),
      market_part_(s.classes.size()),
      base_load_(s.classes.size()),
      tonne_km_(s.classes.size(), Real(0.0)) {}

template <class Real>
void TruckUse<Real>::calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                               const FleetModel<Real>& fleet) {
    p_ = &p;
    policies_ = &policies;
    for (Real& tonne_km : market_tkm_) tonne_km = 0.0;
    for (std::size_t v = 0; v < s_.classes.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (market) market_tkm_[*market] += *p.classes[v].base_tkm;
    }
    for (std::size_t v = 0; v < s_.classes.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (!market) continue;
        market_part_[v] = *p.classes[v].base_tkm / market_tkm_[*market];
        base_load_[v] = *p.classes[v].base_tkm / fleet.base_vehicle_km()[v];
    }
}

template <class Real>
void TruckUse<Real>::carry(int year, const std::vector<Real>& haulage) {
    for (std::size_t v = 0; v < tonne_km_.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (!market) continue;
        const Real& part =
            p_->freight.haulage[*market].modal ? market_part_[v] : *p_->classes[v].base_tkm;
        tonne_km_[v] = haulage[*market] * part;
    }
    for (const auto& shift : policies_->truck_shifts) {
        const Real moved = tonne_km_[shift.from] * shift.fraction.at(year);
        tonne_km_[shift.from] -= moved;
        tonne_km_[shift.to] += moved;
    }
}

template <class Real>
Real TruckUse<Real>::vehicle_km(std::size_t v, int year, const Real& tonne_km) const {
    const Real load = model::truck_load<Real>(
        {.base_load = base_load_[v], .load_factor_ratio = policies_->load.at(v, year)});
    return model::truck_vehicle_km<Real>(tonne_km, Real(1.0), load) *
           policies_->vehicle_use.at(v, year);
}

template <class Real>
void TruckUse<Real>::add(int year, const std::vector<Real>& haulage,
                         std::vector<Real>& vehicle_km) {
    carry(year, haulage);
    for (std::size_t v = 0; v < vehicle_km.size(); ++v) {
        if (!s_.classes[v].haulage) continue;
        vehicle_km[v] =
            this->vehicle_km(v, year, tonne_km_[v]) * policies_->road_traffic.at(0, year);
    }
}

template <class Real>
Real TruckUse<Real>::tariff_addition(int year, const EnergyPerKm<Real>& energy,
                                     const Supply<Real>& supply) {
    carry(year, market_tkm_);
    Real cost = 0.0;
    Real total = 0.0;
    for (std::size_t v = 0; v < tonne_km_.size(); ++v) {
        const auto& market = s_.classes[v].haulage;
        if (!market || !p_->freight.haulage[*market].modal) continue;
        const Real of_class =
            vehicle_km(v, year, tonne_km_[v]) * energy.cost(v, supply.price_addition);
        cost += select(tonne_km_[v] > Real(0.0), of_class, Real(0.0));
        total += tonne_km_[v];
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
