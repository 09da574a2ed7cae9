#include "region/travel_conditions.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/expects.hpp"
#include "model/choice.hpp"
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
void condition_fractions(const Policies<Real>& policies, const FleetModel<Real>& fleet, int year,
                         std::vector<Real>& fractions) {
    fractions.clear();
    for (const TravelCondition<Real>& condition : policies.conditions) {
        Real fraction = condition.fraction.at(year);
        if (condition.only && in_force(condition, year)) {
            std::array<Real, model::kMaxAlternatives> weight;
            const std::size_t count = condition.only->weight.size();
            TANLU_EXPECTS(count <= weight.size());
            for (std::size_t k = 0; k < count; ++k) weight[k] = condition.only->weight[k].at(year);
            fraction *= model::share_of_fleet<Real>(fleet.cohorts(condition.only->vehicle_class),
                                                    std::span<const Real>(weight).first(count),
                                                    condition.only->age.at(year));
        }
        fractions.push_back(fraction);
    }
}

template <class Real>
std::vector<Real> condition_fractions(const Policies<Real>& policies, const FleetModel<Real>& fleet,
                                      int year) {
    std::vector<Real> fractions;
    condition_fractions(policies, fleet, year, fractions);
    return fractions;
}

#define TANLU_INSTANTIATE(Real)                                                                    \
    template bool in_force(const TravelCondition<Real>&, int);                                     \
    template void condition_fractions(const Policies<Real>&, const FleetModel<Real>&, int,         \
                                      std::vector<Real>&);                                         \
    template std::vector<Real> condition_fractions(const Policies<Real>&, const FleetModel<Real>&, \
                                                   int);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::region
