#pragma once
// Regulations of the shares of sales: of all share vectors that obey the rules, the one closest to
// the unregulated shares in Kullback-Leibler distance.
//
// Bounds limit the shares of groups of alternatives (group_bounds.hpp); balances, such as credits
// or fleet-average consumption, limit a weighted mean of the shares. Both may be used at once.
// Shares that obey the rules are returned bit for bit.
#include <cstddef>
#include <span>

#include "lanes/lanes.hpp"
#include "model/group_bounds.hpp"
#include "model/status.hpp"

namespace tanlu::model {

/// A rule that the weighted sum of shares is not negative:  sum_k weight_k P'_k >= 0.
/// Credits: weight = credits per new energy vehicle, minus the ratio for conventional ones. Fleet
/// average: weight = standard - use_k mass_k. A carried stock of credits, per sale, is added to
/// every weight.
template <class Real>
struct Balance {
    std::span<const Real> weight;  ///< of each alternative
};

inline constexpr std::size_t kMaxBalances = 4;

/// Shares that obey bounds and balances: P_k exp(sum_i eta_i w_ik), normalised and bounded, with
/// the smallest eta_i >= 0 that meet the balances. `eta` receives one multiplier per balance, the
/// marginal value of a unit of its weight in units of utility (divide by theta for CNY/km).
/// The multiplier of one balance is found by a safeguarded secant (regula falsi) search; several
/// balances are taken in turn, at most 50 rounds, else `not_converged`.
/// `infeasible` where bounds or balances cannot be met. Shares and eta of such samples are NaN.
template <class Real>
Status<Real> regulate_shares(const GroupBounds<Real>& bounds,
                             std::span<const Balance<Real>> balances, std::span<const Real> share,
                             std::span<Real> regulated, std::span<Real> eta);

/// Price signal that would have moved a group's share as the regulation did [CNY/km], for theta in
/// [km/CNY]:  ln[(P'/(1-P')) / (P/(1-P))] / theta. Infinite where P or P' is 0 or 1.
template <class Real>
Real implied_price_signal(const Real& share, const Real& regulated, const Real& theta) {
    const Real odds = share / (1.0 - share);
    const Real regulated_odds = regulated / (1.0 - regulated);
    return log(Real(regulated_odds / odds)) / theta;
}

}  // namespace tanlu::model
