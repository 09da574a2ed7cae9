#pragma once
// Passenger travel: base calibration, yearly pivot, trips and passenger-km by mode and band
// (docs/theory §6). Tables by band and mode are row-major: entry [band * modes + mode].
#include <cstddef>
#include <cstdint>
#include <span>

#include "model/choice.hpp"
#include "model/trip_length.hpp"

namespace tanlu::model {

/// Days in a year, as trip rates are daily; leap days are left out.
inline constexpr double kDaysPerYear = 365.0;

/// Sensitivity of the choice in one distance band [1/min], fixed at the base year.
///   lambda_b = lambda* / mean generalised cost,  the mean weighted by `weight`
/// A constant per minute would make long bands nearly deterministic. `weight` picks the modes that
/// count (motorised and available); the cost of a mode of weight 0 is not read. With none, 0.
template <class Real>
Real band_scale(const Real& logit_scale, std::span<const Real> cost, std::span<const Real> weight);

/// Shift of utility from ownership of vehicles:  delta ln(o / o_0)  [1]; that trips by car follow
/// ownership is seen in the Beijing lottery (S:Yang20).
template <class Real>
Real ownership_shift(const Real& strength, const Real& ownership_ratio);

/// Shift of utility from coverage:  ln(kappa / kappa_0)  [1]. Zero coverage now removes the mode;
/// a mode without coverage in the base year has no base share, so its shift is never read.
template <class Real>
Real coverage_shift(const Real& coverage, const Real& base_coverage);

/// Base shares by band and mode, from all-distance mode shares and what the bands allow.
///   V_bm = -lambda_b GC_bm + ASC_m,  the ASC by contraction, see calibrate_constants()
/// `scale` and `band_weight`: per band. `wanted_share`: per mode, sums to 1. Shares of a sample
/// with a problem are NaN.
template <class Real>
struct LocalBase {
    Nests<Real> nests;
    std::span<const Real> band_weight;
    std::span<const Real> scale;
    std::span<const Real> cost;          ///< generalised cost by band and mode [min]
    std::span<const Real> availability;  ///< weight in [0, 1] by band and mode
};
template <class Real>
Status<Real> base_shares(const LocalBase<Real>& base, std::span<const Real> wanted_share,
                         std::span<Real> share);

/// One year of local travel of one settlement type.
template <class Real>
struct LocalTravelYear {
    std::span<const PivotBase<Real>> base;  ///< P0 by mode, one for each band
    Real trips = 0.0;                       ///< before induced trips, see yearly_trips() [1/yr]
    Real induced = 0.0;                     ///< phi, exponent of trips on e^dLS [1]
    std::span<const Real> band_weight;      ///< of this year, see trip_bands()
    std::span<const Real> distance;         ///< mean trip length of the band this year [km]
    std::span<const Real> scale;            ///< lambda_b [1/min]
    std::span<const Real> base_cost;        ///< generalised cost in the base year [min]
    std::span<const Real> cost;             ///< generalised cost this year [min]
    std::span<const Real> utility_shift;    ///< ownership, coverage, policies, by band and mode
    /// Costs and shifts of a year with this income and ownership but base service and prices;
    /// empty: those of the base year.
    std::span<const Real> reference_cost{};
    std::span<const Real> reference_shift{};
    /// By mode, 0 where cost and shift are the same numbers in the reference year; empty: nowhere.
    std::span<const std::uint8_t> differs{};
};

/// Trips in a year before induced ones [1/yr]:  Pop 365 q factor.
/// `factor`: generation, growth of trips with income and the shock of the year, multiplied.
template <class Real>
Real yearly_trips(const Real& population, const Real& daily_rate, const Real& factor);

/// Trips [1/yr] and passenger-km [person km/yr] by band and mode.
///   dV_bm = -lambda_b (GC_bm - GC0_bm) + shift_bm;  P_b by the pivot form of the nested logit
///   trips_b = trips w_b e^(phi dLS_b);  trips_bm = trips_b P_bm;  pkm_bm = trips_bm d_b
/// dLS is the gain of log-sum over the reference year. e^(phi dLS) is the choice between travelling
/// and not: better service induces trips, prices suppress them. What income and ownership do to the
/// amount of travel is in its index already, so the reference has the same income and ownership. A
/// mode without base share stays at zero; so does a band without any.
template <class Real>
void local_travel(const LocalTravelYear<Real>& year, std::span<Real> trips,
                  std::span<Real> person_km);

/// One year of intercity travel.
template <class Real>
struct IntercityYear {
    std::span<const PivotBase<Real>> base;  ///< P0 by mode, one for each band
    Real growth = 1.0;                      ///< population and income index, over the base year [1]
    Real shock = 1.0;                       ///< multiplier of this year alone [1]
    Real induced = 0.0;                     ///< phi [1]
    std::span<const Real> base_person_km;   ///< by band [person km/yr]
    std::span<const Real> scale;            ///< lambda_b [1/min]
    std::span<const Real> base_cost;        ///< [min]
    std::span<const Real> cost;             ///< [min]
    std::span<const Real> utility_shift;
    std::span<const Real> reference_cost{};  ///< as in LocalTravelYear
    std::span<const Real> reference_shift{};
    std::span<const std::uint8_t> differs{};
};

/// Passenger-km by band and mode [person km/yr]; the choice within a band is a plain logit, the
/// base one of a single nest with mu = 1.
///   pkm_b = pkm0_b growth shock e^(phi dLS_b);  pkm_bm = pkm_b P_bm
template <class Real>
void intercity_travel(const IntercityYear<Real>& year, std::span<Real> person_km);

/// Mixture of two conditions [any unit]:  x_0 + pi (x_1 - x_0), where a fraction pi of trips faces
/// condition 1. The rule for yes-or-no conditions; averaged utilities would be wrong. Exactly x_0
/// where nobody faces it or it changes nothing.
template <class Real>
Real mixture(const Real& fraction, const Real& under_condition, const Real& otherwise);

/// Fraction of car days without a car under a ban by last digit of the plate.
///   pi = resting * 5/7 * compliance * (1 - exempt)
/// resting: share of weekdays on which a car must rest, 1/5 where each digit rests one in five.
template <class Real>
Real last_digit_ban(const Real& resting, const Real& compliance, const Real& exempt_share);

/// Vehicle-km from passenger-km [vehicle km/yr]:  vkm = pkm kappa / occ.
/// kappa: distance driven over trip length [1]; occ [person/vehicle] > 0.
template <class Real>
Real vehicle_km(const Real& person_km, const Real& detour, const Real& occupancy);

/// Vehicle-km of hailed rides with the way to the next passenger:  vkm / (1 - deadhead).
template <class Real>
Real hailed_vehicle_km(const Real& occupied_vehicle_km, const Real& deadhead);

/// Vehicle-km of scheduled service [vehicle km/yr]: the plan, or more when it would overflow.
///   max(pkm / (capacity * max load), plan)
/// Energy follows the service run, so empty buses count. Capacity [person/vehicle].
template <class Real>
Real scheduled_vehicle_km(const Real& person_km, const Real& capacity, const Real& maximum_load,
                          const Real& service_plan);

}  // namespace tanlu::model
