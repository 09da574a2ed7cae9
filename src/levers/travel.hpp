#pragma once
// What the levers of passenger travel share: modes of settlements, factors on service, conditions
// that part of the trips face.
#include <string>

#include "levers/measure.hpp"
#include "model/condition_mixture.hpp"
#include "model/drawn_shares.hpp"
#include "region/travel_conditions.hpp"

namespace tanlu::levers {

/// Modes that make local trips; required unless said otherwise.
config::SelectorSpec mode_selector(config::Requirement requirement = config::Requirement::required,
                                   std::string example = "bus");

/// A relative change of something, e.g. of a time, at most the loss of 90 %.
config::ParameterSpec change(std::string key, std::string doc, double example = -0.2);

/// A number that only describes the policy: it has no strength of its own.
config::ParameterSpec described(std::string key, std::string unit, std::string doc, Range range,
                                config::Requirement requirement);

/// Calls act(settlement, position among its modes, cell of the policy tables) for every given mode
/// of the selected settlements. A policy that finds none is an error.
template <class Real, class Act>
void each_service(const Measure<Real>& measure, const std::vector<std::size_t>& modes, Act act) {
    const auto& local = measure.parameters.passenger.local;
    const auto& all_modes = measure.parameters.passenger.modes;
    bool found = false;
    for (const std::size_t s : measure.selected("settlement", local.settlements)) {
        for (const std::size_t m : modes) {
            const auto& offered = local.settlements[s].modes;
            const std::size_t i = region::position_of(offered, all_modes[m].id.text);
            if (i == offered.size()) continue;
            found = true;
            act(s, i, s * all_modes.size() + m);
        }
    }
    if (!found) {
        measure.error("the policy matches nothing (the modes make no local trips there)");
    }
}

/// The same for the modes selected under `mode`.
template <class Real, class Act>
void each_service(const Measure<Real>& measure, Act act) {
    each_service(measure, measure.selected("mode", measure.parameters.passenger.modes), act);
}

/// Multiplies an item of a table by 1 + the number given under `key`.
template <class Real>
void scale(const Measure<Real>& measure, std::string_view key, region::YearTable<Real>& table,
           std::size_t item) {
    measure.each_year(
        key, [&](int year, const Real& change) { table.edit(item, year) *= 1.0 + change; });
}

/// Divides an item of a table of times by 1 + a change of speed.
template <class Real>
void speed_up(const Measure<Real>& measure, std::string_view key, region::YearTable<Real>& times,
              std::size_t item) {
    measure.each_year(
        key, [&](int year, const Real& change) { times.edit(item, year) /= 1.0 + change; });
}

/// Raises the coverage of a mode by the change given under `key` (docs/theory §6.5): mu of its nest
/// times the logarithm, so that within the nest its odds move as its coverage.
template <class Real>
void widen_coverage(const Measure<Real>& measure, std::string_view key,
                    region::Policies<Real>& policies, std::size_t cell) {
    const auto& passenger = measure.parameters.passenger;
    const Name& nest = passenger.modes[cell % passenger.modes.size()].nest;
    const Real mu = passenger.nests[region::position_of(passenger.nests, nest.text)].mu;
    measure.each_year(key, [&](int year, const Real& change) {
        policies.mode_utility.edit(cell, year) +=
            mu * model::coverage_shift<Real>(1.0 + change, Real(1.0));
    });
}

/// Shift of utility that changes the share of a mode of a settlement by an effect (§6.7), in its
/// nest of the local mode choice. Distance bands in which a mode is not available are not looked
/// at.
template <class Real>
Real service_shift(const Measure<Real>& measure, region::Policies<Real>& policies,
                   std::size_t settlement, std::size_t mode, const Real& effect) {
    const auto& passenger = measure.parameters.passenger;
    const auto& from = passenger.local.settlements[settlement];
    const auto nest_of = [&](const Name& id) -> const Name& {
        return passenger.modes[region::position_of(passenger.modes, id.text)].nest;
    };
    const Name& nest = nest_of(from.modes[mode].id);
    Real nest_share = 0.0;
    Real sum = 0.0;
    for (const auto& other : from.modes) {
        if (nest_of(other.id) == nest) nest_share += other.share;
        sum += other.share;
    }
    const Real scale_to_one = model::share_scale<Real>(sum);
    const Real mu = passenger.nests[region::position_of(passenger.nests, nest.text)].mu;
    return shift_of_effect<Real>(
        measure, policies,
        {Real(from.modes[mode].share * scale_to_one), Real(nest_share * scale_to_one), mu}, effect,
        "'" + from.modes[mode].id.text + "' in '" + from.id.text + "'");
}

/// Raises the shares of the selected modes by the effect given under `effect`.
template <class Real>
void raise_shares(const Measure<Real>& measure, region::Policies<Real>& policies) {
    each_service(measure, [&](std::size_t s, std::size_t i, std::size_t cell) {
        measure.each_year("effect", [&](int year, const Real& effect) {
            policies.mode_utility.edit(cell, year) +=
                service_shift(measure, policies, s, i, effect);
        });
    });
}

/// An effect of a condition on a mode, nothing so far.
template <class Real>
region::ConditionEffect<Real> effect_on(const Measure<Real>& measure, std::size_t mode) {
    const YearSeries<Real> nothing = measure.years(0.0);
    return {mode, false, nothing, nothing, nothing};
}

/// The vehicles of a class that a condition is for, by weights of its technologies and from an age.
template <class Real, class Weight>
region::FleetPart<Real> fleet_part(const Measure<Real>& measure, std::size_t vehicle_class,
                                   Weight weight, YearSeries<Real> age) {
    region::FleetPart<Real> part{vehicle_class, {}, std::move(age)};
    for (const auto& slot : measure.structure.classes[vehicle_class].technologies) {
        YearSeries<Real>& weights = part.weight.emplace_back(measure.years(0.0));
        for (int year = measure.base_year; year <= measure.horizon; ++year) {
            weights.at(year) = weight(slot.technology, year);
        }
    }
    return part;
}

/// The vehicles of a class but for a part of its new-energy vehicles.
template <class Real>
region::FleetPart<Real> all_but_nev(const Measure<Real>& measure, std::size_t vehicle_class,
                                    const YearSeries<Real>& exempt) {
    const auto weight = [&](std::size_t technology, int year) {
        return measure.parameters.technologies[technology].nev ? Real(1.0 - exempt.at(year))
                                                               : Real(1.0);
    };
    return fleet_part(measure, vehicle_class, weight, measure.years(0.0));
}

/// Adds a condition, unless it is in force in no year. Too many at once are an error.
template <class Real>
void add_condition(const Measure<Real>& measure, region::TravelCondition<Real> condition,
                   region::Policies<Real>& policies) {
    bool acts = false;
    bool crowded = false;
    for (int year = measure.base_year; year <= measure.horizon; ++year) {
        if (!region::in_force(condition, year)) continue;
        acts = true;
        std::size_t together = 1;
        for (const auto& other : policies.conditions) {
            if (other.settlement != condition.settlement) continue;
            if (region::in_force(other, year)) ++together;
        }
        crowded |= together > model::kMaxConditions;
    }
    if (crowded) {
        const auto& settlements = measure.parameters.passenger.local.settlements;
        measure.error("travel in '" + settlements[condition.settlement].id.text +
                          "' would face more than " + std::to_string(model::kMaxConditions) +
                          " charges, bans and rewards at once",
                      "join some of them in one policy, or let them take turns");
    }
    if (acts) policies.conditions.push_back(std::move(condition));
}

/// The classes selected under `class` that carry passengers. A policy that finds none is an error.
template <class Real, class Act>
void each_passenger_class(const Measure<Real>& measure, Act act) {
    bool found = false;
    for (const std::size_t v : measure.selected("class", measure.parameters.classes)) {
        if (!measure.structure.classes[v].passenger_mode) continue;
        found = true;
        act(v);
    }
    if (!found) {
        measure.error("the policy matches nothing (none of the classes carries passengers)");
    }
}

}  // namespace tanlu::levers
