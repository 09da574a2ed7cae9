#include "lanes/special.hpp"

#include <algorithm>
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
constexpr int kMaxTerms = 250;    // x = 45 needs about 150

/// The series of one x while it is added up.
template <class Real>
struct Series {
    Real u;
    Real sum;
    Real term;
    bool grows;

    void start(const Real& x) {
        u = clamp(x, Real(kNone), Real(kAll));
        sum = 1.0;
        term = 1.0;
        grows = true;
    }

    /// Adds term n, given 1 / (a + n). Grows until no sample's sum changes any more.
    void add(const Real& over) {
        term *= u * over;
        const Real next = sum + term;
        grows = any(next > sum);
        sum = next;
    }

    IncompleteGamma<Real> result(const GammaShape<Real>& shape, const Real& x) const {
        const Real front = exp(Real(shape.a * log(u) - u)) * shape.over_gamma;
        const Real p = min(Real(front * sum), Real(1.0));
        const Real p_next = positive_part(p - front);
        const auto settle = [&x](const Real& value) {
            const Real above = select(x >= Real(kAll), Real(1.0), value);
            return select(x <= Real(0.0), Real(0.0), above);
        };
        return {settle(p), settle(p_next)};
    }
};

}  // namespace

template <class Real>
void incomplete_gamma(const GammaShape<Real>& shape, std::span<const Real> x,
                      std::span<IncompleteGamma<Real>> result) {
    constexpr std::size_t kTogether = 8;
    TANLU_EXPECTS(x.size() == result.size());
    for (std::size_t first = 0; first < x.size(); first += kTogether) {
        const std::size_t count = std::min(kTogether, x.size() - first);
        std::array<Series<Real>, kTogether> series;
        for (std::size_t i = 0; i < count; ++i) series[i].start(x[first + i]);
        bool grows = true;
        for (int n = 1; n <= kMaxTerms && grows; ++n) {
            const Real over = 1.0 / (shape.a + n);
            grows = false;
            for (std::size_t i = 0; i < count; ++i) {
                if (series[i].grows) series[i].add(over);
                grows |= series[i].grows;
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            result[first + i] = series[i].result(shape, x[first + i]);
        }
    }
}

template <class Real>
IncompleteGamma<Real> incomplete_gamma(const GammaShape<Real>& shape, const Real& x) {
    IncompleteGamma<Real> result;
    incomplete_gamma<Real>(shape, std::span(&x, 1), std::span(&result, 1));
    return result;
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
