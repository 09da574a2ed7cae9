// Constants of a choice that give wanted shares over several bands.
#include <array>

#include "base/expects.hpp"
#include "model/choice.hpp"

namespace tanlu::model {
namespace {

template <class Real>
using PerAlternative = std::array<Real, kMaxAlternatives>;

constexpr double kTolerance = 1e-12;

/// Shares over all bands under given constants, their derivatives, and what is wanted of them.
template <class Real>
class Search {
public:
    Search(const BandedChoice<Real>& choice, std::span<const Real> wanted) : choice_(choice) {
        const std::size_t count = wanted.size();
        Real sum = 0.0;
        for (const Real& share : wanted) sum += share;
        for (std::size_t k = 0; k < count; ++k) wanted_[k] = wanted[k] / sum;
    }

    std::size_t count() const { return choice_.nests.nest_of.size(); }
    const Real& wanted(std::size_t k) const { return wanted_[k]; }
    const Real& predicted(std::size_t k) const { return predicted_[k]; }
    const Real& mu(std::size_t k) const { return choice_.nests.mu[choice_.nests.nest_of[k]]; }
    Mask<Real> sought(std::size_t k) const { return wanted_[k] > Real(0.0); }

    /// Largest difference between wanted and predicted shares, not below `floor`.
    Real error(std::span<const Real> constant, const Real& floor) {
        evaluate(constant, false);
        return largest_difference(floor);
    }
    /// The same, and the derivatives of the shares.
    Real error_and_slopes(std::span<const Real> constant, const Real& floor) {
        evaluate(constant, true);
        return largest_difference(floor);
    }

    /// Step of Newton's method, no component longer than kLongest. The derivatives make a
    /// symmetric matrix that is positive but for the direction in which all constants move alike;
    /// adding 1 to every entry holds that direction still. Overwrites the derivatives.
    void newton_step(std::span<Real> step) {
        constexpr double kLongest = 2.0;
        const std::size_t size = count();
        for (std::size_t k = 0; k < size; ++k) {
            const Mask<Real> here = sought(k);
            for (std::size_t j = 0; j < k; ++j) {
                slope(k, j) = select(here && sought(j), Real(slope(k, j) + 1.0), Real(0.0));
            }
            slope(k, k) = select(here, Real(slope(k, k) + 1.0), Real(1.0));
            step[k] = select(here, Real(wanted_[k] - predicted_[k]), Real(0.0));
        }
        solve(step);
        for (std::size_t k = 0; k < size; ++k) {
            step[k] = clamp(step[k], Real(-kLongest), Real(kLongest));
        }
    }

private:
    Real& slope(std::size_t k, std::size_t j) { return slope_[k * count() + j]; }

    Real largest_difference(const Real& floor) const {
        Real largest = floor;
        for (std::size_t k = 0; k < count(); ++k) {
            largest = max(largest, abs(Real(wanted_[k] - predicted_[k])));
        }
        return largest;
    }

    void evaluate(std::span<const Real> constant, bool with_slopes) {
        const std::size_t size = count();
        PerAlternative<Real> utility;
        PerAlternative<Real> share;
        for (std::size_t k = 0; k < size; ++k) predicted_[k] = 0.0;
        if (with_slopes) {
            for (std::size_t i = 0; i < size * size; ++i) slope_[i] = 0.0;
        }
        for (std::size_t b = 0; b < choice_.band_weight.size(); ++b) {
            for (std::size_t k = 0; k < size; ++k) {
                utility[k] = choice_.utility[b * size + k] + constant[k];
            }
            nested_logit<Real>(choice_.nests, std::span(utility).first(size),
                               choice_.availability.subspan(b * size, size),
                               std::span(share).first(size));
            for (std::size_t k = 0; k < size; ++k) {
                predicted_[k] += choice_.band_weight[b] * share[k];
            }
            if (with_slopes) add_slopes(choice_.band_weight[b], std::span(share).first(size));
        }
    }

    /// Of a band, lower triangle only:  dP_k/dASC_j = P_k (d_kj - P_j|n) / mu_n + P_k P_j|n - P_k
    /// P_j within a nest, -P_k P_j between nests.
    void add_slopes(const Real& weight, std::span<const Real> share) {
        const Nests<Real>& nests = choice_.nests;
        PerAlternative<Real> over_nest;
        PerAlternative<Real> over_mu;
        for (std::size_t n = 0; n < nests.mu.size(); ++n) {
            over_nest[n] = 0.0;
            over_mu[n] = 1.0 / nests.mu[n];
        }
        for (std::size_t k = 0; k < share.size(); ++k) over_nest[nests.nest_of[k]] += share[k];
        for (std::size_t n = 0; n < nests.mu.size(); ++n) {
            over_nest[n] =
                (1.0 - over_mu[n]) / select(over_nest[n] <= Real(0.0), Real(1.0), over_nest[n]);
        }
        for (std::size_t k = 0; k < share.size(); ++k) {
            const std::size_t n = nests.nest_of[k];
            const Real part = weight * share[k];
            for (std::size_t j = 0; j <= k; ++j) {
                const bool together = nests.nest_of[j] == n;
                const Real factor = together ? Real(over_nest[n] - 1.0) : Real(-1.0);
                slope(k, j) += part * share[j] * factor;
            }
            slope(k, k) += part * over_mu[n];
        }
    }

    /// Solves for the step in place by the square-root-free Cholesky method.
    void solve(std::span<Real> x) {
        const std::size_t size = count();
        PerAlternative<Real> over_pivot;
        for (std::size_t k = 0; k < size; ++k) {
            over_pivot[k] = 1.0 / slope(k, k);
            for (std::size_t i = k + 1; i < size; ++i) {
                const Real factor = slope(i, k) * over_pivot[k];
                for (std::size_t j = k + 1; j <= i; ++j) slope(i, j) -= factor * slope(j, k);
                x[i] -= factor * x[k];
            }
        }
        for (std::size_t k = size; k-- > 0;) {
            for (std::size_t i = k + 1; i < size; ++i) x[k] -= slope(i, k) * x[i];
            x[k] *= over_pivot[k];
        }
    }

    const BandedChoice<Real>& choice_;
    PerAlternative<Real> wanted_;
    PerAlternative<Real> predicted_;
    std::array<Real, kMaxAlternatives * kMaxAlternatives> slope_;
};

template <class Real>
Status<Real> check(const BandedChoice<Real>& choice, std::span<const Real> wanted) {
    constexpr double kSumTolerance = 1e-9;
    const std::size_t count = wanted.size();
    Status<Real> status;
    Real sum = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
        Real reach = 0.0;
        for (std::size_t b = 0; b < choice.band_weight.size(); ++b) {
            const Mask<Real> here = choice.availability[b * count + k] > Real(0.0);
            reach += select(here, choice.band_weight[b], Real(0.0));
        }
        status.raise(wanted[k] > Real(reach + kTolerance), Problem::infeasible);
        status.raise(wanted[k] < Real(0.0), Problem::domain_error);
        require_finite(wanted[k], status);
        sum += wanted[k];
    }
    status.raise(abs(Real(sum - 1.0)) > Real(kSumTolerance), Problem::domain_error);
    return status;
}

/// Where the search for a constant begins; -infinity for an alternative without a share.
template <class Real>
Real first_constant(const Search<Real>& search, std::size_t k) {
    return select(search.sought(k), Real(0.0), Real(-kInfinity));
}

/// Moves constants of samples that have not converged by a step of the contraction.
template <class Real>
void contract(const Search<Real>& search, const Mask<Real>& active, std::span<Real> constant) {
    for (std::size_t k = 0; k < search.count(); ++k) {
        const Real ratio = search.wanted(k) / search.predicted(k);
        const Real moved = constant[k] + search.mu(k) * log(ratio);
        constant[k] = select(active && search.sought(k), moved, constant[k]);
    }
}

}  // namespace

template <class Real>
Status<Real> calibrate_constants(const BandedChoice<Real>& choice,
                                 std::span<const Real> wanted_share, std::span<Real> constant) {
    constexpr int kFirstContractions = 2;
    constexpr int kNewtonSteps = 12;
    constexpr int kMaxSteps = 10'000;
    const std::size_t count = choice.nests.nest_of.size();
    TANLU_EXPECTS(count <= kMaxAlternatives);
    TANLU_EXPECTS(wanted_share.size() == count && constant.size() == count);
    TANLU_EXPECTS(choice.utility.size() == choice.band_weight.size() * count);
    TANLU_EXPECTS(choice.availability.size() == choice.utility.size());

    Status<Real> status = check(choice, wanted_share);
    Search<Real> search(choice, wanted_share);
    // Starts from NaN where there is a problem already, so that such samples take no steps. Those
    // that have converged are frozen: their result does not depend on the others.
    const Real sound = or_nan(Real(0.0), status);
    for (std::size_t k = 0; k < count; ++k) constant[k] = first_constant(search, k);
    PerAlternative<Real> step;
    Real error = sound;
    for (int n = 0; n < kFirstContractions + kNewtonSteps; ++n) {
        const bool contracts = n < kFirstContractions;
        error =
            contracts ? search.error(constant, sound) : search.error_and_slopes(constant, sound);
        const Mask<Real> active = error >= Real(kTolerance);
        if (!any(active)) break;
        if (contracts) {
            contract(search, active, constant);
            continue;
        }
        search.newton_step(std::span(step).first(count));
        for (std::size_t k = 0; k < count; ++k) {
            const Real moved = constant[k] + step[k];
            constant[k] = select(active && search.sought(k), moved, constant[k]);
        }
    }
    // What Newton's method has not settled, or has led astray, begins again and goes the slow way.
    error = search.error(constant, sound);
    const Mask<Real> settled = error < Real(kTolerance);
    const Mask<Real> slow = !settled && sound >= Real(0.0);
    if (any(slow)) {
        for (std::size_t k = 0; k < count; ++k) {
            constant[k] = select(slow, first_constant(search, k), constant[k]);
        }
        for (int n = 0; n < kMaxSteps; ++n) {
            error = search.error(constant, sound);
            const Mask<Real> active = slow && error >= Real(kTolerance);
            if (!any(active)) break;
            contract(search, active, constant);
        }
    }
    status.raise(error >= Real(kTolerance), Problem::not_converged);
    status.raise(!(error >= Real(0.0)) && status.sound(), Problem::non_finite);
    for (std::size_t k = 0; k < count; ++k) constant[k] = or_nan(constant[k], status);
    return status;
}

template <class Real>
Status<Real> calibrate_constants(const BandedChoice<Real>& choice,
                                 std::span<const Real> wanted_share, std::size_t reference,
                                 std::span<Real> constant) {
    TANLU_EXPECTS(reference < constant.size());
    Status<Real> status = calibrate_constants<Real>(choice, wanted_share, constant);
    status.raise(wanted_share[reference] <= Real(0.0), Problem::domain_error);
    const Real shift = constant[reference];
    for (Real& k : constant) k = or_nan(Real(k - shift), status);
    return status;
}

#define TANLU_INSTANTIATE(Real)                                                              \
    template Status<Real> calibrate_constants<Real>(const BandedChoice<Real>&,               \
                                                    std::span<const Real>, std::span<Real>); \
    template Status<Real> calibrate_constants<Real>(                                         \
        const BandedChoice<Real>&, std::span<const Real>, std::size_t, std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
