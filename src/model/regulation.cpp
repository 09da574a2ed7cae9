#include "model/regulation.hpp"

#include <array>

#include "base/expects.hpp"
#include "model/choice.hpp"

namespace tanlu::model {
namespace {

template <class Real>
using PerAlternative = std::array<Real, kMaxAlternatives>;

/// By which a balance, scaled to weights of 1, may miss 0.
constexpr double kBalanceTolerance = 1e-14;

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
        bound_shares<Real>(bounds_, std::span(tilted).first(share_.size()), regulated);
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
    constexpr double kWidth = 1e-15;
    constexpr double kRounding = 1e-12;
    constexpr int kMaxDoublings = 14;
    constexpr int kMaxSteps = 100;

    Real low = 0.0;
    Real low_value = tilt.balance_at(i, low);
    const Mask<Real> is_needed = low_value < Real(-kBalanceTolerance);
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
    status.raise(is_short && high_value < Real(-kRounding), Problem::infeasible);

    // Secant between the ends of the bracket; the value of an end that stays is halved (Illinois),
    // and every third step halves the bracket. Samples that are done are frozen.
    Real root = high;
    Mask<Real> active = is_needed && high_value > Real(kBalanceTolerance);
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
        root = select(active, select(abs(value) <= Real(kBalanceTolerance), guess, high), root);
        active = active && abs(value) > Real(kBalanceTolerance) &&
                 Real(high - low) > Real(kWidth * high);
    }
    status.raise(active, Problem::not_converged);
    return select(is_needed, root, Real(0.0));
}

}  // namespace

template <class Real>
Status<Real> regulate_shares(const GroupBounds<Real>& bounds,
                             std::span<const Balance<Real>> balances, std::span<const Real> share,
                             std::span<Real> regulated, std::span<Real> eta) {
    constexpr int kMaxRounds = 50;
    constexpr double kTolerance = 1e-12;
    TANLU_EXPECTS(balances.size() <= kMaxBalances && eta.size() == balances.size());
    TANLU_EXPECTS(share.size() <= kMaxAlternatives && regulated.size() == share.size());

    Status<Real> status = bound_shares(bounds, share, regulated);
    TiltedShares<Real> tilt(bounds, balances, share);
    for (std::size_t i = 0; i < balances.size(); ++i) {
        for (const Real& w : balances[i].weight) require_finite(w, status);
    }

    Mask<Real> is_violated{};
    for (std::size_t i = 0; i < balances.size(); ++i) {
        is_violated = is_violated || tilt.balance(i, regulated) < Real(-kBalanceTolerance);
    }
    Mask<Real> active = is_violated && status.sound();
    for (int round = 0; round < kMaxRounds && any(active); ++round) {
        Real change = 0.0;
        for (std::size_t i = 0; i < balances.size(); ++i) {
            const Real before = tilt.eta(i);
            Status<Real> found;
            const Real solved = solve_balance(tilt, i, found);
            tilt.eta(i) = select(active, solved, before);
            change = max(change, Real(abs(Real(solved - before)) / (1.0 + solved)));
            for (const Problem problem : {Problem::infeasible, Problem::not_converged}) {
                status.raise(active && found.where(problem), problem);
            }
        }
        active = active && change > Real(kTolerance) && status.sound();
        if (balances.size() == 1) active = {};  // nothing else can move it
    }
    status.raise(active, Problem::not_converged);

    PerAlternative<Real> tilted;
    if (any(is_violated)) tilt.write(std::span(tilted).first(share.size()));
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
    template Status<Real> regulate_shares(const GroupBounds<Real>&,                              \
                                          std::span<const Balance<Real>>, std::span<const Real>, \
                                          std::span<Real>, std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
