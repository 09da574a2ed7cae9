#include "region/travel_conditions.hpp"

#include <algorithm>

#include "model/fleet_part.hpp"

namespace tanlu::region {
namespace {

template <class Real>
bool changes(const YearSeries<Real>& series, int year) {
    return any(!(abs(series.at(year)) <= Real(0.0)));
}

}  // namespace

template <class Real>
bool in_force(const TravelCondition<Real>& condition, int year) {
    if (!changes(condition.fraction, year)) return false;
    return std::any_of(condition.effects.begin(), condition.effects.end(), [&](const auto& effect) {
        return effect.removed || changes(effect.charge, year) ||
               changes(effect.charge_per_km, year) || changes(effect.utility, year);
    });
}

template <class Real>
std::vector<Real> condition_fractions(const Policies<Real>& policies, const FleetModel<Real>& fleet,
                                      int year) {
    std::vector<Real> fractions;
    for (const TravelCondition<Real>& condition : policies.conditions) {
        Real fraction = condition.fraction.at(year);
        if (condition.only && in_force(condition, year)) {
            std::vector<Real> weight;
            for (const auto& path : condition.only->weight) weight.push_back(path.at(year));
            fraction *= model::share_of_fleet<Real>(fleet.cohorts(condition.only->vehicle_class),
                                                    weight, condition.only->age.at(year));
        }
        fractions.push_back(fraction);
    }
    return fractions;
}

#define TANLU_INSTANTIATE(Real)                                                                    \
    template bool in_force(const TravelCondition<Real>&, int);                                     \
    template std::vector<Real> condition_fractions(const Policies<Real>&, const FleetModel<Real>&, \
                                                   int);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::region
