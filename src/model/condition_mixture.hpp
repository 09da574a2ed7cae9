#pragma once
// Local travel of which part faces a condition and part does not: a charge, a ban, a reward
// (docs/theory §6.5).
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/passenger.hpp"

namespace tanlu::model {

/// Most conditions at once: travel is worked out for 2^n kinds of trips.
inline constexpr std::size_t kMaxConditions = 6;

/// What trips that face a condition find different. Tables by band and mode.
template <class Real>
struct TripCondition {
    Real fraction = 0.0;        ///< of the trips that face it [1]
    std::vector<Real> cost;     ///< added to the generalised cost [min]
    std::vector<Real> utility;  ///< added to the utility [1]; -infinity takes the mode away
    /// By mode, not 0 where either may be other than 0; empty: everywhere.
    std::vector<std::uint8_t> touches{};
};

/// Tables that mixed_local_travel() works on, kept between calls so that none is allocated anew.
template <class Real>
struct MixtureSpace {
    struct Tables {
        std::vector<Real> cost, utility, trips, person_km;
        std::vector<std::uint8_t> differs;
    };
    std::array<Tables, kMaxConditions> levels;
};

/// Trips [1/yr] and passenger-km [person km/yr] by band and mode, of which each condition meets a
/// fraction, independently of the others. The kinds of trips are mixed after the mode choice and
/// after induced travel, never their utilities:
///   f(i, active) = b + pi_i (a - b),   a = f(i+1, active and i),  b = f(i+1, active)
/// and f after the last condition is local_travel() with the costs and utilities of the active
/// conditions added. A condition that nobody faces, or that changes nothing, leaves every bit as it
/// is. With every mode of a band taken away, those trips are not made.
template <class Real>
void mixed_local_travel(const LocalTravelYear<Real>& year,
                        std::span<const TripCondition<Real>> conditions, std::span<Real> trips,
                        std::span<Real> person_km, MixtureSpace<Real>& space);
template <class Real>
void mixed_local_travel(const LocalTravelYear<Real>& year,
                        std::span<const TripCondition<Real>> conditions, std::span<Real> trips,
                        std::span<Real> person_km);

}  // namespace tanlu::model
