#include "model/generalised_cost.hpp"

#include "lanes/lanes.hpp"

namespace tanlu::model {

namespace {

/// Headway from which people time their arrival [min].
constexpr double kTimetableHeadway = 12.0;
/// Waiting per minute of headway below and above it [1].
constexpr double kRandomArrival = 0.5;
constexpr double kTimedArrival = 0.25;

template <class Real>
Real in_vehicle_time(const TripService<Real>& service) {
    return kMinutesPerHour * service.detour * service.distance / service.speed;
}

}  // namespace

template <class Real>
CostLine<Real> cost_line(const TripService<Real>& service, const TimeWeights<Real>& weights,
                         const Real& over_value_of_time) {
    const Real access = weights.access * service.access_time;
    const Real waiting = weights.wait * service.wait_time;
    const Real transfers = weights.transfer * service.transfers;
    return {.at_start = access + waiting + transfers + service.parking_time +
                        service.fixed_cost * over_value_of_time,
            .per_km = kMinutesPerHour * service.detour * weights.in_vehicle / service.speed +
                      service.cost_per_km * over_value_of_time};
}

template <class Real>
Real generalised_cost(const TripService<Real>& service, const TimeWeights<Real>& weights,
                      const Real& value_of_time) {
    return cost_line<Real>(service, weights, Real(1.0 / value_of_time)).at(service.distance);
}

template <class Real>
Real door_to_door_time(const TripService<Real>& service) {
    return in_vehicle_time(service) + service.access_time + service.wait_time +
           service.parking_time;
}

template <class Real>
Real waiting_time(const Real& headway) {
    const Real threshold = kTimetableHeadway;
    return kRandomArrival * min(headway, threshold) +
           kTimedArrival * positive_part(Real(headway - threshold));
}

template <class Real>
Real value_of_time(const Real& multiple, const Real& working_hours, const Real& base_income,
                   const Real& income, const Real& income_elasticity) {
    const Real base_value = multiple * base_income / working_hours / kMinutesPerHour;
    return base_value * pow_positive(Real(income / base_income), income_elasticity);
}

template <class Real>
Real fare_with_labour(const Real& base_fare, const Real& labour_share, const Real& income_ratio) {
    return base_fare * (1.0 - labour_share + labour_share * income_ratio);
}

template <class Real>
Real running_cost(const Real& fuel_cost, const Real& wear, const Real& occupancy) {
    return (fuel_cost + wear) / occupancy;
}

#define TANLU_INSTANTIATE(Real)                                                                 \
    template CostLine<Real> cost_line<Real>(const TripService<Real>&, const TimeWeights<Real>&, \
                                            const Real&);                                       \
    template Real generalised_cost<Real>(const TripService<Real>&, const TimeWeights<Real>&,    \
                                         const Real&);                                          \
    template Real door_to_door_time<Real>(const TripService<Real>&);                            \
    template Real waiting_time<Real>(const Real&);                                              \
    template Real value_of_time<Real>(const Real&, const Real&, const Real&, const Real&,       \
                                      const Real&);                                             \
    template Real fare_with_labour<Real>(const Real&, const Real&, const Real&);                \
    template Real running_cost<Real>(const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
