#include "model/regulation.hpp"

#include <array>

#include "base/expects.hpp"
#include "model/choice.hpp"

namespace tanlu::model {
namespace {

template <class Real>
using PerAlternative = std::array<Real, kMaxAlternatives>;
template <class Real>
using PerGroup = std::array<Real, kMaxGroups>;

constexpr double kRounding = 1e-12;  // by which sums of bounds may pass one another

template <class Real>
Mask<Real> is_same(const Real& a, const Real& b) {
    return a <= b && a >= b;
}

// --- one level: clip(c P, low, high)
// --------------------------------------------------------------

/// The groups side by side inside one group, and its members that are in none of them as the last.
template <class Real>
struct Siblings {
    std::size_t count = 0;
    std::array<std::size_t, kMaxGroups + 1> group{};  ///< kNoGroup for the members in no group
    std::array<Real, kMaxGroups + 1> share, low, high;

    void add(std::size_t which, const Real& its_share, const Real& its_low, const Real& its_high) {
        group[count] = which;
        share[count] = its_share;
        low[count] = its_low;
        high[count] = its_high;
        ++count;
    }
};

/// clip(c share, low, high), with the factors where the clip takes hold computed once.
template <class Real>
struct Clip {
    Real share, low, high;
    Real from, to;  ///< the value is c share for c between these

    Real at(const Real& c) const {
        return select(c <= from, low, select(c >= to, high, Real(c * share)));
    }
};

/// Shares clip(c P, low, high) that sum to the total. Their sum is piecewise linear in c, so c is
/// found exactly: the last corner with a sum not above the total, and from there on the slope.
template <class Real>
void clip_to_total(const Siblings<Real>& siblings, const Real& total,
                   std::array<Real, kMaxGroups + 1>& clipped) {
    const std::size_t count = siblings.count;
    std::array<Clip<Real>, kMaxGroups + 1> clips;
    for (std::size_t i = 0; i < count; ++i) {
        const Real& share = siblings.share[i];
        const auto corner = [&share](const Real& bound) {
            return Real(select(share <= Real(0.0), Real(kInfinity), Real(bound / share)));
        };
        clips[i] = {share, siblings.low[i], siblings.high[i], corner(siblings.low[i]),
                    corner(siblings.high[i])};
    }
    const auto sum_at = [&](const Real& c) {
        Real sum = 0.0;
        for (std::size_t i = 0; i < count; ++i) sum += clips[i].at(c);
        return sum;
    };
    Real start = 0.0;
    const auto advance_to = [&](const Real& corner) {
        start = select(corner > start && sum_at(corner) <= total, corner, start);
    };
    for (std::size_t i = 0; i < count; ++i) {
        advance_to(clips[i].from);
        advance_to(clips[i].to);
    }
    Real slope = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const Mask<Real> is_free = clips[i].from <= start && start < clips[i].to;
        slope += select(is_free, clips[i].share, Real(0.0));
    }
    const Real along = start + (total - sum_at(start)) / slope;
    const Real c = select(slope <= Real(0.0), start, along);
    for (std::size_t i = 0; i < count; ++i) clipped[i] = clips[i].at(c);
}

// --- the tree of groups
// ---------------------------------------------------------------------------

template <class Real>
struct Tree {
    PerGroup<Real> share, low, high;
    PerGroup<Real> own;  ///< share of the members that are in no inner group
    Real own_of_top = 0.0;
};

/// Shares of the groups, and their bounds tightened from the inside out.
template <class Real>
Tree<Real> tightened(const GroupBounds<Real>& bounds, std::span<const Real> share,
                     Status<Real>& status) {
    const std::size_t groups = bounds.parent.size();
    Tree<Real> tree;
    PerGroup<Real> inner_low;
    PerGroup<Real> inner_high;
    for (std::size_t g = 0; g < groups; ++g) {
        tree.own[g] = inner_low[g] = inner_high[g] = 0.0;
    }
    for (std::size_t k = 0; k < share.size(); ++k) {
        require_finite(share[k], status);
        const std::size_t g = bounds.group_of[k];
        (g == kNoGroup ? tree.own_of_top : tree.own[g]) += share[k];
    }
    tree.share = tree.own;

    const auto room = [](const Real& own) {
        return Real(select(own <= Real(0.0), Real(0.0), Real(1.0)));
    };
    Real top_low = 0.0;
    Real top_high = room(tree.own_of_top);
    for (std::size_t g = groups; g-- > 0;) {
        require_finite(Real(bounds.low[g] + bounds.high[g]), status);
        tree.low[g] = max(bounds.low[g], inner_low[g]);
        const Real high = min(bounds.high[g], Real(inner_high[g] + room(tree.own[g])));
        tree.high[g] = select(tree.share[g] <= Real(0.0), Real(0.0), high);
        status.raise(tree.low[g] > Real(tree.high[g] + kRounding), Problem::kInfeasible);

        const std::size_t outer = bounds.parent[g];
        if (outer != kNoGroup) tree.share[outer] += tree.share[g];
        (outer == kNoGroup ? top_low : inner_low[outer]) += tree.low[g];
        (outer == kNoGroup ? top_high : inner_high[outer]) += tree.high[g];
    }
    status.raise(top_low > Real(1.0 + kRounding), Problem::kInfeasible);
    status.raise(top_high < Real(1.0 - kRounding), Problem::kInfeasible);
    return tree;
}

/// Brings what lies directly inside `outer` to the total, within bounds; shares that need no change
/// are kept bit for bit.
template <class Real>
void clip_inside(const GroupBounds<Real>& bounds, const Tree<Real>& tree, std::size_t outer,
                 const Real& total, const Mask<Real>& total_is_kept, PerGroup<Real>& group_share,
                 std::span<const Real> share, std::span<Real> regulated) {
    Siblings<Real> siblings;
    Mask<Real> keep = total_is_kept;
    for (std::size_t g = 0; g < bounds.parent.size(); ++g) {
        if (bounds.parent[g] != outer) continue;
        siblings.add(g, tree.share[g], tree.low[g], tree.high[g]);
        keep = keep && tree.share[g] >= tree.low[g] && tree.share[g] <= tree.high[g];
    }
    const Real& own = outer == kNoGroup ? tree.own_of_top : tree.own[outer];
    siblings.add(kNoGroup, own, Real(0.0), Real(1.0));

    std::array<Real, kMaxGroups + 1> clipped = siblings.share;
    if (!all(keep)) clip_to_total(siblings, total, clipped);
    for (std::size_t i = 0; i + 1 < siblings.count; ++i) {
        group_share[siblings.group[i]] = select(keep, siblings.share[i], clipped[i]);
    }
    const Real scale = clipped[siblings.count - 1] / own;
    const Mask<Real> unscaled = keep || own <= Real(0.0);
    for (std::size_t k = 0; k < share.size(); ++k) {
        if (bounds.group_of[k] != outer) continue;
        regulated[k] = select(unscaled, share[k], Real(share[k] * scale));
    }
}

/// The rule of bound_shares; shares of samples with a problem are arbitrary.
template <class Real>
Status<Real> clip_shares(const GroupBounds<Real>& bounds, std::span<const Real> share,
                         std::span<Real> regulated) {
    Status<Real> status;
    const Tree<Real> tree = tightened(bounds, share, status);
    PerGroup<Real> group_share;
    clip_inside(bounds, tree, kNoGroup, Real(1.0), !Mask<Real>{}, group_share, share, regulated);
    for (std::size_t g = 0; g < bounds.parent.size(); ++g) {
        clip_inside(bounds, tree, g, group_share[g], is_same(group_share[g], tree.share[g]),
                    group_share, share, regulated);
    }
    return status;
}

// --- balances
// -------------------------------------------------------------------------------------

/// The shares under multipliers of the balances, whose weights are scaled to 1 at most.
template <class Real>
class TiltedShares {
public:
    TiltedShares(const GroupBounds<Real>& bounds, std::span<const Balance<Real>> balances,
                 std::span<const Real> share)
        : bounds_(bounds), share_(share), count_(balances.size()) {
        for (std::size_t i = 0; i < count_; ++i) {
            scale_[i] = 0.0;
            eta_[i] = 0.0;
            const std::span<const Real> weight = balances[i].weight;
            for (const Real& w : weight) scale_[i] = max(scale_[i], abs(w));
            scale_[i] = select(scale_[i] <= Real(0.0), Real(1.0), scale_[i]);
            for (std::size_t k = 0; k < share.size(); ++k) weight_[i][k] = weight[k] / scale_[i];
        }
    }

    Real& eta(std::size_t i) { return eta_[i]; }
    const Real& scale(std::size_t i) const { return scale_[i]; }

    /// Shares at the multipliers set.
    void write(std::span<Real> regulated) const {
        constexpr double kFloor = 1e-290;  // a tilt never makes a share vanish
        PerAlternative<Real> exponent;
        Real top = -kInfinity;
        for (std::size_t k = 0; k < share_.size(); ++k) {
            exponent[k] = 0.0;
            for (std::size_t i = 0; i < count_; ++i) exponent[k] += eta_[i] * weight_[i][k];
            top = max(top, select(share_[k] <= Real(0.0), Real(-kInfinity), exponent[k]));
        }
        PerAlternative<Real> tilted;
        Real sum = 0.0;
        for (std::size_t k = 0; k < share_.size(); ++k) {
            const Real moved = share_[k] * exp(Real(exponent[k] - top));
            const Real present = max(moved, Real(kFloor));
            tilted[k] = select(share_[k] <= Real(0.0), Real(0.0), present);
            sum += tilted[k];
        }
        for (std::size_t k = 0; k < share_.size(); ++k) tilted[k] /= sum;
        clip_shares<Real>(bounds_, std::span(tilted).first(share_.size()), regulated);
    }

    /// Balance i, scaled, of given shares.
    Real balance(std::size_t i, std::span<const Real> regulated) const {
        Real sum = 0.0;
        for (std::size_t k = 0; k < share_.size(); ++k) sum += weight_[i][k] * regulated[k];
        return sum;
    }

    /// Balance i, scaled, as a function of its own multiplier.
    Real balance_at(std::size_t i, const Real& eta) {
        const Real kept = eta_[i];
        eta_[i] = eta;
        PerAlternative<Real> regulated;
        write(std::span(regulated).first(share_.size()));
        eta_[i] = kept;
        return balance(i, std::span(regulated).first(share_.size()));
    }

private:
    GroupBounds<Real> bounds_;
    std::span<const Real> share_;
    std::size_t count_;
    std::array<PerAlternative<Real>, kMaxBalances> weight_;
    std::array<Real, kMaxBalances> scale_;
    std::array<Real, kMaxBalances> eta_;
};

/// Smallest multiplier >= 0 of balance i at which it holds, the others fixed.
template <class Real>
Real solve_balance(TiltedShares<Real>& tilt, std::size_t i, Status<Real>& status) {
    constexpr double kTolerance = 1e-14;
    constexpr double kWidth = 1e-15;
    constexpr int kMaxDoublings = 14;
    constexpr int kMaxSteps = 100;

    Real low = 0.0;
    Real low_value = tilt.balance_at(i, low);
    const Mask<Real> is_needed = low_value < Real(-kTolerance);
    if (!any(is_needed)) return low;

    Real high = 1.0;
    Real high_value = tilt.balance_at(i, high);
    Mask<Real> is_short = is_needed && high_value < Real(0.0);
    for (int n = 0; n < kMaxDoublings && any(is_short); ++n) {
        low = select(is_short, high, low);
        low_value = select(is_short, high_value, low_value);
        high = select(is_short, Real(2.0 * high), high);
        high_value = select(is_short, tilt.balance_at(i, high), high_value);
        is_short = is_short && high_value < Real(0.0);
    }
    status.raise(is_short && high_value < Real(-kRounding), Problem::kInfeasible);

    // Secant between the ends of the bracket; the value of an end that stays is halved (Illinois),
    // and every third step halves the bracket. Samples that are done are frozen.
    Real root = high;
    Mask<Real> active = is_needed && high_value > Real(kTolerance);
    Real last_side = 0.0;
    for (int step = 1; step <= kMaxSteps && any(active); ++step) {
        const Real secant = high - high_value * (high - low) / (high_value - low_value);
        const Real guess = step % 3 == 0 ? Real(0.5 * (low + high)) : clamp(secant, low, high);
        const Real value = tilt.balance_at(i, guess);
        const Mask<Real> below = active && value < Real(0.0);
        const Mask<Real> above = active && !(value < Real(0.0));
        high_value = select(below && last_side < Real(0.0), Real(0.5 * high_value), high_value);
        low_value = select(above && last_side > Real(0.0), Real(0.5 * low_value), low_value);
        low = select(below, guess, low);
        low_value = select(below, value, low_value);
        high = select(above, guess, high);
        high_value = select(above, value, high_value);
        last_side = select(below, Real(-1.0), Real(1.0));
        root = select(active, select(abs(value) <= Real(kTolerance), guess, high), root);
        active = active && abs(value) > Real(kTolerance) && Real(high - low) > Real(kWidth * high);
    }
    status.raise(active, Problem::kNotConverged);
    return select(is_needed, root, Real(0.0));
}

}  // namespace

template <class Real>
Status<Real> bound_shares(const GroupBounds<Real>& bounds, std::span<const Real> share,
                          std::span<Real> regulated) {
    TANLU_EXPECTS(share.size() <= kMaxAlternatives && regulated.size() == share.size());
    TANLU_EXPECTS(bounds.group_of.size() == share.size() && bounds.parent.size() <= kMaxGroups);
    const Status<Real> status = clip_shares(bounds, share, regulated);
    for (Real& value : regulated) value = or_nan(value, status);
    return status;
}

template <class Real>
Status<Real> regulate_shares(const GroupBounds<Real>& bounds,
                             std::span<const Balance<Real>> balances, std::span<const Real> share,
                             std::span<Real> regulated, std::span<Real> eta) {
    constexpr int kMaxRounds = 50;
    constexpr double kTolerance = 1e-12;
    TANLU_EXPECTS(balances.size() <= kMaxBalances && eta.size() == balances.size());
    TANLU_EXPECTS(share.size() <= kMaxAlternatives && regulated.size() == share.size());

    Status<Real> status = clip_shares(bounds, share, regulated);
    TiltedShares<Real> tilt(bounds, balances, share);
    for (std::size_t i = 0; i < balances.size(); ++i) {
        for (const Real& w : balances[i].weight) require_finite(w, status);
    }

    Mask<Real> active = status.sound();
    for (int round = 0; round < kMaxRounds && any(active); ++round) {
        Real change = 0.0;
        for (std::size_t i = 0; i < balances.size(); ++i) {
            const Real before = tilt.eta(i);
            Status<Real> found;
            const Real solved = solve_balance(tilt, i, found);
            tilt.eta(i) = select(active, solved, before);
            change = max(change, Real(abs(Real(solved - before)) / (1.0 + solved)));
            for (const Problem problem : {Problem::kInfeasible, Problem::kNotConverged}) {
                status.raise(active && found.where(problem), problem);
            }
        }
        active = active && change > Real(kTolerance) && status.sound();
        if (balances.size() == 1) active = {};  // nothing else can move it
    }
    status.raise(active, Problem::kNotConverged);

    PerAlternative<Real> tilted;
    tilt.write(std::span(tilted).first(share.size()));
    Mask<Real> moved{};
    for (std::size_t i = 0; i < balances.size(); ++i) {
        moved = moved || tilt.eta(i) > Real(0.0);
        eta[i] = or_nan(Real(tilt.eta(i) / tilt.scale(i)), status);
    }
    for (std::size_t k = 0; k < share.size(); ++k) {
        regulated[k] = or_nan(Real(select(moved, tilted[k], regulated[k])), status);
    }
    return status;
}

#define TANLU_INSTANTIATE(Real)                                                                  \
    template Status<Real> bound_shares(const GroupBounds<Real>&, std::span<const Real>,          \
                                       std::span<Real>);                                         \
    template Status<Real> regulate_shares(const GroupBounds<Real>&,                              \
                                          std::span<const Balance<Real>>, std::span<const Real>, \
                                          std::span<Real>, std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
