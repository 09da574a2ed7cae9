#pragma once
// Members of Measure, for the files of the levers.
#include <algorithm>
#include <cmath>
#include <string>

#include "levers/lever.hpp"
#include "model/choice.hpp"
#include "plan/compile.hpp"

namespace tanlu::levers {

template <class Real>
int Measure<Real>::first_year(std::string_view key) const {
    return std::max(base_year + 1, policy.parameter(key)->anchors.front().year);
}

template <class Real>
YearSeries<Real> Measure<Real>::series(std::string_view key) const {
    const Trajectory* path = policy.parameter(key);
    for (const auto& one : drawn) {
        if (one.path == path) return one.series;
    }
    return plan::compile_series<Real>(*path, base_year, horizon);
}

template <class Real>
template <class Entries>
std::vector<std::size_t> Measure<Real>::selected(std::string_view key,
                                                 const Entries& entries) const {
    std::vector<std::size_t> positions;
    const config::Selection* selection = policy.selection(key);
    if (selection == nullptr) {
        for (std::size_t i = 0; i < entries.size(); ++i) positions.push_back(i);
        return positions;
    }
    for (const Name& id : selection->ids) {
        positions.push_back(region::position_of(entries, id.text));
    }
    std::sort(positions.begin(), positions.end());
    return positions;
}

template <class Real>
template <class Act>
void Measure<Real>::each_year(std::string_view key, Act act) const {
    if (policy.parameter(key) == nullptr) return;
    const YearSeries<Real> numbers = series(key);
    for (int year = first_year(key); year <= horizon; ++year) act(year, numbers.at(year));
}

template <class Real>
template <class Act>
void Measure<Real>::each_year(std::string_view key, const Trajectory& path, Act act) const {
    YearSeries<Real> numbers = plan::compile_series<Real>(path, base_year, horizon);
    const Trajectory* own = policy.parameter(key);
    for (const auto& one : drawn) {
        if (one.path != own) continue;  // the other numbers are the policy's in another unit
        for (std::size_t i = 0; i < numbers.values.size(); ++i) {
            const double scale =
                path.anchors.front().value.number / own->anchors.front().value.number;
            numbers.values[i] = one.series.values[i] * scale;
        }
    }
    for (int year = first_year(key); year <= horizon; ++year) act(year, numbers.at(year));
}

template <class Real>
YearSeries<Real> Measure<Real>::strength(std::string_view key) const {
    YearSeries<Real> series = years(0.0);
    each_year(key, [&](int year, const Real& value) { series.at(year) = value; });
    return series;
}

template <class Real>
YearSeries<Real> Measure<Real>::describing(std::string_view key, double otherwise) const {
    return policy.parameter(key) != nullptr ? series(key) : years(otherwise);
}

namespace detail {

/// Calls act(class, position, slot) for every selected technology for which `counts` holds.
template <class Real, class Counts, class Act>
bool each_selected(const Measure<Real>& measure, Counts counts, Act act) {
    const std::vector<std::size_t> technologies =
        measure.selected("technology", measure.parameters.technologies);
    bool found = false;
    for (const std::size_t v : measure.selected("class", measure.parameters.classes)) {
        const auto& slots = measure.structure.classes[v].technologies;
        for (std::size_t k = 0; k < slots.size(); ++k) {
            if (!counts(measure.parameters.classes[v].technologies[k])) continue;
            if (!std::binary_search(technologies.begin(), technologies.end(),
                                    slots[k].technology)) {
                continue;
            }
            act(v, k, slots[k]);
            found = true;
        }
    }
    return found;
}

}  // namespace detail

template <class Real>
template <class Act>
void Measure<Real>::each_technology(Act act) const {
    const auto on_sale = [](const auto& technology) { return technology.on_sale; };
    if (!detail::each_selected(*this, on_sale, act)) {
        error("the policy matches nothing (no selected technology is on sale in the classes)",
              "see `tanlu show` for the technologies of each class");
    }
}

template <class Real>
template <class Act>
void Measure<Real>::each_owned(Act act) const {
    if (!detail::each_selected(
            *this, [](const auto&) { return true; }, act)) {
        error("the policy matches nothing (the classes have none of the technologies)",
              "see `tanlu show` for the technologies of each class");
    }
}

template <class Real>
YearSeries<Real> Measure<Real>::years(double value) const {
    return {base_year,
            std::vector<Real>(static_cast<std::size_t>(horizon - base_year + 1), Real(value))};
}

template <class Real>
void Measure<Real>::only_once(region::Policies<Real>& policies, std::string_view key,
                              std::size_t item, const std::string& what) const {
    const auto& anchors = policy.parameter(key)->anchors;
    const bool acts = std::any_of(anchors.begin(), anchors.end(),
                                  [](const auto& anchor) { return anchor.value.number > 0.0; });
    if (!acts || policies.taken.insert({policy.lever.text, item}).second) return;
    error("another policy of this lever acts on '" + what + "' (their strengths do not add)",
          "join the two in one policy, or replace that of the parent");
}

/// Where an alternative stands in a nested choice in the base year.
template <class Real>
struct NestPlace {
    Real share;       ///< of the alternative among all [1]
    Real nest_share;  ///< of its nest [1]
    Real mu;          ///< of its nest [1]; 1 where there are no nests
};

/// Shift of utility that multiplies the base-year share by 1 + effect, all else equal (§6.7). A
/// share of 0 has nothing to multiply. An effect that the share cannot take is an error of the
/// policy, or, in another sample of the batch than the first, a problem of that sample.
template <class Real>
Real shift_of_effect(const Measure<Real>& measure, region::Policies<Real>& policies,
                     const NestPlace<Real>& place, const Real& effect, const std::string& of) {
    const auto exists = place.share > Real(0.0);
    const Real shift = select(
        exists,
        model::effect_to_utility_in_nest<Real>(place.share, place.nest_share, place.mu, effect),
        Real(0.0));
    const auto is_finite = model::is_finite(shift);
    policies.status.raise(!is_finite, model::Problem::domain_error);
    if (!model::is_on(is_finite, 0)) {
        measure.error("the effect takes the share of " + of + " out of the range 0 to 100 %",
                      "it is " + std::to_string(std::lround(100.0 * lane(place.share, 0))) +
                          " % in the base year; an effect of 20 % raises it by a fifth");
    }
    return select(is_finite, shift, Real(0.0));
}

/// The lever of a struct with a static spec() and a static apply<Real>(measure, policies).
template <class Definition>
Lever make_lever() {
    return {Definition::spec(), &Definition::template apply<double>,
            &Definition::template apply<Lanes>};
}

// What policies may reasonably pay or charge, so that a slip of the unit is told: for a vehicle, or
// a year of it, and for a trip or a kilometre of it [CNY2020].
inline constexpr Range kVehicleMoney{0.0, 1e7};
inline constexpr Range kTripMoney{0.0, 1e4};

// Selectors that several levers share.
config::SelectorSpec class_selector(std::string example = {});
config::SelectorSpec technology_selector(std::string example = {});
config::SelectorSpec settlement_selector();

}  // namespace tanlu::levers
