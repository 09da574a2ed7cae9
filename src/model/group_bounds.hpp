#pragma once
// Bounds on the shares of groups of alternatives: quotas, minimum shares, phase-outs.
#include <cstddef>
#include <span>

#include "lanes/lanes.hpp"
#include "model/status.hpp"

namespace tanlu::model {

inline constexpr std::size_t kMaxGroups = 16;
/// Parent of a group, or group of an alternative, that lies in no group.
inline constexpr std::size_t kNoGroup = static_cast<std::size_t>(-1);

/// Lower and upper bounds of group shares. Groups nest: NEV above FCEV. An alternative belongs to
/// the innermost group it is in.
template <class Real>
struct GroupBounds {
    std::span<const std::size_t> group_of;  ///< of each alternative; kNoGroup if none
    std::span<const std::size_t> parent;    ///< of each group, a smaller index; kNoGroup if none
    std::span<const Real> low;              ///< of each group, as share of all sales, in [0, 1]
    std::span<const Real> high;             ///< likewise
};

/// Shares within the bounds. At one level, the exact projection:
///   P'_g = clip(c P_g, low_g, high_g), with the c that makes the sum 1; members keep proportions.
/// With nested groups the bounds are tightened from the inside out (low_G >= sum of low, high_G <=
/// sum of high) and clipped from the outside in: a feasible rule, not the exact joint projection.
/// Status: `infeasible` where the lower bounds sum to more than the upper bound of a group above
/// allows, upper bounds leave sales without a place, or a group without any share has a lower
/// bound; `non_finite` on NaN. Shares of such samples are NaN.
template <class Real>
Status<Real> bound_shares(const GroupBounds<Real>& bounds, std::span<const Real> share,
                          std::span<Real> regulated);

}  // namespace tanlu::model
