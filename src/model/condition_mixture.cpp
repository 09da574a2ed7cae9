#include "model/condition_mixture.hpp"

#include "base/expects.hpp"
#include "lanes/lanes.hpp"

namespace tanlu::model {
namespace {

template <class Real>
void add(std::span<const Real> a, std::span<const Real> b, std::span<Real> sum) {
    TANLU_EXPECTS(a.size() == b.size() && a.size() == sum.size());
    for (std::size_t i = 0; i < a.size(); ++i) sum[i] = a[i] + b[i];
}

/// Modes that differ from the reference for either of two reasons; with no list, all may.
std::span<const std::uint8_t> either(std::span<const std::uint8_t> a,
                                     std::span<const std::uint8_t> b,
                                     std::vector<std::uint8_t>& result) {
    if (a.empty() || b.empty()) return {};
    TANLU_EXPECTS(a.size() == b.size());
    result.assign(a.begin(), a.end());
    for (std::size_t m = 0; m < b.size(); ++m) result[m] = a[m] | b[m];
    return result;
}

}  // namespace

template <class Real>
void mixed_local_travel(const LocalTravelYear<Real>& year,
                        std::span<const TripCondition<Real>> conditions, std::span<Real> trips,
                        std::span<Real> person_km, MixtureSpace<Real>& space) {
    TANLU_EXPECTS(conditions.size() <= kMaxConditions);
    if (conditions.empty()) {
        local_travel<Real>(year, trips, person_km);
        return;
    }
    const TripCondition<Real>& condition = conditions.front();
    mixed_local_travel<Real>(year, conditions.subspan(1), trips, person_km, space);

    typename MixtureSpace<Real>::Tables& own = space.levels[conditions.size() - 1];
    for (std::vector<Real>* table : {&own.cost, &own.utility, &own.trips, &own.person_km}) {
        table->resize(trips.size());
    }
    add<Real>(year.cost, condition.cost, own.cost);
    add<Real>(year.utility_shift, condition.utility, own.utility);
    LocalTravelYear<Real> under = year;
    under.cost = own.cost;
    under.utility_shift = own.utility;
    under.differs = either(year.differs, condition.touches, own.differs);
    mixed_local_travel<Real>(under, conditions.subspan(1), own.trips, own.person_km, space);
    for (std::size_t i = 0; i < trips.size(); ++i) {
        trips[i] = mixture<Real>(condition.fraction, own.trips[i], trips[i]);
        person_km[i] = mixture<Real>(condition.fraction, own.person_km[i], person_km[i]);
    }
}

template <class Real>
void mixed_local_travel(const LocalTravelYear<Real>& year,
                        std::span<const TripCondition<Real>> conditions, std::span<Real> trips,
                        std::span<Real> person_km) {
    MixtureSpace<Real> space;
    mixed_local_travel<Real>(year, conditions, trips, person_km, space);
}

#define TANLU_INSTANTIATE(Real)                                                                   \
    template void mixed_local_travel<Real>(const LocalTravelYear<Real>&,                          \
                                           std::span<const TripCondition<Real>>, std::span<Real>, \
                                           std::span<Real>, MixtureSpace<Real>&);                 \
    template void mixed_local_travel<Real>(const LocalTravelYear<Real>&,                          \
                                           std::span<const TripCondition<Real>>, std::span<Real>, \
                                           std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
