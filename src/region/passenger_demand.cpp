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
      local_(p, s, policies, base),
      intercity_(p, s, policies, find_base_travel(fleet), base) {
    find_trip_factors(base);
}

template <class Real>
void PassengerDemand<Real>::recalibrate(const FleetModel<Real>& fleet,
                                        const TravelConditions<Real>& base) {
    local_.recalibrate(base);
    intercity_.recalibrate(find_base_travel(fleet), base);
    find_trip_factors(base);
}

template <class Real>
std::span<const Real> PassengerDemand<Real>::find_base_travel(const FleetModel<Real>& fleet) {
    const std::size_t modes = p_.passenger.modes.size();
    base_class_pkm_.assign(p_.classes.size(), Real(0.0));
    base_pkm_.resize(modes);
    base_local_pkm_.resize(modes);
    for (std::size_t m = 0; m < modes; ++m) {
        const auto& mode = p_.passenger.modes[m];
        Real person_km = mode.base_pkm ? *mode.base_pkm : Real(0.0);
        for (const std::size_t v : s_.servers[m]) {
            base_class_pkm_[v] = fleet.base_vehicle_km()[v] * *p_.classes[v].occupancy;
            person_km += base_class_pkm_[v];
        }
        base_pkm_[m] = person_km;
        const Real local_share =
            mode.local_share ? *mode.local_share : Real(mode.local ? 1.0 : 0.0);
        base_local_pkm_[m] = person_km * local_share;
    }
    base_intercity_pkm_.clear();
    for (const std::size_t m : s_.intercity_modes) {
        base_intercity_pkm_.push_back(base_pkm_[m] - base_local_pkm_[m]);
    }
    return base_intercity_pkm_;
}

template <class Real>
void PassengerDemand<Real>::find_trip_factors(const TravelConditions<Real>& base) {
    const std::size_t modes = p_.passenger.modes.size();
    local_.travel(base, space_.local);
    std::vector<Real>& modelled = space_.intercity;
    modelled.assign(modes, Real(0.0));
    for (std::size_t i = 0; i < space_.local.person_km.size(); ++i) {
        modelled[i % modes] += space_.local.person_km[i];
    }
    trip_factor_.resize(modes);
    for (std::size_t m = 0; m < modes; ++m) {
        const auto known = base_local_pkm_[m] > Real(0.0) && modelled[m] > Real(0.0);
        trip_factor_[m] = select(known, Real(base_local_pkm_[m] / modelled[m]), Real(1.0));
    }
}

template <class Real>
void PassengerDemand<Real>::travel(const TravelConditions<Real>& now,
                                   std::span<const Real> stock_ratio,
                                   PassengerYear<Real>& year) const {
    const std::size_t modes = p_.passenger.modes.size();
    local_.travel(now, space_.local);
    intercity_.travel(now, space_.intercity);
    std::vector<Real>& intercity = space_.intercity;

    year.trips.resize(space_.local.trips.size());
    year.local_km.assign(modes, Real(0.0));
    for (std::size_t i = 0; i < year.trips.size(); ++i) {
        year.trips[i] = p_.passenger.local.shares_hold
                            ? space_.local.trips[i]
                            : Real(space_.local.trips[i] * trip_factor_[i % modes]);
        year.local_km[i % modes] += space_.local.person_km[i] * trip_factor_[i % modes];
    }
    // New roads lengthen car travel and make no trips.
    year.local_km[s_.car] *= policies_.road_traffic.at(0, now.year);
    intercity[s_.car] *= policies_.road_traffic.at(0, now.year);
    year.vehicle_km.assign(p_.classes.size(), Real(0.0));
    year.vehicle_km_without_shock.assign(p_.classes.size(), Real(0.0));
    year.person_km.resize(modes);
    for (std::size_t m = 0; m < modes; ++m) {
        const Real person_km = year.local_km[m] + intercity[m];
        const Real without_shock = year.local_km[m] / now.economy->local_shock +
                                   intercity[m] / now.economy->intercity_shock;
        year.person_km[m] = person_km;
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
}

template <class Real>
PassengerYear<Real> PassengerDemand<Real>::travel(const TravelConditions<Real>& now,
                                                  const std::vector<Real>& stock_ratio) const {
    PassengerYear<Real> year;
    travel(now, stock_ratio, year);
    return year;
}

template class PassengerDemand<double>;
template class PassengerDemand<Lanes>;

}  // namespace tanlu::region
