#include "model/group_bounds.hpp"

#include <array>

#include "base/expects.hpp"
#include "model/choice.hpp"

namespace tanlu::model {
namespace {

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
        // Nothing can be raised from 0: a group without any share has no room.
        tree.high[g] = min(bounds.high[g], Real(inner_high[g] + room(tree.own[g])));
        status.raise(tree.low[g] > Real(tree.high[g] + kRounding), Problem::infeasible);

        const std::size_t outer = bounds.parent[g];
        if (outer != kNoGroup) tree.share[outer] += tree.share[g];
        (outer == kNoGroup ? top_low : inner_low[outer]) += tree.low[g];
        (outer == kNoGroup ? top_high : inner_high[outer]) += tree.high[g];
    }
    status.raise(top_low > Real(1.0 + kRounding), Problem::infeasible);
    status.raise(top_high < Real(1.0 - kRounding), Problem::infeasible);
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

}  // namespace

template <class Real>
Status<Real> bound_shares(const GroupBounds<Real>& bounds, std::span<const Real> share,
                          std::span<Real> regulated) {
    TANLU_EXPECTS(share.size() <= kMaxAlternatives && regulated.size() == share.size());
    TANLU_EXPECTS(bounds.group_of.size() == share.size() && bounds.parent.size() <= kMaxGroups);
    Status<Real> status;
    const Tree<Real> tree = tightened(bounds, share, status);
    PerGroup<Real> group_share;
    clip_inside(bounds, tree, kNoGroup, Real(1.0), !Mask<Real>{}, group_share, share, regulated);
    for (std::size_t g = 0; g < bounds.parent.size(); ++g) {
        clip_inside(bounds, tree, g, group_share[g], is_same(group_share[g], tree.share[g]),
                    group_share, share, regulated);
    }
    for (Real& value : regulated) value = or_nan(value, status);
    return status;
}

#define TANLU_INSTANTIATE(Real)                                                         \
    template Status<Real> bound_shares(const GroupBounds<Real>&, std::span<const Real>, \
                                       std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
