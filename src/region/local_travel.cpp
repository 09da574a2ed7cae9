#include "region/local_travel.hpp"

#include <algorithm>
#include <array>

#include "base/expects.hpp"
#include "lanes/special.hpp"
#include "model/drawn_shares.hpp"
#include "model/generalised_cost.hpp"
#include "model/passenger.hpp"
#include "model/trip_length.hpp"
#include "region/travel_conditions.hpp"

namespace tanlu::region {
namespace {

template <class Real>
Real value_or_zero(const std::optional<Real>& value) {
    return value ? *value : Real(0.0);
}

}  // namespace

template <class Real>
LocalTravelModel<Real>::Space::Space(std::size_t band_count, std::size_t modes)
    : bands(band_count),
      near(band_count),
      fare(modes),
      cost(band_count * modes),
      shift(band_count * modes),
      reference_cost(band_count * modes),
      reference_shift(band_count * modes),
      trips(band_count * modes),
      person_km(band_count * modes),
      base_share(band_count * modes),
      differs(modes) {}

template <class Real>
LocalTravelModel<Real>::LocalTravelModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                                         const Policies<Real>& policies,
                                         const TravelConditions<Real>& base)
    : p_(p),
      s_(s),
      policies_(policies),
      mu_(p.passenger.nests.size()),
      settlements_(p.passenger.local.settlements.size()),
      space_(p.passenger.local.band_edges.size(), s.local_modes.size()) {
    for (Calibrated& here : settlements_) {
        here.base.assign(p.passenger.local.band_edges.size(),
                         model::PivotBase<Real>(s.local_modes.size(), mu_.size()));
    }
    recalibrate(base);
}

template <class Real>
void LocalTravelModel<Real>::recalibrate(const TravelConditions<Real>& base) {
    base_running_cost_ = base.running_cost;
    for (std::size_t n = 0; n < mu_.size(); ++n) mu_[n] = p_.passenger.nests[n].mu;
    status_ = {};
    find_fares(base);
    for (std::size_t i = 0; i < settlements_.size(); ++i) calibrate(i, base);
}

template <class Real>
void LocalTravelModel<Real>::calibrate(std::size_t i, const TravelConditions<Real>& base) {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const auto& settlement = local.settlements[i];
    const std::size_t modes = s_.local_modes.size();
    const std::size_t band_count = local.band_edges.size();
    Calibrated& here = settlements_[i];
    here.shape = gamma_shape<Real>(settlement.trip_length_shape);
    find_bands(i, base);
    find_costs(i, base);
    here.base_cost = space_.reference_cost;

    Real sum = 0.0;
    for (const auto& mode : settlement.modes) sum += mode.share;
    const Real scale_to_one = model::share_scale<Real>(sum);
    std::array<Real, model::kMaxAlternatives> wanted;
    std::vector<Real>& available = space_.shift;
    for (std::size_t m = 0; m < modes; ++m) {
        const auto& mode = p_.passenger.modes[s_.local_modes[m]];
        const std::size_t offered = s_.settlement_modes[i][m];
        wanted[m] = offered == kAbsent ? Real(0.0) : settlement.modes[offered].share * scale_to_one;
        for (std::size_t b = 0; b < band_count; ++b) {
            available[b * modes + m] = offered == kAbsent ? Real(0.0) : mode.availability[b];
        }
    }
    here.scale.resize(band_count);
    for (std::size_t b = 0; b < band_count; ++b) {
        std::array<Real, model::kMaxAlternatives> counted;
        for (std::size_t m = 0; m < modes; ++m) {
            const bool motorised = p_.passenger.modes[s_.local_modes[m]].motorised;
            const auto used = available[b * modes + m] > Real(0.0) && wanted[m] > Real(0.0);
            counted[m] = motorised ? select(used, Real(1.0), Real(0.0)) : Real(0.0);
        }
        here.scale[b] = model::band_scale<Real>(local.logit_scale,
                                                std::span(here.base_cost).subspan(b * modes, modes),
                                                std::span<const Real>(counted).first(modes));
    }
    status_ |=
        model::base_shares<Real>({.nests = {.nest_of = s_.local_nests, .mu = mu_},
                                  .band_weight = space_.bands.weight,
                                  .scale = here.scale,
                                  .cost = here.base_cost,
                                  .availability = available},
                                 std::span<const Real>(wanted).first(modes), space_.base_share);
    for (std::size_t b = 0; b < band_count; ++b) {
        here.base[b].set({.nest_of = s_.local_nests, .mu = mu_},
                         std::span<const Real>(space_.base_share).subspan(b * modes, modes));
    }
}

template <class Real>
void LocalTravelModel<Real>::find_bands(std::size_t settlement,
                                        const TravelConditions<Real>& now) const {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const auto& from = local.settlements[settlement];
    Bands& bands = space_.bands;
    const Real length =
        from.trip_length * pow_positive(now.economy->income_index, local.length_elasticity);
    const GammaShape<Real>& shape = settlements_[settlement].shape;
    model::trip_bands<Real>(length, shape, local.band_edges, bands.weight, bands.distance);
    if (policies_.compactness.is_set(settlement)) {
        const Real strength = policies_.compactness.at(settlement, now.year);
        Bands& near = space_.near;
        model::trip_bands<Real>(local.compact_length, shape, local.band_edges, near.weight,
                                near.distance);
        model::shorten_trips<Real>(Real(local.compact_share * strength), near.weight, near.distance,
                                   bands.weight, bands.distance);
    }
}

template <class Real>
void LocalTravelModel<Real>::find_fares(const TravelConditions<Real>& now) const {
    for (std::size_t m = 0; m < s_.local_modes.size(); ++m) {
        const auto& mode = p_.passenger.modes[s_.local_modes[m]];
        space_.fare[m] = model::fare_with_labour<Real>(Real(1.0), value_or_zero(mode.labour_share),
                                                       now.economy->income_ratio);
    }
}

template <class Real>
bool LocalTravelModel<Real>::may_differ(std::size_t settlement, std::size_t local_mode) const {
    const std::size_t id = s_.local_modes[local_mode];
    const std::size_t cell = settlement * p_.passenger.modes.size() + id;
    return p_.passenger.modes[id].wear || policies_.fare.is_set(id) ||
           policies_.in_vehicle_time.is_set(cell) || policies_.access_time.is_set(cell) ||
           policies_.wait_time.is_set(cell) || policies_.mode_utility.is_set(cell);
}

template <class Real>
model::CostLine<Real> LocalTravelModel<Real>::cost_line(std::size_t settlement,
                                                        std::size_t local_mode,
                                                        const TravelConditions<Real>& now,
                                                        Service seen,
                                                        const Real& over_time_value) const {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const std::size_t id = s_.local_modes[local_mode];
    const auto& mode = p_.passenger.modes[id];
    const std::size_t offered = s_.settlement_modes[settlement][local_mode];
    const std::size_t cell = settlement * p_.passenger.modes.size() + id;
    const bool actual = seen == Service::actual;
    const auto factor = [&](const YearTable<Real>& table, std::size_t item) {
        return actual ? table.at(item, now.year) : Real(1.0);
    };
    const Real fare_factor = factor(policies_.fare, id) * space_.fare[local_mode];
    model::TripService<Real> service;
    service.detour = local.detour;
    service.speed = local.settlements[settlement].modes[offered].speed /
                    factor(policies_.in_vehicle_time, cell);
    service.access_time = value_or_zero(mode.access_time) * factor(policies_.access_time, cell);
    service.wait_time = value_or_zero(mode.wait_time) * factor(policies_.wait_time, cell);
    service.fixed_cost = value_or_zero(mode.fixed_fare) * fare_factor;
    service.cost_per_km = value_or_zero(mode.fare) * fare_factor +
                          (actual ? now.running_cost : base_running_cost_)[id];
    return model::cost_line<Real>(
        service, {.in_vehicle = 1.0, .access = local.access_weight, .wait = local.wait_weight},
        over_time_value);
}

template <class Real>
void LocalTravelModel<Real>::find_costs(std::size_t settlement,
                                        const TravelConditions<Real>& now) const {
    const std::size_t modes = s_.local_modes.size();
    const Real over_time_value = 1.0 / now.economy->time_value;
    const std::vector<Real>& distance = space_.bands.distance;
    for (std::size_t m = 0; m < modes; ++m) {
        model::CostLine<Real> actual;
        model::CostLine<Real> reference;
        space_.differs[m] = may_differ(settlement, m) ? 1 : 0;
        if (s_.settlement_modes[settlement][m] != kAbsent) {
            reference = cost_line(settlement, m, now, Service::reference, over_time_value);
            actual = space_.differs[m] != 0
                         ? cost_line(settlement, m, now, Service::actual, over_time_value)
                         : reference;
        }
        for (std::size_t b = 0; b < distance.size(); ++b) {
            space_.reference_cost[b * modes + m] = reference.at(distance[b]);
            space_.cost[b * modes + m] = actual.at(distance[b]);
        }
    }
}

template <class Real>
void LocalTravelModel<Real>::find_shifts(std::size_t settlement, const TravelConditions<Real>& now,
                                         const Real& car_shift) const {
    const std::size_t modes = s_.local_modes.size();
    const std::size_t first_cell = settlement * p_.passenger.modes.size();
    for (std::size_t m = 0; m < modes; ++m) {
        const std::size_t id = s_.local_modes[m];
        const Real ownership = id == s_.car ? car_shift : Real(0.0);
        const Real total = ownership + policies_.mode_utility.at(first_cell + id, now.year);
        for (std::size_t b = 0; b < space_.bands.weight.size(); ++b) {
            space_.shift[b * modes + m] = total;
            space_.reference_shift[b * modes + m] = ownership;
        }
    }
}

template <class Real>
std::span<const model::TripCondition<Real>> LocalTravelModel<Real>::conditions(
    std::size_t settlement, const TravelConditions<Real>& now) const {
    const std::size_t modes = s_.local_modes.size();
    const Bands& bands = space_.bands;
    std::vector<model::TripCondition<Real>>& faced = space_.conditions;
    std::size_t count = 0;
    for (std::size_t c = 0; c < policies_.conditions.size(); ++c) {
        const TravelCondition<Real>& condition = policies_.conditions[c];
        if (condition.settlement != settlement || !in_force(condition, now.year)) continue;
        TANLU_EXPECTS(c < now.fractions.size());
        if (count == faced.size()) faced.emplace_back();
        model::TripCondition<Real>& here = faced[count++];
        here.fraction = now.fractions[c];
        here.cost.assign(bands.weight.size() * modes, Real(0.0));
        here.utility.assign(bands.weight.size() * modes, Real(0.0));
        here.touches.assign(modes, 0);
        for (const ConditionEffect<Real>& effect : condition.effects) {
            const auto found = std::find(s_.local_modes.begin(), s_.local_modes.end(), effect.mode);
            TANLU_EXPECTS(found != s_.local_modes.end());
            const auto m = static_cast<std::size_t>(found - s_.local_modes.begin());
            here.touches[m] = 1;
            const Real utility =
                effect.removed ? Real(-model::kInfinity) : effect.utility.at(now.year);
            for (std::size_t b = 0; b < bands.weight.size(); ++b) {
                const Real money = effect.charge.at(now.year) +
                                   bands.distance[b] * effect.charge_per_km.at(now.year);
                here.cost[b * modes + m] += money / now.economy->time_value;
                here.utility[b * modes + m] += utility;
            }
        }
    }
    return std::span<const model::TripCondition<Real>>(faced).first(count);
}

template <class Real>
void LocalTravelModel<Real>::travel(const TravelConditions<Real>& now, Travel& result) const {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const std::size_t modes = s_.local_modes.size();
    const std::size_t all_modes = p_.passenger.modes.size();
    const Economy<Real>& economy = *now.economy;
    const Real rural = economy.population - economy.urban_population;
    const Real car_shift = model::ownership_shift<Real>(local.ownership_effect, now.cars_ratio);

    result.trips.assign(local.settlements.size() * all_modes, Real(0.0));
    result.person_km.assign(local.settlements.size() * all_modes, Real(0.0));
    find_fares(now);
    for (std::size_t i = 0; i < local.settlements.size(); ++i) {
        const auto& settlement = local.settlements[i];
        const Calibrated& here = settlements_[i];
        find_bands(i, now);
        find_costs(i, now);
        find_shifts(i, now, car_shift);
        const Real people =
            (settlement.urban ? economy.urban_population : rural) * settlement.population_share;
        model::mixed_local_travel<Real>(
            {.base = here.base,
             .trips = model::yearly_trips<Real>(people, settlement.trip_rate, economy.local_shock) *
                      policies_.trip_rate.at(i, now.year),
             .induced = local.induced,
             .band_weight = space_.bands.weight,
             .distance = space_.bands.distance,
             .scale = here.scale,
             .base_cost = here.base_cost,
             .cost = space_.cost,
             .utility_shift = space_.shift,
             .reference_cost = space_.reference_cost,
             .reference_shift = space_.reference_shift,
             .differs = space_.differs},
            conditions(i, now), space_.trips, space_.person_km, space_.mixture);
        for (std::size_t cell = 0; cell < space_.trips.size(); ++cell) {
            const std::size_t mode = i * all_modes + s_.local_modes[cell % modes];
            result.trips[mode] += space_.trips[cell];
            result.person_km[mode] += space_.person_km[cell];
        }
    }
}

template <class Real>
typename LocalTravelModel<Real>::Travel LocalTravelModel<Real>::travel(
    const TravelConditions<Real>& now) const {
    Travel result;
    travel(now, result);
    return result;
}

template class LocalTravelModel<double>;
template class LocalTravelModel<Lanes>;

}  // namespace tanlu::region
