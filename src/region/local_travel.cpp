#include "region/local_travel.hpp"

#include <algorithm>

#include "base/expects.hpp"
#include "lanes/special.hpp"
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
LocalTravelModel<Real>::LocalTravelModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                                         const Policies<Real>& policies,
                                         const TravelConditions<Real>& base)
    : p_(p), s_(s), policies_(policies), base_running_cost_(base.running_cost) {
    for (const auto& nest : p.passenger.nests) mu_.push_back(nest.mu);
    const model::Nests<Real> nests{.nest_of = s.local_nests, .mu = mu_};
    const LocalTravel<RunKind<Real>>& local = p.passenger.local;
    const std::size_t modes = s.local_modes.size();
    const std::size_t band_count = local.band_edges.size();

    for (std::size_t i = 0; i < local.settlements.size(); ++i) {
        const auto& settlement = local.settlements[i];
        settlements_.push_back({.shape = gamma_shape<Real>(settlement.trip_length_shape),
                                .scale = {},
                                .base_cost = {},
                                .base_share = std::vector<Real>(band_count * modes)});
        Calibrated& here = settlements_.back();
        const Bands bands_here = bands(i, base);
        here.base_cost = costs(i, bands_here, base, Service::reference);

        std::vector<Real> wanted(modes, Real(0.0));
        std::vector<Real> available(band_count * modes, Real(0.0));
        std::size_t reference = kAbsent;
        for (std::size_t m = 0; m < modes; ++m) {
            const auto& mode = p.passenger.modes[s.local_modes[m]];
            const std::size_t offered = s.settlement_modes[i][m];
            if (offered == kAbsent) continue;
            wanted[m] = settlement.modes[offered].share;
            if (reference == kAbsent && all(wanted[m] > Real(0.0))) reference = m;
            for (std::size_t b = 0; b < band_count; ++b) {
                available[b * modes + m] = mode.availability[b];
            }
        }
        for (std::size_t b = 0; b < band_count; ++b) {
            std::vector<Real> counted(modes, Real(0.0));
            for (std::size_t m = 0; m < modes; ++m) {
                const bool motorised = p.passenger.modes[s.local_modes[m]].motorised;
                const auto used = available[b * modes + m] > Real(0.0) && wanted[m] > Real(0.0);
                counted[m] = motorised ? select(used, Real(1.0), Real(0.0)) : Real(0.0);
            }
            here.scale.push_back(model::band_scale<Real>(
                local.logit_scale, std::span(here.base_cost).subspan(b * modes, modes), counted));
        }
        status_ |=
            model::base_shares<Real>({.nests = nests,
                                      .band_weight = bands_here.weight,
                                      .scale = here.scale,
                                      .cost = here.base_cost,
                                      .availability = available},
                                     wanted, reference == kAbsent ? 0 : reference, here.base_share);
    }
}

template <class Real>
typename LocalTravelModel<Real>::Bands LocalTravelModel<Real>::bands(
    std::size_t settlement, const TravelConditions<Real>& now) const {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const auto& from = local.settlements[settlement];
    const std::size_t count = local.band_edges.size();
    Bands result{std::vector<Real>(count), std::vector<Real>(count)};
    const Real length =
        from.trip_length * pow_positive(now.economy->income_index, local.length_elasticity);
    const GammaShape<Real>& shape = settlements_[settlement].shape;
    model::trip_bands<Real>(length, shape, local.band_edges, result.weight, result.distance);
    if (policies_.compactness.is_set(settlement)) {
        const Real strength = policies_.compactness.at(settlement, now.year);
        Bands near{std::vector<Real>(count), std::vector<Real>(count)};
        model::trip_bands<Real>(local.compact_length, shape, local.band_edges, near.weight,
                                near.distance);
        model::shorten_trips<Real>(Real(local.compact_share * strength), near.weight, near.distance,
                                   result.weight, result.distance);
    }
    return result;
}

template <class Real>
std::vector<Real> LocalTravelModel<Real>::costs(std::size_t settlement, const Bands& bands,
                                                const TravelConditions<Real>& now,
                                                Service seen) const {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const std::size_t modes = s_.local_modes.size();
    const bool actual = seen == Service::actual;
    const auto factor = [&](const YearTable<Real>& table, std::size_t item) {
        return actual ? table.at(item, now.year) : Real(1.0);
    };
    const model::TimeWeights<Real> weights{
        .in_vehicle = 1.0, .access = local.access_weight, .wait = local.wait_weight};
    std::vector<Real> cost(bands.weight.size() * modes, Real(0.0));
    for (std::size_t m = 0; m < modes; ++m) {
        const std::size_t id = s_.local_modes[m];
        const auto& mode = p_.passenger.modes[id];
        const std::size_t offered = s_.settlement_modes[settlement][m];
        if (offered == kAbsent) continue;
        const std::size_t cell = settlement * p_.passenger.modes.size() + id;
        const Real fare_factor =
            factor(policies_.fare, id) *
            model::fare_with_labour<Real>(Real(1.0), value_or_zero(mode.labour_share),
                                          now.economy->income_ratio);
        model::TripService<Real> service;
        service.detour = local.detour;
        service.speed = local.settlements[settlement].modes[offered].speed /
                        factor(policies_.in_vehicle_time, cell);
        service.access_time = value_or_zero(mode.access_time) * factor(policies_.access_time, cell);
        service.wait_time = value_or_zero(mode.wait_time) * factor(policies_.wait_time, cell);
        service.fixed_cost = value_or_zero(mode.fixed_fare) * fare_factor;
        service.cost_per_km = value_or_zero(mode.fare) * fare_factor +
                              (actual ? now.running_cost : base_running_cost_)[id];
        for (std::size_t b = 0; b < bands.weight.size(); ++b) {
            service.distance = bands.distance[b];
            cost[b * modes + m] =
                model::generalised_cost<Real>(service, weights, now.economy->time_value);
        }
    }
    return cost;
}

template <class Real>
std::vector<model::TripCondition<Real>> LocalTravelModel<Real>::conditions(
    std::size_t settlement, const Bands& bands, const TravelConditions<Real>& now) const {
    const std::size_t modes = s_.local_modes.size();
    const std::size_t cells = bands.weight.size() * modes;
    std::vector<model::TripCondition<Real>> faced;
    for (std::size_t c = 0; c < policies_.conditions.size(); ++c) {
        const TravelCondition<Real>& condition = policies_.conditions[c];
        if (condition.settlement != settlement || !in_force(condition, now.year)) continue;
        TANLU_EXPECTS(c < now.fractions.size());
        model::TripCondition<Real>& here = faced.emplace_back();
        here.fraction = now.fractions[c];
        here.cost.assign(cells, Real(0.0));
        here.utility.assign(cells, Real(0.0));
        for (const ConditionEffect<Real>& effect : condition.effects) {
            const auto found = std::find(s_.local_modes.begin(), s_.local_modes.end(), effect.mode);
            TANLU_EXPECTS(found != s_.local_modes.end());
            const auto m = static_cast<std::size_t>(found - s_.local_modes.begin());
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
    return faced;
}

template <class Real>
typename LocalTravelModel<Real>::Travel LocalTravelModel<Real>::travel(
    const TravelConditions<Real>& now) const {
    const LocalTravel<RunKind<Real>>& local = p_.passenger.local;
    const std::size_t modes = s_.local_modes.size();
    const std::size_t band_count = local.band_edges.size();
    const std::size_t all_modes = p_.passenger.modes.size();
    const model::Nests<Real> nests{.nest_of = s_.local_nests, .mu = mu_};
    const Economy<Real>& economy = *now.economy;
    const Real rural = economy.population - economy.urban_population;
    const Real car_shift = model::ownership_shift<Real>(local.ownership_effect, now.cars_ratio);

    Travel result{std::vector<Real>(local.settlements.size() * all_modes, Real(0.0)),
                  std::vector<Real>(local.settlements.size() * all_modes, Real(0.0))};
    std::vector<Real> shift(band_count * modes);
    std::vector<Real> reference_shift(band_count * modes);
    std::vector<Real> trips(band_count * modes);
    std::vector<Real> person_km(band_count * modes);
    for (std::size_t i = 0; i < local.settlements.size(); ++i) {
        const auto& settlement = local.settlements[i];
        const Calibrated& here = settlements_[i];
        const Bands bands_now = bands(i, now);
        const std::vector<Real> cost = costs(i, bands_now, now, Service::actual);
        const std::vector<Real> reference_cost = costs(i, bands_now, now, Service::reference);
        for (std::size_t m = 0; m < modes; ++m) {
            const std::size_t id = s_.local_modes[m];
            const Real ownership = id == s_.car ? car_shift : Real(0.0);
            const Real total = ownership + policies_.mode_utility.at(i * all_modes + id, now.year);
            for (std::size_t b = 0; b < band_count; ++b) {
                shift[b * modes + m] = total;
                reference_shift[b * modes + m] = ownership;
            }
        }
        const Real people =
            (settlement.urban ? economy.urban_population : rural) * settlement.population_share;
        model::mixed_local_travel<Real>(
            {.nests = nests,
             .trips = model::yearly_trips<Real>(people, settlement.trip_rate, economy.local_shock) *
                      policies_.trip_rate.at(i, now.year),
             .induced = local.induced,
             .band_weight = bands_now.weight,
             .distance = bands_now.distance,
             .scale = here.scale,
             .base_share = here.base_share,
             .base_cost = here.base_cost,
             .cost = cost,
             .utility_shift = shift,
             .reference_cost = reference_cost,
             .reference_shift = reference_shift},
            conditions(i, bands_now, now), trips, person_km);
        for (std::size_t b = 0; b < band_count; ++b) {
            for (std::size_t m = 0; m < modes; ++m) {
                const std::size_t cell = i * all_modes + s_.local_modes[m];
                result.trips[cell] += trips[b * modes + m];
                result.person_km[cell] += person_km[b * modes + m];
            }
        }
    }
    return result;
}

template class LocalTravelModel<double>;
template class LocalTravelModel<Lanes>;

}  // namespace tanlu::region
