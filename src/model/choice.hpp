#pragma once
// Choice between alternatives by a nested logit: technologies of a vehicle class, modes of a trip.
//
// Alternatives are numbered 0..K-1 and belong to one nest each. Every function takes the Nests and
// spans with one entry per alternative; shares are fractions of all choices and sum to 1. Call with
// the number type written out, e.g. `nested_logit<Real>(nests, utility, availability, share)`.
// Nothing allocates: K is at most kMaxAlternatives.
//
// An alternative is *absent* where its availability is 0 or its utility is -infinity: its share is
// exactly 0, its utility is not read (it may be NaN), and the other results are, bit for bit, those
// of a set without it. If all are absent the shares are NaN. NaN in anything else gives NaN shares.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/lanes.hpp"
#include "model/status.hpp"

namespace tanlu::model {

inline constexpr std::size_t kMaxAlternatives = 24;

/// How alternatives are grouped.
template <class Real>
struct Nests {
    /// Nest of each alternative, in 0..mu.size()-1.
    std::span<const std::size_t> nest_of;
    /// Dissimilarity of each nest, in (0, 1]: 1 is a plain logit, near 0 the best takes the nest.
    std::span<const Real> mu;
};

/// Shares of the alternatives under the nested logit, and the log-sum ln(sum of e^I_n) as result.
///   P_k|n = A_k e^(V_k/mu_n) / sum_j A_j e^(V_j/mu_n),   I_n = mu_n ln sum_j A_j e^(V_j/mu_n)
///   P_n = e^I_n / sum_m e^I_m,   P_k = P_n P_k|n
/// Availability A is a weight in [0, 1]. Adding a constant to all utilities changes nothing.
template <class Real>
Real nested_logit(const Nests<Real>& nests, std::span<const Real> utility,
                  std::span<const Real> availability, std::span<Real> share);

/// Shares after a change of utilities, from observed base shares; returns the change of the
/// log-sum. Identical to nested_logit with inverted constants, but needs the changes of utility
/// only:
///   P_k|n = P0_k|n e^(dV_k/mu_n) / S_n,  S_n = sum_j P0_j|n e^(dV_j/mu_n),  dI_n = mu_n ln S_n
///   P_n = P0_n e^dI_n / sum_m P0_m e^dI_m,   dLS = ln sum_n P0_n e^dI_n
/// Base shares sum to 1; an alternative with base share 0 stays at 0. A change of availability
/// enters as dV_k += mu_n ln(A_k/A0_k); dV_k = -infinity removes the alternative.
template <class Real>
Real pivot_logit(const Nests<Real>& nests, std::span<const Real> base_share,
                 std::span<const Real> utility_change, std::span<Real> share);

/// Changes of utility against base shares, in this year and in a reference year, by alternative.
template <class Real>
struct PivotChange {
    std::span<const Real> utility;
    std::span<const Real> reference;
    /// 0 for alternatives whose two changes are known to be the same number, so that one exp()
    /// serves both; empty: none is.
    std::span<const std::uint8_t> differs{};
};

/// Base shares, prepared for many changes of utility.
template <class Real>
class PivotBase {
public:
    PivotBase(std::size_t alternatives, std::size_t nests);

    /// Takes other shares, which may be amounts as well, and as many nests. Allocates nothing.
    void set(const Nests<Real>& nests, std::span<const Real> base_share);

    std::size_t alternatives() const { return nest_of_.size(); }
    /// Alternatives that some sample has; the changes of the others are not read.
    std::span<const std::size_t> offered() const { return std::span(members_).first(ends_.back()); }

    /// Shares of this year, as by pivot_logit(), and the gain of the log-sum over the reference
    /// year: pivot_logit(utility) - pivot_logit(reference). Exactly 0 where all changes are equal.
    /// Shares and gain are 0 where no alternative is left.
    Real gain(const PivotChange<Real>& change, std::span<Real> share) const;

private:
    std::span<const std::size_t> members(std::size_t nest) const {
        const std::size_t first = nest == 0 ? 0 : ends_[nest - 1];
        return std::span(members_).subspan(first, ends_[nest] - first);
    }

    std::vector<std::size_t> nest_of_;
    std::vector<std::size_t> members_;  ///< nest by nest, those that some sample has; the rest
    std::vector<std::size_t> ends_;     ///< by nest, of its members
    std::vector<Real> within_;          ///< share in the nest
    std::vector<Real> share_, mu_, over_mu_;  ///< by nest
};

/// One for each row of a table with an entry [row * alternatives + alternative].
template <class Real>
std::vector<PivotBase<Real>> pivot_bases(const Nests<Real>& nests,
                                         std::span<const Real> base_share);

/// Constants that make nested_logit(utility + constant) give exactly the wanted shares:
///   ASC_k = mu_n ln P_k|n + ln P_n - V_k - mu_n ln A_k
/// shifted so that the constant of `reference` is 0. A share of 0 gives -infinity (absent). The
/// reference needs a share above 0, and so does the availability of every alternative with a share;
/// otherwise NaN or infinity appears.
template <class Real>
void invert_constants(const Nests<Real>& nests, std::span<const Real> share,
                      std::span<const Real> utility, std::span<const Real> availability,
                      std::size_t reference, std::span<Real> constant);

/// One choice situation per distance band, with constants common to all bands.
template <class Real>
struct BandedChoice {
    Nests<Real> nests;
    std::span<const Real> band_weight;   ///< share of each band in all choices, summing to 1
    std::span<const Real> utility;       ///< entry [band * K + alternative], without constants
    std::span<const Real> availability;  ///< entry [band * K + alternative]
};

/// Constants, one per alternative, for which the shares over all bands are the wanted ones, to
/// 1e-12: two steps of the damped contraction ASC_k += mu_n ln(wanted_k / predicted_k) (undamped it
/// diverges at small mu), then Newton's method on predicted = wanted; samples that it does not
/// settle in 12 steps go by the contraction alone, at most 10 000 steps. The constant of
/// `reference` is 0; a wanted share of 0 gives -infinity.
/// Status: `domain_error` where the wanted shares do not sum to 1 (1e-9) or that of the reference
/// is 0; `infeasible` where a wanted share exceeds the weight of the bands that have the
/// alternative; `not_converged` at the cap; `non_finite` on NaN. Constants of a sample with a
/// problem are NaN.
template <class Real>
Status<Real> calibrate_constants(const BandedChoice<Real>& choice,
                                 std::span<const Real> wanted_share, std::size_t reference,
                                 std::span<Real> constant);

/// The same without a reference: constants up to one number common to all, where the shares that
/// they give are what matters. Which alternatives have a share may differ between samples.
template <class Real>
Status<Real> calibrate_constants(const BandedChoice<Real>& choice,
                                 std::span<const Real> wanted_share, std::span<Real> constant);

/// Alternative-specific constant `years` after its decay began (0 or less: not begun).
///   ASC(t) = ASC_inf + (ASC_0 - ASC_inf) 2^(-years / half_life)
/// For a decay that starts in year s, years = t - (s - 1), so that s is the first year moved.
/// Constants are handicaps of novelty that fade: one above 0 is held at its base value.
template <class Real>
Real decayed_constant(const Real& base, const Real& long_run, const Real& half_life, double years);

/// Utility shift that multiplies a share P by 1 + x, all else equal: how the result of a study
/// becomes a lever.
///   dV = ln[P(1+x) / (1 - P(1+x))] - ln[P / (1 - P)]
/// NaN unless 0 < P(1+x) < 1.
template <class Real>
Real effect_to_utility(const Real& share, const Real& effect);

/// The same for an alternative in a nest: the shift that multiplies its share P by 1 + x where the
/// nest has the share P_n and the scale mu. With w = P/P_n, y = e^(dV/mu), f = 1 - w + w y it
/// solves
///   P (1+x) = w y / f * P_n f^mu / (1 - P_n + P_n f^mu)
/// by secants between mu and 1 times the shift of a plain logit, which it equals for mu = 1:
/// within a nest the same shift moves more. NaN as above.
template <class Real>
Real effect_to_utility_in_nest(const Real& share, const Real& nest_share, const Real& mu,
                               const Real& effect);

/// Cost coefficient from an own-cost elasticity (below 0) at a share and a cost [km/CNY if the cost
/// is in CNY/km]:  theta = -elasticity / (cost (1 - P)).  Holds for a plain logit (mu = 1).
template <class Real>
Real cost_coefficient(const Real& elasticity, const Real& cost, const Real& share);

}  // namespace tanlu::model
