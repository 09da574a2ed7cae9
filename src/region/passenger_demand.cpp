#include "region/passenger_demand.hpp"

#include "model/passenger.hpp"

namespace tanlu::region {

template <class Real>
PassengerDemand<Real>::PassengerDemand(const Parameters<RunKind<Real>>& p, const Structure& s,
                                       const Policies<Real>& policies,
                                       const FleetModel<Real>& fleet,
                                       const TravelConditions<Real>& base)
    : p_(p),
      s_(s),
      policies_(policies),
      base_class_pkm_(p.classes.size(), Real(0.0)),
      local_(p, s, policies, base),
      trip_factor_(p.passenger.modes.size(), Real(1.0)) {
    const std::size_t modes = p.passenger.modes.size();
    for (std::size_t m = 0; m < modes; ++m) {
        const auto& mode = p.passenger.modes[m];
        Real person_km = mode.base_pkm ? *mode.base_pkm : Real(0.0);
        for (const std::size_t v : s.servers[m]) {
            base_class_pkm_[v] = fleet.base_vehicle_km()[v] * *p.classes[v].occupancy;
            person_km += base_class_pkm_[v];
        }
        base_pkm_.push_back(person_km);
        const Real local_share =
            mode.local_share ? *mode.local_share : Real(mode.local ? 1.0 : 0.0);
        base_local_pkm_.push_back(person_km * local_share);
    }
    std::vector<Real> intercity_km;
    for (const std::size_t m : s.intercity_modes) {
        intercity_km.push_back(base_pkm_[m] - base_local_pkm_[m]);
    }
    intercity_ = std::make_unique<IntercityTravelModel<Real>>(p, s, policies, intercity_km, base);

    const auto travel = local_.travel(base);
    std::vector<Real> modelled(modes, Real(0.0));
    for (std::size_t i = 0; i < travel.person_km.size(); ++i) {
        modelled[i % modes] += travel.person_km[i];
    }
    for (std::size_t m = 0; m < modes; ++m) {
        const auto known = base_local_pkm_[m] > Real(0.0) && modelled[m] > Real(0.0);
        trip_factor_[m] = select(known, Real(base_local_pkm_[m] / modelled[m]), Real(1.0));
    }
}

template <class Real>
PassengerYear<Real> PassengerDemand<Real>::travel(const TravelConditions<Real>& now,
                                                  const std::vector<Real>& stock_ratio) const {
    const std::size_t modes = p_.passenger.modes.size();
    auto local = local_.travel(now);
    std::vector<Real> intercity = intercity_->travel(now);

    PassengerYear<Real> year;
    year.local_km.assign(modes, Real(0.0));
    for (std::size_t i = 0; i < local.trips.size(); ++i) {
        local.trips[i] *= trip_factor_[i % modes];
        year.local_km[i % modes] += local.person_km[i] * trip_factor_[i % modes];
    }
    year.trips = std::move(local.trips);
    // New roads lengthen car travel and make no trips.
    year.local_km[s_.car] *= policies_.road_traffic.at(0, now.year);
    intercity[s_.car] *= policies_.road_traffic.at(0, now.year);
    year.vehicle_km.assign(p_.classes.size(), Real(0.0));
    year.vehicle_km_without_shock.assign(p_.classes.size(), Real(0.0));
    for (std::size_t m = 0; m < modes; ++m) {
        const Real person_km = year.local_km[m] + intercity[m];
        const Real without_shock = year.local_km[m] / now.economy->local_shock +
                                   intercity[m] / now.economy->intercity_shock;
        year.person_km.push_back(person_km);
        Real weights = 0.0;
        for (const std::size_t v : s_.servers[m]) weights += base_class_pkm_[v] * stock_ratio[v];
        for (const std::size_t v : s_.servers[m]) {
            const Real part = base_class_pkm_[v] * stock_ratio[v] / weights;
            const Real no_detour = 1.0;  // passenger-km of the data are as driven
            const Real occupancy = *p_.classes[v].occupancy * policies_.occupancy.at(v, now.year);
            const Real use = policies_.vehicle_use.at(v, now.year);
            year.vehicle_km[v] =
                model::vehicle_km<Real>(Real(person_km * part), no_detour, occupancy) * use;
            year.vehicle_km_without_shock[v] =
                model::vehicle_km<Real>(Real(without_shock * part), no_detour, occupancy) * use;
        }
    }
    return year;
}

template class PassengerDemand<double>;
template class PassengerDemand<Lanes>;

}  // namespace tanlu::region
