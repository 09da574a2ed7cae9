#include "region/intercity_travel.hpp"

#include <array>

#include "base/expects.hpp"
#include "model/generalised_cost.hpp"
#include "model/passenger.hpp"

namespace tanlu::region {

template <class Real>
IntercityTravelModel<Real>::IntercityTravelModel(const Parameters<RunKind<Real>>& p,
                                                 const Structure& s, const Policies<Real>& policies,
                                                 std::span<const Real> base_person_km,
                                                 const TravelConditions<Real>& base)
    : p_(p), s_(s), policies_(policies) {
    const std::size_t modes = p.passenger.intercity.modes.size();
    const std::size_t cells = p.passenger.intercity.bands.size() * modes;
    for (std::vector<Real>* table :
         {&space_.cost, &space_.reference_cost, &space_.shift, &space_.person_km}) {
        table->resize(cells);
    }
    base_person_km_.resize(p.passenger.intercity.bands.size());
    base_.assign(base_person_km_.size(), model::PivotBase<Real>(modes, 1));
    space_.differs.resize(modes);
    scale_.resize(p.passenger.intercity.bands.size());
    recalibrate(base_person_km, base);
}

template <class Real>
void IntercityTravelModel<Real>::recalibrate(std::span<const Real> base_person_km,
                                             const TravelConditions<Real>& base) {
    const auto& modes = p_.passenger.intercity.modes;
    TANLU_EXPECTS(base_person_km.size() == modes.size() && modes.size() <= model::kMaxAlternatives);
    base_running_cost_ = base.running_cost;
    base_population_ = base.economy->population;
    find_costs(base);
    base_cost_ = space_.reference_cost;
    const std::array<std::size_t, model::kMaxAlternatives> one_nest{};
    const std::array<Real, 1> mu{Real(1.0)};
    const model::Nests<Real> plain_logit{.nest_of = std::span(one_nest).first(modes.size()),
                                         .mu = mu};
    for (std::size_t b = 0; b < scale_.size(); ++b) {
        std::array<Real, model::kMaxAlternatives> person_km;
        std::array<Real, model::kMaxAlternatives> counted;
        Real total = 0.0;
        for (std::size_t m = 0; m < modes.size(); ++m) {
            person_km[m] = base_person_km[m] * modes[m].band_shares[b];
            total += person_km[m];
            counted[m] = select(person_km[m] > Real(0.0), Real(1.0), Real(0.0));
        }
        base_person_km_[b] = total;
        base_[b].set(plain_logit, std::span<const Real>(person_km).first(modes.size()));
        scale_[b] = model::band_scale<Real>(
            p_.passenger.intercity.logit_scale,
            std::span<const Real>(base_cost_).subspan(b * modes.size(), modes.size()),
            std::span<const Real>(counted).first(modes.size()));
    }
}

template <class Real>
model::CostLine<Real> IntercityTravelModel<Real>::cost_line(std::size_t mode,
                                                            const TravelConditions<Real>& now,
                                                            Service seen,
                                                            const Real& over_time_value) const {
    const auto& from = p_.passenger.intercity.modes[mode];
    const std::size_t id = s_.intercity_modes[mode];
    const auto& labour = p_.passenger.modes[id].labour_share;
    // The fare of a private vehicle is its running cost per person, and moves with it.
    const Real running = p_.passenger.modes[id].wear && seen == Service::actual
                             ? Real(now.running_cost[id] / base_running_cost_[id])
                             : Real(1.0);
    model::TripService<Real> service;
    service.speed = from.speed;
    service.access_time = from.access_time;
    service.cost_per_km = from.fare * running *
                          (seen == Service::actual ? policies_.fare.at(id, now.year) : Real(1.0)) *
                          model::fare_with_labour<Real>(Real(1.0), labour ? *labour : Real(0.0),
                                                        now.economy->income_ratio);
    return model::cost_line<Real>(service, {.in_vehicle = 1.0, .access = 1.0}, over_time_value);
}

template <class Real>
void IntercityTravelModel<Real>::find_costs(const TravelConditions<Real>& now) const {
    const IntercityTravel<RunKind<Real>>& intercity = p_.passenger.intercity;
    const Real over_time_value = 1.0 / (now.economy->time_value * intercity.time_value_factor);
    const std::size_t modes = intercity.modes.size();
    for (std::size_t m = 0; m < modes; ++m) {
        const std::size_t id = s_.intercity_modes[m];
        const bool differs = p_.passenger.modes[id].wear || policies_.fare.is_set(id);
        const model::CostLine<Real> reference =
            cost_line(m, now, Service::reference, over_time_value);
        const model::CostLine<Real> actual =
            differs ? cost_line(m, now, Service::actual, over_time_value) : reference;
        space_.differs[m] = differs ? 1 : 0;
        for (std::size_t b = 0; b < intercity.bands.size(); ++b) {
            space_.cost[b * modes + m] = actual.at(intercity.bands[b].distance);
            space_.reference_cost[b * modes + m] = reference.at(intercity.bands[b].distance);
        }
    }
}

template <class Real>
void IntercityTravelModel<Real>::travel(const TravelConditions<Real>& now,
                                        std::vector<Real>& by_mode) const {
    const IntercityTravel<RunKind<Real>>& intercity = p_.passenger.intercity;
    const std::size_t modes = intercity.modes.size();
    const Real car_shift = model::ownership_shift<Real>(intercity.ownership_effect, now.cars_ratio);
    find_costs(now);
    for (std::size_t i = 0; i < space_.shift.size(); ++i) {
        space_.shift[i] = s_.intercity_modes[i % modes] == s_.car ? car_shift : Real(0.0);
    }
    model::intercity_travel<Real>(
        {.base = base_,
         .growth = now.economy->population / base_population_ * now.economy->intercity_index,
         .shock = now.economy->intercity_shock,
         .induced = intercity.induced,
         .base_person_km = base_person_km_,
         .scale = scale_,
         .base_cost = base_cost_,
         .cost = space_.cost,
         .utility_shift = space_.shift,
         .reference_cost = space_.reference_cost,
         .reference_shift = space_.shift,
         .differs = space_.differs},
        space_.person_km);
    by_mode.assign(p_.passenger.modes.size(), Real(0.0));
    for (std::size_t i = 0; i < space_.person_km.size(); ++i) {
        by_mode[s_.intercity_modes[i % modes]] += space_.person_km[i];
    }
}

template class IntercityTravelModel<double>;
template class IntercityTravelModel<Lanes>;

}  // namespace tanlu::region
