#pragma once
// Roads answer traffic and traffic answers roads: congestion, induced travel, distance rebound
// (docs/theory §6.6). Each takes last year's state, so a year needs no iteration.

namespace tanlu::model {

/// The one channel through which new lanes act; both together would count them twice.
enum class InducedTravel {
    elasticity,  ///< lanes raise vehicle-km by an elasticity and leave speed as it is
    speed,       ///< lanes raise speed, and speed draws traffic
};

/// Traffic per lane against the base year [1], from vehicle-km and lane-km over their base values.
///   speed:       (vkm/vkm_0) / (lane/lane_0)
///   elasticity:  (vkm/vkm_0) / X, the traffic without what the new lanes X have drawn
template <class Real>
Real traffic_density(const Real& vehicle_km_ratio, const Real& lane_km_ratio,
                     const Real& induced_factor, InducedTravel channel);

/// Road speed of the next year [km/h] from this year's traffic density against the base year.
///   v = v_0 * clamp(density^-eta, 0.5, 1.5)
/// eta: 0.3 by default, to be calibrated.
template <class Real>
Real congested_speed(const Real& base_speed, const Real& density, const Real& elasticity);

/// Factor on car and truck vehicle-km from road building [1], adjusting by part every year.
///   X_t = X_{t-1}^(1 - rho) * (lane_t / lane_0)^(eps rho)
/// eps: long-run elasticity, rho: share of the way gone in a year. China 1990-2010: 0.185 in the
/// short run, 0.436 in the long run, so rho = 0.424 (S:Zhao13). X_0 = 1.
template <class Real>
Real induced_traffic(const Real& previous_factor, const Real& lane_km_ratio,
                     const Real& long_run_elasticity, const Real& adjustment);

/// Factor on trip length [1] from last year's mean door-to-door speed against the parent scenario.
///   (v / v_ref)^eps_v
/// eps_v = 1 is a constant time budget (S:TTB), stable only as a world average (S:Schafer);
/// default 0.5, to be calibrated.
template <class Real>
Real distance_rebound(const Real& speed, const Real& reference_speed, const Real& elasticity);

}  // namespace tanlu::model
