#include "model/choice.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "base/expects.hpp"

namespace tanlu::model {
namespace {

template <class Real>
using PerAlternative = std::array<Real, kMaxAlternatives>;

/// Shares of weights times exp(utility), the core of the absolute and the pivot form: `weight_k`
/// multiplies within the nest, `nest_weight_n` between nests. Returns ln sum_n nest_weight_n e^I_n.
template <class Real>
Real weighted_logit(const Nests<Real>& nests, std::span<const Real> utility,
                    std::span<const Real> weight, std::span<const Real> nest_weight,
                    std::span<Real> share) {
    const std::size_t count = nests.nest_of.size();
    const std::size_t nest_count = nests.mu.size();

    PerAlternative<Mask<Real>> absent;
    PerAlternative<Real> top;
    for (std::size_t n = 0; n < nest_count; ++n) top[n] = -kInfinity;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t n = nests.nest_of[k];
        absent[k] = weight[k] <= Real(0.0) || utility[k] <= Real(-kInfinity);
        top[n] = max(top[n], select(absent[k], Real(-kInfinity), utility[k]));
    }

    PerAlternative<Real> sum;
    for (std::size_t n = 0; n < nest_count; ++n) sum[n] = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t n = nests.nest_of[k];
        const Real likes = weight[k] * exp(Real((utility[k] - top[n]) / nests.mu[n]));
        share[k] = select(absent[k], Real(0.0), likes);
        sum[n] += share[k];
    }

    PerAlternative<Real> inclusive;
    Real best = -kInfinity;
    for (std::size_t n = 0; n < nest_count; ++n) {
        const Real value = top[n] + nests.mu[n] * log(sum[n]);
        inclusive[n] = select(sum[n] <= Real(0.0), Real(-kInfinity), value);
        best = max(best, inclusive[n]);
    }
    Real total = 0.0;
    PerAlternative<Real> nest_share;
    for (std::size_t n = 0; n < nest_count; ++n) {
        const Real likes = nest_weight[n] * exp(Real(inclusive[n] - best));
        nest_share[n] = select(inclusive[n] <= Real(-kInfinity), Real(0.0), likes);
        total += nest_share[n];
    }
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t n = nests.nest_of[k];
        const Real within = share[k] / select(sum[n] <= Real(0.0), Real(1.0), sum[n]);
        share[k] = within * (nest_share[n] / total);
    }
    return best + log(total);
}

template <class Real>
PerAlternative<Real> nest_totals(const Nests<Real>& nests, std::span<const Real> share) {
    PerAlternative<Real> total;
    for (std::size_t n = 0; n < nests.mu.size(); ++n) total[n] = 0.0;
    for (std::size_t k = 0; k < nests.nest_of.size(); ++k) total[nests.nest_of[k]] += share[k];
    return total;
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
    const std::size_t count = nests.nest_of.size();
    TANLU_EXPECTS(count <= kMaxAlternatives && nests.mu.size() <= kMaxAlternatives);
    TANLU_EXPECTS(base_share.size() == count && utility_change.size() == count);
    TANLU_EXPECTS(share.size() == count);
    const PerAlternative<Real> base_nest = nest_totals<Real>(nests, base_share);
    PerAlternative<Real> within;
    for (std::size_t k = 0; k < count; ++k) {
        const Real& nest = base_nest[nests.nest_of[k]];
        within[k] = base_share[k] / select(nest <= Real(0.0), Real(1.0), nest);
    }
    return weighted_logit<Real>(nests, utility_change, std::span(within).first(count), base_nest,
                                share);
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
Status<Real> calibrate_constants(const BandedChoice<Real>& choice,
                                 std::span<const Real> wanted_share, std::size_t reference,
                                 std::span<Real> constant) {
    constexpr double kTolerance = 1e-12;
    constexpr double kSumTolerance = 1e-9;
    constexpr int kMaxSteps = 10'000;
    const Nests<Real>& nests = choice.nests;
    const std::size_t count = nests.nest_of.size();
    const std::size_t bands = choice.band_weight.size();
    TANLU_EXPECTS(count <= kMaxAlternatives && reference < count);
    TANLU_EXPECTS(wanted_share.size() == count && constant.size() == count);
    TANLU_EXPECTS(choice.utility.size() == bands * count);
    TANLU_EXPECTS(choice.availability.size() == bands * count);

    Status<Real> status;
    Real sum = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
        Real reach = 0.0;
        for (std::size_t b = 0; b < bands; ++b) {
            const Mask<Real> here = choice.availability[b * count + k] > Real(0.0);
            reach += select(here, choice.band_weight[b], Real(0.0));
        }
        status.raise(wanted_share[k] > Real(reach + kTolerance), Problem::infeasible);
        status.raise(wanted_share[k] < Real(0.0), Problem::domain_error);
        require_finite(wanted_share[k], status);
        sum += wanted_share[k];
    }
    status.raise(abs(Real(sum - 1.0)) > Real(kSumTolerance), Problem::domain_error);
    status.raise(wanted_share[reference] <= Real(0.0), Problem::domain_error);

    for (std::size_t k = 0; k < count; ++k) {
        constant[k] = select(wanted_share[k] <= Real(0.0), Real(-kInfinity), Real(0.0));
    }
    // Starts from NaN where there is a problem already, so that such samples take no steps.
    const Real sound = or_nan(Real(0.0), status);
    Real error = sound;
    PerAlternative<Real> utility;
    PerAlternative<Real> share;
    PerAlternative<Real> predicted;
    for (int step = 0; step < kMaxSteps; ++step) {
        for (std::size_t k = 0; k < count; ++k) predicted[k] = 0.0;
        for (std::size_t b = 0; b < bands; ++b) {
            for (std::size_t k = 0; k < count; ++k) {
                utility[k] = choice.utility[b * count + k] + constant[k];
            }
            nested_logit<Real>(nests, std::span(utility).first(count),
                               choice.availability.subspan(b * count, count),
                               std::span(share).first(count));
            for (std::size_t k = 0; k < count; ++k) {
                predicted[k] += choice.band_weight[b] * share[k];
            }
        }
        error = sound;
        for (std::size_t k = 0; k < count; ++k) {
            error = max(error, abs(Real(wanted_share[k] / sum - predicted[k])));
        }
        // Samples that have converged are frozen: their result does not depend on the others.
        const Mask<Real> active = error >= Real(kTolerance);
        if (!any(active)) break;
        for (std::size_t k = 0; k < count; ++k) {
            const Real& mu = nests.mu[nests.nest_of[k]];
            const Real moved = constant[k] + mu * log(Real(wanted_share[k] / sum / predicted[k]));
            const Mask<Real> moves = active && wanted_share[k] > Real(0.0);
            constant[k] = select(moves, moved, constant[k]);
        }
    }
    status.raise(error >= Real(kTolerance), Problem::not_converged);
    status.raise(!(error >= Real(0.0)) && status.sound(), Problem::non_finite);
    const Real shift = constant[reference];
    for (std::size_t k = 0; k < count; ++k) {
        constant[k] = or_nan(Real(constant[k] - shift), status);
    }
    return status;
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
    constexpr int kHalvings = 60;
    const Real plain = effect_to_utility(share, effect);
    const Real wanted = share * (1.0 + effect);
    const Real within = share / nest_share;
    Real low = min(plain, Real(mu * plain));
    Real high = max(plain, Real(mu * plain));
    for (int step = 0; step < kHalvings; ++step) {
        const Real shift = 0.5 * (low + high);
        const Real grown = within * exp(Real(shift / mu));
        const Real sum = 1.0 - within + grown;
        const Real nest = nest_share * pow_positive(sum, mu);
        const Real reached = grown / sum * nest / (1.0 - nest_share + nest);
        const auto is_short = reached < wanted;
        low = select(is_short, shift, low);
        high = select(is_short, high, shift);
    }
    return select(mu >= Real(1.0), plain, Real(0.5 * (low + high)));
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
    template void invert_constants<Real>(const Nests<Real>&, std::span<const Real>,              \
                                         std::span<const Real>, std::span<const Real>,           \
                                         std::size_t, std::span<Real>);                          \
    template Status<Real> calibrate_constants<Real>(                                             \
        const BandedChoice<Real>&, std::span<const Real>, std::size_t, std::span<Real>);         \
    template Real decayed_constant<Real>(const Real&, const Real&, const Real&, double);         \
    template Real effect_to_utility<Real>(const Real&, const Real&);                             \
    template Real effect_to_utility_in_nest(const Real&, const Real&, const Real&, const Real&); \
    template Real cost_coefficient<Real>(const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
