#include "lanes/special.hpp"

#include <array>

#include "base/expects.hpp"

namespace tanlu {

template <class Real>
GammaShape<Real> gamma_shape(const Real& a) {
    return {a, map_lanes(a, [](double shape) { return 1.0 / std::tgamma(shape + 1.0); })};
}

namespace {

constexpr double kNone = 1e-300;  // P is 0 to double precision from here down
constexpr double kAll = 45.0;     // Q(4, 45) = e^-45 (1 + 45 + 45^2/2 + 45^3/6) = 5e-16
constexpr int kTermsAtOnce = 5;
constexpr int kMaxTerms = 250;  // x = 45 needs about 150; a multiple of kTermsAtOnce

/// 1 / (a + n) for n = 1, 2, ..., worked out as far as they are asked for.
template <class Real>
class Reciprocals {
public:
    explicit Reciprocals(const Real& a) : a_(a) {}
    /// Those of n, n + 1, ..., n + kTermsAtOnce - 1.
    const Real* from(int n) {
        for (; known_ < n + kTermsAtOnce - 1; ++known_) {
            over_[static_cast<std::size_t>(known_)] = 1.0 / (a_ + (known_ + 1.0));
        }
        return &over_[static_cast<std::size_t>(n - 1)];
    }

private:
    Real a_;
    int known_ = 0;
    std::array<Real, kMaxTerms> over_;
};

template <class Real>
IncompleteGamma<Real> incomplete_gamma(const GammaShape<Real>& shape, const Real& x,
                                       Reciprocals<Real>& reciprocals) {
    const Real u = clamp(x, Real(kNone), Real(kAll));
    const Real front = exp(Real(shape.a * log(u) - u)) * shape.over_gamma;
    Real sum = 1.0;
    Real term = 1.0;
    // Terms fall once they no longer change the sum, so to look now and then is enough.
    for (int n = 1; n <= kMaxTerms; n += kTermsAtOnce) {
        const Real before = sum;
        const Real* over = reciprocals.from(n);
        for (int i = 0; i < kTermsAtOnce; ++i) {
            term *= u * over[i];
            sum += term;
        }
        if (!any(sum > before)) break;
    }
    const Real p = min(Real(front * sum), Real(1.0));
    const Real p_next = positive_part(Real(p - front));
    const auto settle = [&x](const Real& value) {
        const Real above = select(x >= Real(kAll), Real(1.0), value);
        return select(x <= Real(0.0), Real(0.0), above);
    };
    return {settle(p), settle(p_next)};
}

}  // namespace

template <class Real>
void incomplete_gamma(const GammaShape<Real>& shape, std::span<const Real> x,
                      std::span<IncompleteGamma<Real>> result) {
    TANLU_EXPECTS(x.size() == result.size());
    Reciprocals<Real> reciprocals(shape.a);
    for (std::size_t i = 0; i < x.size(); ++i) {
        result[i] = incomplete_gamma(shape, x[i], reciprocals);
    }
}

template <class Real>
IncompleteGamma<Real> incomplete_gamma(const GammaShape<Real>& shape, const Real& x) {
    Reciprocals<Real> reciprocals(shape.a);
    return incomplete_gamma(shape, x, reciprocals);
}

template GammaShape<double> gamma_shape(const double&);
template GammaShape<Lanes> gamma_shape(const Lanes&);
template IncompleteGamma<double> incomplete_gamma(const GammaShape<double>&, const double&);
template IncompleteGamma<Lanes> incomplete_gamma(const GammaShape<Lanes>&, const Lanes&);
template void incomplete_gamma(const GammaShape<double>&, std::span<const double>,
                               std::span<IncompleteGamma<double>>);
template void incomplete_gamma(const GammaShape<Lanes>&, std::span<const Lanes>,
                               std::span<IncompleteGamma<Lanes>>);

}  // namespace tanlu
