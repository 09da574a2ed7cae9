#pragma once
// How many private cars people own: required stock from income, and the cap of a plate quota.
#include "lanes/lanes.hpp"

namespace tanlu::model {

/// Parameters of the Gompertz curve of ownership.
template <class Real>
struct Gompertz {
    Real saturation;  ///< ownership at very high income [vehicle/person]
    Real alpha;       ///< displacement, below 0 [1]
    Real beta;  ///< growth with income, below 0 [person/(1000 CNY)] or the inverse income unit
};

/// Vehicle ownership from income by a Gompertz curve [vehicle/person].
///   o(y) = saturation exp(alpha exp(beta y))
/// Income y in the unit that beta was fitted to, taken as its trailing four-year mean. Asymmetric:
/// the inflection lies at saturation/e, early, and the approach to saturation is long.
/// S:DGS07, S:Wu14
template <class Real>
Real gompertz_ownership(const Gompertz<Real>& curve, const Real& income) {
    return curve.saturation * exp(Real(curve.alpha * exp(Real(curve.beta * income))));
}

/// Ownership seen at one income.
template <class Real>
struct ObservedOwnership {
    Real income;
    Real ownership;  ///< [vehicle/person]
};

/// The Gompertz curve of given saturation through two points, exactly.
///   T_i = ln(-ln(o_i / saturation)),  beta = (T2 - T1)/(y2 - y1),  alpha = -exp(T1 - beta y1)
/// Both ownerships lie strictly between 0 and saturation and the incomes differ; otherwise NaN or
/// infinity.
template <class Real>
Gompertz<Real> gompertz_through(const Real& saturation, const ObservedOwnership<Real>& first,
                                const ObservedOwnership<Real>& second) {
    const auto transform = [&saturation](const Real& ownership) {
        return Real(log(Real(-log(Real(ownership / saturation)))));
    };
    const Real t1 = transform(first.ownership);
    const Real t2 = transform(second.ownership);
    const Real beta = (t2 - t1) / (second.income - first.income);
    return {saturation, -exp(Real(t1 - beta * first.income)), beta};
}

/// Ownership that moves a part `speed` in [0, 1] of the way to its curve in a year.
///   o_t = o_(t-1) + speed (o*_t - o_(t-1))
template <class Real>
Real partial_adjustment(const Real& previous, const Real& target, const Real& speed) {
    return previous + speed * (target - previous);
}

/// Required stock under a quota of new plates a year [vehicle]: additions to the stock are capped,
/// replacement is free.  N* <- min(N*, N_(t-1) + quota).
/// Unmet demand is the target less the result.
template <class Real>
Real stock_under_quota(const Real& target, const Real& previous_stock, const Real& quota) {
    return min(target, Real(previous_stock + quota));
}

}  // namespace tanlu::model
