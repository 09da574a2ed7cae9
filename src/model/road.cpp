#include "model/road.hpp"

#include "lanes/lanes.hpp"

namespace tanlu::model {

namespace {

/// Limits of the answer of speed to traffic [1]; docs/theory §6.6.
constexpr double kLowestSpeedRatio = 0.5;
constexpr double kHighestSpeedRatio = 1.5;

}  // namespace

template <class Real>
Real traffic_density(const Real& vehicle_km_ratio, const Real& lane_km_ratio,
                     const Real& induced_factor, InducedTravel channel) {
    return channel == InducedTravel::speed ? Real(vehicle_km_ratio / lane_km_ratio)
                                           : Real(vehicle_km_ratio / induced_factor);
}

template <class Real>
Real congested_speed(const Real& base_speed, const Real& density, const Real& elasticity) {
    const Real ratio = pow_positive(density, Real(-elasticity));
    return base_speed * clamp(ratio, Real(kLowestSpeedRatio), Real(kHighestSpeedRatio));
}

template <class Real>
Real induced_traffic(const Real& previous_factor, const Real& lane_km_ratio,
                     const Real& long_run_elasticity, const Real& adjustment) {
    return pow_positive(previous_factor, Real(1.0 - adjustment)) *
           pow_positive(lane_km_ratio, Real(long_run_elasticity * adjustment));
}

template <class Real>
Real distance_rebound(const Real& speed, const Real& reference_speed, const Real& elasticity) {
    return pow_positive(Real(speed / reference_speed), elasticity);
}

#define TANLU_INSTANTIATE(Real)                                                                \
    template Real traffic_density<Real>(const Real&, const Real&, const Real&, InducedTravel); \
    template Real congested_speed<Real>(const Real&, const Real&, const Real&);                \
    template Real induced_traffic<Real>(const Real&, const Real&, const Real&, const Real&);   \
    template Real distance_rebound<Real>(const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
