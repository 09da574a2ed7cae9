#include "lanes/special.hpp"

namespace tanlu {

template <class Real>
GammaShape<Real> gamma_shape(const Real& a) {
    return {a, map_lanes(a, [](double shape) { return 1.0 / std::tgamma(shape + 1.0); })};
}

template <class Real>
IncompleteGamma<Real> incomplete_gamma(const GammaShape<Real>& shape, const Real& x) {
    constexpr double kNone = 1e-300;  // P is 0 to double precision from here down
    constexpr double kAll = 45.0;     // Q(4, 45) = e^-45 (1 + 45 + 45^2/2 + 45^3/6) = 5e-16
    constexpr int kMaxTerms = 250;    // x = 45 needs about 150
    const Real u = clamp(x, Real(kNone), Real(kAll));
    const Real front = exp(Real(shape.a * log(u) - u)) * shape.over_gamma;

    Real sum = 1.0;
    Real term = 1.0;
    for (int n = 1; n <= kMaxTerms; ++n) {
        term *= u / (shape.a + n);
        const Real next = sum + term;
        if (!any(next > sum)) break;
        sum = next;
    }
    const Real p = min(Real(front * sum), Real(1.0));
    const Real p_next = positive_part(p - front);
    const auto settle = [&x](const Real& value) {
        const Real above = select(x >= Real(kAll), Real(1.0), value);
        return select(x <= Real(0.0), Real(0.0), above);
    };
    return {settle(p), settle(p_next)};
}

template GammaShape<double> gamma_shape(const double&);
template GammaShape<Lanes> gamma_shape(const Lanes&);
template IncompleteGamma<double> incomplete_gamma(const GammaShape<double>&, const double&);
template IncompleteGamma<Lanes> incomplete_gamma(const GammaShape<Lanes>&, const Lanes&);

}  // namespace tanlu
