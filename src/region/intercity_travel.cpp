#include "region/intercity_travel.hpp"

#include "model/generalised_cost.hpp"
#include "model/passenger.hpp"

namespace tanlu::region {

template <class Real>
IntercityTravelModel<Real>::IntercityTravelModel(const Parameters<RunKind<Real>>& p,
                                                 const Structure& s, const Policies<Real>& policies,
                                                 std::vector<Real> base_person_km,
                                                 const TravelConditions<Real>& base)
    : p_(p), s_(s), policies_(policies), base_(base), base_population_(base.economy->population) {
    const auto& modes = p.passenger.intercity.modes;
    const std::size_t bands = p.passenger.intercity.bands.size();
    base_cost_ = costs(base, Service::reference);
    base_person_km_.resize(bands * modes.size());
    for (std::size_t b = 0; b < bands; ++b) {
        std::vector<Real> counted;
        for (std::size_t m = 0; m < modes.size(); ++m) {
            const Real person_km = base_person_km[m] * modes[m].band_shares[b];
            base_person_km_[b * modes.size() + m] = person_km;
            counted.push_back(select(person_km > Real(0.0), Real(1.0), Real(0.0)));
        }
        scale_.push_back(model::band_scale<Real>(
            p.passenger.intercity.logit_scale,
            std::span<const Real>(base_cost_).subspan(b * modes.size(), modes.size()), counted));
    }
}

template <class Real>
std::vector<Real> IntercityTravelModel<Real>::costs(const TravelConditions<Real>& now,
                                                    Service seen) const {
    const IntercityTravel<RunKind<Real>>& intercity = p_.passenger.intercity;
    const Real time_value = now.economy->time_value * intercity.time_value_factor;
    const model::TimeWeights<Real> weights{.in_vehicle = 1.0, .access = 1.0};
    const std::size_t modes = intercity.modes.size();
    std::vector<Real> cost(intercity.bands.size() * modes);
    for (std::size_t m = 0; m < modes; ++m) {
        const std::size_t id = s_.intercity_modes[m];
        const auto& labour = p_.passenger.modes[id].labour_share;
        // The fare of a private vehicle is its running cost per person, and moves with it.
        const Real running = p_.passenger.modes[id].wear && seen == Service::actual
                                 ? Real(now.running_cost[id] / base_.running_cost[id])
                                 : Real(1.0);
        model::TripService<Real> service;
        service.speed = intercity.modes[m].speed;
        service.access_time = intercity.modes[m].access_time;
        service.cost_per_km =
            intercity.modes[m].fare * running *
            (seen == Service::actual ? policies_.fare.at(id, now.year) : Real(1.0)) *
            model::fare_with_labour<Real>(Real(1.0), labour ? *labour : Real(0.0),
                                          now.economy->income_ratio);
        for (std::size_t b = 0; b < intercity.bands.size(); ++b) {
            service.distance = intercity.bands[b].distance;
            cost[b * modes + m] = model::generalised_cost<Real>(service, weights, time_value);
        }
    }
    return cost;
}

template <class Real>
std::vector<Real> IntercityTravelModel<Real>::travel(const TravelConditions<Real>& now) const {
    const IntercityTravel<RunKind<Real>>& intercity = p_.passenger.intercity;
    const std::size_t modes = intercity.modes.size();
    const std::vector<Real> cost = costs(now, Service::actual);
    const std::vector<Real> reference_cost = costs(now, Service::reference);
    const Real car_shift = model::ownership_shift<Real>(intercity.ownership_effect, now.cars_ratio);
    std::vector<Real> shift(cost.size(), Real(0.0));
    for (std::size_t b = 0; b < intercity.bands.size(); ++b) {
        for (std::size_t m = 0; m < modes; ++m) {
            if (s_.intercity_modes[m] == s_.car) shift[b * modes + m] = car_shift;
        }
    }
    std::vector<Real> person_km(cost.size());
    model::intercity_travel<Real>(
        {.growth = now.economy->population / base_population_ * now.economy->intercity_index,
         .shock = now.economy->intercity_shock,
         .induced = intercity.induced,
         .base_person_km = base_person_km_,
         .scale = scale_,
         .base_cost = base_cost_,
         .cost = cost,
         .utility_shift = shift,
         .reference_cost = reference_cost,
         .reference_shift = shift},
        person_km);
    std::vector<Real> by_mode(p_.passenger.modes.size(), Real(0.0));
    for (std::size_t i = 0; i < person_km.size(); ++i) {
        by_mode[s_.intercity_modes[i % modes]] += person_km[i];
    }
    return by_mode;
}

template class IntercityTravelModel<double>;
template class IntercityTravelModel<Lanes>;

}  // namespace tanlu::region
