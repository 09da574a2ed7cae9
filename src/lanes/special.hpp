#pragma once
// The incomplete gamma function, for distributions of daily distance and of trip length.
#include <span>

#include "lanes/lanes.hpp"

namespace tanlu {

/// Shape a of a gamma distribution with what is computed once from it. Valid for a in [0.3, 3].
template <class Real>
struct GammaShape {
    Real a;
    Real over_gamma;  ///< 1 / Gamma(a + 1)
};

/// Set-up, outside the year loop: calls the C library lane by lane.
template <class Real>
GammaShape<Real> gamma_shape(const Real& a);

/// Regularised lower incomplete gamma function at two neighbouring shapes.
template <class Real>
struct IncompleteGamma {
    Real p;       ///< P(a, x): probability that a gamma variable of shape a is below x
    Real p_next;  ///< P(a + 1, x): share of its mean that lies below x
};

/// P(a, x) and P(a+1, x), within 1e-13 (absolute), for a in [0.3, 3]; 0 for x <= 0 and exactly 1
/// where 1 - P is below the resolution of a double (x >= 45).
///   P(a, x) = x^a e^-x / Gamma(a+1) * [1 + x/(a+1) + x^2/((a+1)(a+2)) + ...]
///   P(a+1, x) = P(a, x) - x^a e^-x / Gamma(a+1)
/// Terms are added until no lane's sum changes; further terms leave a sum that no longer changes as
/// it is, so the result of a lane does not depend on the others.
template <class Real>
IncompleteGamma<Real> incomplete_gamma(const GammaShape<Real>& shape, const Real& x);

/// The same at several x, which share the reciprocals of the series.
template <class Real>
void incomplete_gamma(const GammaShape<Real>& shape, std::span<const Real> x,
                      std::span<IncompleteGamma<Real>> result);

}  // namespace tanlu
