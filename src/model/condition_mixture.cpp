#include "model/condition_mixture.hpp"

#include "base/expects.hpp"
#include "lanes/lanes.hpp"

namespace tanlu::model {
namespace {

template <class Real>
std::vector<Real> sum_of(std::span<const Real> a, const std::vector<Real>& b) {
    TANLU_EXPECTS(a.size() == b.size());
    std::vector<Real> sum(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) sum[i] = a[i] + b[i];
    return sum;
}

}  // namespace

template <class Real>
void mixed_local_travel(const LocalTravelYear<Real>& year,
                        std::span<const TripCondition<Real>> conditions, std::span<Real> trips,
                        std::span<Real> person_km) {
    TANLU_EXPECTS(conditions.size() <= kMaxConditions);
    if (conditions.empty()) {
        local_travel<Real>(year, trips, person_km);
        return;
    }
    const TripCondition<Real>& condition = conditions.front();
    mixed_local_travel<Real>(year, conditions.subspan(1), trips, person_km);

    const std::vector<Real> cost = sum_of<Real>(year.cost, condition.cost);
    const std::vector<Real> utility = sum_of<Real>(year.utility_shift, condition.utility);
    LocalTravelYear<Real> under = year;
    under.cost = cost;
    under.utility_shift = utility;
    std::vector<Real> trips_under(trips.size());
    std::vector<Real> person_km_under(trips.size());
    mixed_local_travel<Real>(under, conditions.subspan(1), trips_under, person_km_under);
    for (std::size_t i = 0; i < trips.size(); ++i) {
        trips[i] = mixture<Real>(condition.fraction, trips_under[i], trips[i]);
        person_km[i] = mixture<Real>(condition.fraction, person_km_under[i], person_km[i]);
    }
}

#define TANLU_INSTANTIATE(Real)                                                                   \
    template void mixed_local_travel<Real>(const LocalTravelYear<Real>&,                          \
                                           std::span<const TripCondition<Real>>, std::span<Real>, \
                                           std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
