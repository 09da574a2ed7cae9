#pragma once
// The standard normal distribution and its inverse, for `double` and eight samples at once. A
// lane's result depends on that lane alone.
#include "lanes/lanes.hpp"

namespace tanlu::sampling {

/// z with Phi(z) = p, algorithm AS 241 (PPND16), relative error about 1e-15 [S:Wichura88].
/// -infinity at 0, infinity at 1, NaN outside.
template <class Real>
Real normal_quantile(const Real& p);

/// Phi(z) = erfc(-z / sqrt 2) / 2, by the C library, lane by lane; exact in the lower tail, and
/// normal_cdf(-z) is the upper one. Bits may differ between C libraries.
template <class Real>
Real normal_cdf(const Real& z);

/// Density of the standard normal distribution; 0 at both infinities.
double normal_density(double z);

}  // namespace tanlu::sampling
