#pragma once
// Trip lengths: how many trips fall into each distance band, and how long they are (docs/theory
// §6.2).
#include <cstddef>
#include <span>

#include "lanes/special.hpp"

namespace tanlu::model {

/// Most distance bands.
inline constexpr std::size_t kMaxBands = 16;

/// Weights w_b [1] and mean trip lengths d_b [km] of distance bands under a gamma distribution of
/// trip length with mean L [km] and the shape alpha given.
///   theta = L / alpha
///   w_b = P(alpha, hi/theta) - P(alpha, lo/theta)
///   d_b = L (P(alpha+1, hi/theta) - P(alpha+1, lo/theta)) / w_b
/// `lower_edges` [km] rise from 0; the last band is open. The sums of w_b and of w_b d_b are 1 and
/// L to rounding. Bands matter because walking and cycling can act only where trips are short.
/// Where next to no trips fall into a band (w_b near rounding), d_b is held within the band.
template <class Real>
void trip_bands(const Real& mean_length, const GammaShape<Real>& shape,
                std::span<const Real> lower_edges, std::span<Real> weights,
                std::span<Real> distances);

/// Moves a share of trips to neighbourhood length, band by band: the 15-minute city.
///   w'_b = (1 - s) w_b + s wloc_b
///   d'_b = d_b + s (wloc_b / w'_b) (dloc_b - d_b)
/// s = sigma psi: share of trips that can be shortened times strength of the measure, in [0, 1].
/// The number of trips is kept; their mean length becomes (1 - s) L + s L_loc. `weights` and
/// `distances` are changed in place.
template <class Real>
void shorten_trips(const Real& share, std::span<const Real> local_weights,
                   std::span<const Real> local_distances, std::span<Real> weights,
                   std::span<Real> distances);

}  // namespace tanlu::model
