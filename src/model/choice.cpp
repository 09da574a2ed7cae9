#include "model/choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/expects.hpp"

namespace tanlu::model {
namespace {

template <class Real>
using PerAlternative = std::array<Real, kMaxAlternatives>;

/// The alternatives that some sample has. One that none has would add zeros only, so leaving it out
/// changes no bit of any sample.
template <class Real>
struct Offer {
    std::array<std::size_t, kMaxAlternatives> alternative;
    std::size_t count = 0;
};
template <class Real>
Offer<Real> offer_of(std::span<const Real> weight) {
    Offer<Real> offer;
    for (std::size_t k = 0; k < weight.size(); ++k) {
        if (!all(weight[k] <= Real(0.0))) offer.alternative[offer.count++] = k;
    }
    return offer;
}

/// Value of a nest whose alternatives are liked `sum` in all:  top + mu ln(sum), -infinity where
/// nothing is left of it.
template <class Real>
Real nest_value(const Real& top, const Real& mu, const Real& sum) {
    const Real value = top + mu * log(sum);
    return select(sum <= Real(0.0), Real(-kInfinity), value);
}

/// The same, to the bit, for a sum of 1, whose logarithm is 0. A mu of NaN is kept.
template <class Real>
Real value_of_one(const Real& top, const Real& mu) {
    return top + mu * 0.0;
}

/// The best utility of each nest becomes the origin of its exponents; 0 where there is none.
template <class Real>
void settle_tops(std::size_t nest_count, PerAlternative<Real>& top) {
    for (std::size_t n = 0; n < nest_count; ++n) {
        top[n] = select(top[n] <= Real(-kInfinity), Real(0.0), top[n]);
    }
}

/// Shares of weights times exp(utility), the core of the absolute and the pivot form. `nest_weight`
/// is what a nest weighs against the others: 1 in the absolute form, its base share in the pivot
/// form, where the weights are shares within the nest. Returns ln sum_n nest_weight_n e^I_n.
template <class Real>
Real weighted_logit(const Nests<Real>& nests, std::span<const Real> utility,
                    std::span<const Real> weight, std::span<const Real> nest_weight,
                    std::span<Real> share) {
    const std::size_t nest_count = nests.mu.size();
    const Offer<Real> offer = offer_of(weight);
    PerAlternative<Real> top, over_mu, sum, likes;
    std::array<std::size_t, kMaxAlternatives> members;
    for (std::size_t n = 0; n < nest_count; ++n) {
        top[n] = -kInfinity;
        sum[n] = 0.0;
        members[n] = 0;
    }
    for (std::size_t i = 0; i < offer.count; ++i) {
        const std::size_t k = offer.alternative[i];
        const std::size_t n = nests.nest_of[k];
        share[k] = select(weight[k] <= Real(0.0), Real(-kInfinity), utility[k]);
        top[n] = max(top[n], share[k]);
        ++members[n];
    }
    settle_tops<Real>(nest_count, top);
    for (std::size_t n = 0; n < nest_count; ++n) {
        if (members[n] > 1) over_mu[n] = 1.0 / nests.mu[n];
    }
    for (std::size_t i = 0; i < offer.count; ++i) {
        const std::size_t k = offer.alternative[i];
        const std::size_t n = nests.nest_of[k];
        // The exponent of one that is alone is 0, or -infinity, whatever mu is.
        const Real exponent =
            members[n] > 1 ? Real((share[k] - top[n]) * over_mu[n]) : Real(share[k] - top[n]);
        share[k] = weight[k] * exp(exponent);
        sum[n] += share[k];
    }

    Real best = -kInfinity;
    for (std::size_t n = 0; n < nest_count; ++n) {
        if (members[n] == 0) continue;
        const bool is_one = members[n] == 1 && all(sum[n] >= Real(1.0) && sum[n] <= Real(1.0));
        likes[n] =
            is_one ? value_of_one(top[n], nests.mu[n]) : nest_value(top[n], nests.mu[n], sum[n]);
        best = max(best, likes[n]);
    }
    Real total = 0.0;
    for (std::size_t n = 0; n < nest_count; ++n) {
        if (members[n] == 0) continue;
        const Real liked = nest_weight[n] * exp(Real(likes[n] - best));
        likes[n] = select(sum[n] <= Real(0.0), Real(0.0), liked);
        total += likes[n];
    }
    const Real over_total = select(total <= Real(0.0), Real(kNaN), Real(1.0 / total));
    for (std::size_t n = 0; n < nest_count; ++n) {
        if (members[n] == 0) continue;
        const Real per_like = likes[n] / sum[n];
        likes[n] = select(sum[n] <= Real(0.0), Real(0.0), per_like) * over_total;
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < offer.count; ++i) {
        const std::size_t k = offer.alternative[i];
        for (; next < k; ++next) share[next] = 0.0 * over_total;
        share[k] *= likes[nests.nest_of[k]];
        next = k + 1;
    }
    for (; next < share.size(); ++next) share[next] = 0.0 * over_total;
    return best + log(total);
}

template <class Real>
PerAlternative<Real> nest_totals(const Nests<Real>& nests, std::span<const Real> share) {
    PerAlternative<Real> total;
    for (std::size_t n = 0; n < nests.mu.size(); ++n) total[n] = 0.0;
    for (std::size_t k = 0; k < nests.nest_of.size(); ++k) total[nests.nest_of[k]] += share[k];
    return total;
}

/// Share of an alternative in its nest, 0 where it has none.
template <class Real>
Real share_within(const Real& share, const Real& nest_share) {
    return select(share <= Real(0.0), Real(0.0), Real(share / nest_share));
}

}  // namespace

template <class Real>
Real nested_logit(const Nests<Real>& nests, std::span<const Real> utility,
                  std::span<const Real> availability, std::span<Real> share) {
    TANLU_EXPECTS(nests.nest_of.size() <= kMaxAlternatives);
    TANLU_EXPECTS(nests.mu.size() <= kMaxAlternatives);
    TANLU_EXPECTS(utility.size() == nests.nest_of.size());
    TANLU_EXPECTS(availability.size() == utility.size() && share.size() == utility.size());
    PerAlternative<Real> one;
    for (std::size_t n = 0; n < nests.mu.size(); ++n) one[n] = 1.0;
    return weighted_logit<Real>(nests, utility, availability, one, share);
}

template <class Real>
Real pivot_logit(const Nests<Real>& nests, std::span<const Real> base_share,
                 std::span<const Real> utility_change, std::span<Real> share) {
    TANLU_EXPECTS(nests.nest_of.size() <= kMaxAlternatives);
    TANLU_EXPECTS(nests.mu.size() <= kMaxAlternatives);
    TANLU_EXPECTS(base_share.size() == nests.nest_of.size());
    TANLU_EXPECTS(utility_change.size() == base_share.size() && share.size() == base_share.size());
    const PerAlternative<Real> base_nest = nest_totals<Real>(nests, base_share);
    PerAlternative<Real> within;
    for (std::size_t k = 0; k < base_share.size(); ++k) {
        within[k] = share_within(base_share[k], base_nest[nests.nest_of[k]]);
    }
    return weighted_logit<Real>(nests, utility_change, std::span(within).first(base_share.size()),
                                base_nest, share);
}

template <class Real>
PivotBase<Real>::PivotBase(std::size_t alternatives, std::size_t nests)
    : nest_of_(alternatives),
      members_(alternatives),
      ends_(nests),
      within_(alternatives),
      share_(nests),
      mu_(nests),
      over_mu_(nests) {
    TANLU_EXPECTS(alternatives <= kMaxAlternatives && nests <= kMaxAlternatives && nests > 0);
}

template <class Real>
void PivotBase<Real>::set(const Nests<Real>& nests, std::span<const Real> base_share) {
    TANLU_EXPECTS(nests.nest_of.size() == nest_of_.size() && nests.mu.size() == mu_.size());
    TANLU_EXPECTS(base_share.size() == nest_of_.size());
    std::copy(nests.nest_of.begin(), nests.nest_of.end(), nest_of_.begin());
    std::copy(nests.mu.begin(), nests.mu.end(), mu_.begin());
    const Offer<Real> offer = offer_of(base_share);
    const PerAlternative<Real> total = nest_totals<Real>(nests, base_share);
    std::size_t count = 0;
    for (std::size_t n = 0; n < mu_.size(); ++n) {
        over_mu_[n] = 1.0 / mu_[n];
        share_[n] = total[n];
        for (std::size_t i = 0; i < offer.count; ++i) {
            const std::size_t k = offer.alternative[i];
            if (nest_of_[k] != n) continue;
            members_[count++] = k;
            within_[k] = share_within(base_share[k], total[n]);
        }
        ends_[n] = count;
    }
    for (std::size_t k = 0; k < nest_of_.size(); ++k) {
        if (all(base_share[k] <= Real(0.0))) members_[count++] = k;
    }
}

template <class Real>
Real PivotBase<Real>::gain(const PivotChange<Real>& change, std::span<Real> share) const {
    // Of the reference, e^x is taken up to here: beyond, the gain is -infinity for all purposes,
    // and remains a number that 0 can be multiplied with.
    constexpr double kHighest = 600.0;
    TANLU_EXPECTS(change.utility.size() == alternatives() && share.size() == alternatives());
    TANLU_EXPECTS(change.reference.size() == alternatives());
    TANLU_EXPECTS(change.differs.empty() || change.differs.size() == alternatives());
    const auto differs = [&change](std::size_t k) {
        return change.differs.empty() || change.differs[k] != 0;
    };

    // Nests: sum over the members of their shares times e^(change), and the value of the nest.
    PerAlternative<Real> sum, value, reference_value;
    std::array<bool, kMaxAlternatives> moved;
    Real best = -kInfinity;
    for (std::size_t n = 0; n < mu_.size(); ++n) {
        const std::span<const std::size_t> here = members(n);
        if (here.empty()) continue;
        moved[n] = std::any_of(here.begin(), here.end(), differs);
        if (here.size() == 1 && !moved[n]) {  // as below, to the bit
            const std::size_t k = here.front();
            share[k] = 1.0;
            sum[n] = 1.0;
            value[n] = select(within_[k] <= Real(0.0), Real(-kInfinity),
                              value_of_one(change.utility[k], mu_[n]));
            best = max(best, value[n]);
            continue;
        }
        Real top = -kInfinity;
        for (const std::size_t k : here) {
            const auto absent = within_[k] <= Real(0.0);
            share[k] = select(absent, Real(-kInfinity), change.utility[k]);
            Real origin = share[k];
            if (differs(k)) {
                const auto removed = !absent && share[k] <= Real(-kInfinity);
                origin = select(removed, change.reference[k], share[k]);
            }
            top = max(top, origin);
        }
        top = select(top <= Real(-kInfinity), Real(0.0), top);
        sum[n] = 0.0;
        Real reference_sum = 0.0;
        for (const std::size_t k : here) {
            const Real liked = within_[k] * exp(Real((share[k] - top) * over_mu_[n]));
            share[k] = liked;
            sum[n] += liked;
            if (differs(k)) {
                const Real exponent = (change.reference[k] - top) * over_mu_[n];
                const Real before = within_[k] * exp(min(exponent, Real(kHighest)));
                reference_sum += select(within_[k] <= Real(0.0), Real(0.0), before);
            } else {
                reference_sum += liked;
            }
        }
        value[n] = nest_value(top, mu_[n], sum[n]);
        if (moved[n]) reference_value[n] = nest_value(top, mu_[n], reference_sum);
        best = max(best, value[n]);
    }

    const auto empty = best <= Real(-kInfinity);
    best = select(empty, Real(0.0), best);
    Real total = 0.0;
    Real reference_total = 0.0;
    for (std::size_t n = 0; n < mu_.size(); ++n) {
        if (members(n).empty()) continue;
        const Real liked = share_[n] * exp(Real(value[n] - best));
        total += liked;
        Real before = liked;
        if (moved[n]) {
            before = share_[n] * exp(min(Real(reference_value[n] - best), Real(kHighest)));
        }
        reference_total += before;
        value[n] = select(sum[n] <= Real(0.0), Real(0.0), Real(liked / sum[n]));
    }
    const Real over_total = select(empty, Real(0.0), Real(1.0 / total));
    for (const std::size_t k : std::span(members_).subspan(ends_.back())) {
        share[k] = 0.0 * over_total;  // NaN where the others are
    }
    for (std::size_t n = 0; n < mu_.size(); ++n) {
        const Real per_like = value[n] * over_total;
        for (const std::size_t k : members(n)) share[k] *= per_like;
    }
    return select(empty, Real(0.0), log(Real(total / reference_total)));
}

template <class Real>
std::vector<PivotBase<Real>> pivot_bases(const Nests<Real>& nests,
                                         std::span<const Real> base_share) {
    const std::size_t alternatives = nests.nest_of.size();
    std::vector<PivotBase<Real>> bases(base_share.size() / alternatives,
                                       PivotBase<Real>(alternatives, nests.mu.size()));
    for (std::size_t row = 0; row < bases.size(); ++row) {
        bases[row].set(nests, base_share.subspan(row * alternatives, alternatives));
    }
    return bases;
}

template <class Real>
void invert_constants(const Nests<Real>& nests, std::span<const Real> share,
                      std::span<const Real> utility, std::span<const Real> availability,
                      std::size_t reference, std::span<Real> constant) {
    const std::size_t count = nests.nest_of.size();
    TANLU_EXPECTS(count <= kMaxAlternatives && reference < count);
    TANLU_EXPECTS(share.size() == count && utility.size() == count);
    TANLU_EXPECTS(availability.size() == count && constant.size() == count);
    const PerAlternative<Real> nest_share = nest_totals<Real>(nests, share);
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t n = nests.nest_of[k];
        const Real within = share[k] / (nest_share[n] * availability[k]);
        const Real exact = nests.mu[n] * log(within) + log(nest_share[n]) - utility[k];
        constant[k] = select(share[k] <= Real(0.0), Real(-kInfinity), exact);
    }
    const Real shift = constant[reference];
    for (std::size_t k = 0; k < count; ++k) constant[k] -= shift;
}

template <class Real>
Real decayed_constant(const Real& base, const Real& long_run, const Real& half_life, double years) {
    const Real halvings = positive_part(years) / half_life;
    const Real left = exp(Real(-std::numbers::ln2 * halvings));
    const Real decayed = long_run + (base - long_run) * left;
    return select(base > Real(0.0), base, decayed);
}

template <class Real>
Real effect_to_utility(const Real& share, const Real& effect) {
    const Real after = share * (1.0 + effect);
    const Real shift = log(Real(after / (1.0 - after))) - log(Real(share / (1.0 - share)));
    return select(after > Real(0.0) && after < Real(1.0), shift, Real(kNaN));
}

template <class Real>
Real effect_to_utility_in_nest(const Real& share, const Real& nest_share, const Real& mu,
                               const Real& effect) {
    // The logarithm of the odds is close to linear in the shift: secants settle to rounding.
    constexpr int kSecants = 8;
    const Real plain = effect_to_utility(share, effect);
    const Real wanted = share * (1.0 + effect);
    const Real wanted_odds = log(Real(wanted / (1.0 - wanted)));
    const Real within = share / nest_share;
    const auto excess = [&](const Real& shift) {
        const Real grown = within * exp(Real(shift / mu));
        const Real sum = 1.0 - within + grown;
        const Real nest = nest_share * pow_positive(sum, mu);
        const Real reached = grown / sum * nest / (1.0 - nest_share + nest);
        return Real(log(Real(reached / (1.0 - reached))) - wanted_odds);
    };
    const Real least = min(plain, Real(mu * plain));
    const Real most = max(plain, Real(mu * plain));
    Real before = mu * plain;
    Real now = plain;
    Real excess_before = excess(before);
    for (int step = 0; step < kSecants; ++step) {
        const Real excess_now = excess(now);
        const Real rise = excess_now - excess_before;
        const Real next = clamp(Real(now - excess_now * (now - before) / rise), least, most);
        const auto is_settled = rise <= Real(0.0) && rise >= Real(0.0);
        before = now;
        excess_before = excess_now;
        now = select(is_settled, now, next);
    }
    return select(mu >= Real(1.0), plain, now);
}

template <class Real>
Real cost_coefficient(const Real& elasticity, const Real& cost, const Real& share) {
    return -elasticity / (cost * (1.0 - share));
}

#define TANLU_INSTANTIATE(Real)                                                                  \
    template Real nested_logit<Real>(const Nests<Real>&, std::span<const Real>,                  \
                                     std::span<const Real>, std::span<Real>);                    \
    template Real pivot_logit<Real>(const Nests<Real>&, std::span<const Real>,                   \
                                    std::span<const Real>, std::span<Real>);                     \
    template class PivotBase<Real>;                                                              \
    template std::vector<PivotBase<Real>> pivot_bases<Real>(const Nests<Real>&,                  \
                                                            std::span<const Real>);              \
    template void invert_constants<Real>(const Nests<Real>&, std::span<const Real>,              \
                                         std::span<const Real>, std::span<const Real>,           \
                                         std::size_t, std::span<Real>);                          \
    template Real decayed_constant<Real>(const Real&, const Real&, const Real&, double);         \
    template Real effect_to_utility<Real>(const Real&, const Real&);                             \
    template Real effect_to_utility_in_nest(const Real&, const Real&, const Real&, const Real&); \
    template Real cost_coefficient<Real>(const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
