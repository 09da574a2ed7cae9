#pragma once
// Rail, aviation, shipping: energy from activity, carriers and their blends (docs/theory §8).
#include <cstddef>
#include <span>

namespace tanlu::model {

/// Turnover of people and goods in one unit [t km].
///   A = tkm + k pkm
/// k [t/person]: 1.0 for rail, 0.072 for air in Chinese statistics.
template <class Real>
Real converted_turnover(const Real& tonne_km, const Real& person_km, const Real& tonne_per_person);

/// Final energy of one carrier in a mode [MJ].
///   E_f = A * share_f * I_f * g,  g = (1 - i)^n
/// share_f: part of the activity A that the carrier moves [1]; I_f: base intensity [MJ per activity
/// moved by it]; g: `left` of it after n years of a gain i [1].
template <class Real>
Real carrier_energy(const Real& activity, const Real& share, const Real& intensity,
                    const Real& left) {
    return activity * share * intensity * left;
}

/// What is left of the share path of a carrier when part of it is taken away [1].
///   path (1 - withdrawn)
template <class Real>
Real path_left(const Real& path, const Real& withdrawn);

/// Shares of the carriers of a mode [1] from their paths and mandates.
///   share_f = max(path_f, mandate_f), and the remainder carrier takes what they leave.
/// Where they add to more than 1 mandates come first: of the rest each has the same part,
///   share_f = mandate_f / max(1, M) + e_f max(0, 1 - M) / sum e,   M = sum mandate,
///   e_f = max(0, path_f - mandate_f)
/// All spans have one entry per carrier; those of the remainder in `path` and `mandate` are not
/// read.
template <class Real>
void carrier_shares(std::span<const Real> path, std::span<const Real> mandate,
                    std::size_t remainder, std::span<Real> share);

/// Cut to feedstock-limited fuels when their total exceeds what the country can supply [1].
///   min(1, potential / total)
/// All users are cut alike; the fuel cut is replaced by the fossil one. total and potential [MJ].
template <class Real>
Real feedstock_cut(const Real& total, const Real& potential);

}  // namespace tanlu::model
