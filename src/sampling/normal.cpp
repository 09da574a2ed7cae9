#include "sampling/normal.hpp"

#include <array>
#include <limits>
#include <numbers>

namespace tanlu::sampling {
namespace {

// Coefficients of the rational approximations of AS 241, lowest power first [S:Wichura88].
using Coefficients = std::array<double, 8>;
// Of q (q = p - 1/2), in 0.425^2 - q^2, where |q| <= 0.425.
constexpr Coefficients kCentralTop = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                      1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                      4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                      3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr Coefficients kCentralBottom = {1.0,
                                         4.2313330701600911252e+1,
                                         6.8718700749205790830e+2,
                                         5.3941960214247511077e+3,
                                         2.1213794301586595867e+4,
                                         3.9307895800092710610e+4,
                                         2.8729085735721942674e+4,
                                         5.2264952788528545610e+3};
// In r - 1.6, r = sqrt(-ln(tail probability)), where r <= 5.
constexpr Coefficients kMiddleTop = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                     5.76949722146069140550e0,  3.64784832476320460504e0,
                                     1.27045825245236838258e0,  2.41780725177450611770e-1,
                                     2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr Coefficients kMiddleBottom = {1.0,
                                        2.05319162663775882187e0,
                                        1.67638483018380384940e0,
                                        6.89767334985100004550e-1,
                                        1.48103976427480074590e-1,
                                        1.51986665636164571966e-2,
                                        5.47593808499534494600e-4,
                                        1.05075007164441684324e-9};
// In r - 5, farther out.
constexpr Coefficients kTailTop = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                   1.78482653991729133580e0,  2.96560571828504891230e-1,
                                   2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr Coefficients kTailBottom = {1.0,
                                      5.99832206555887937690e-1,
                                      1.36929880922735805310e-1,
                                      1.48753612908506148525e-2,
                                      7.86869131145613259100e-4,
                                      1.84631831751005468180e-5,
                                      1.42151175831644588870e-7,
                                      2.04426310338993978564e-15};
constexpr double kCentralHalfWidth = 0.425;
constexpr double kMiddleOffset = 1.6;
constexpr double kTailStart = 5.0;

template <class Real>
Real polynomial(const Coefficients& c, const Real& x) {
    Real sum = c[7];
    for (std::size_t k = 7; k-- > 0;) sum = sum * x + Real(c[k]);
    return sum;
}

template <class Real>
Real ratio(const Coefficients& top, const Coefficients& bottom, const Real& x) {
    return polynomial(top, x) / polynomial(bottom, x);
}

}  // namespace

template <class Real>
Real normal_quantile(const Real& p) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    constexpr double kWidth2 = kCentralHalfWidth * kCentralHalfWidth;
    constexpr double kLeast = std::numeric_limits<double>::min();
    const Real q = p - Real(0.5);
    const auto central = abs(q) <= Real(kCentralHalfWidth);
    Real z = q * ratio(kCentralTop, kCentralBottom, Real(Real(kWidth2) - q * q));
    if (!all(central)) {
        const auto lower = q < Real(0.0);
        const Real tail = select(lower, p, Real(Real(1.0) - p));
        const Real r = sqrt(Real(-log(max(tail, Real(kLeast)))));
        Real far = ratio(kMiddleTop, kMiddleBottom, Real(r - Real(kMiddleOffset)));
        const auto is_tail = r > Real(kTailStart);
        if (any(is_tail)) {
            far = select(is_tail, ratio(kTailTop, kTailBottom, Real(r - Real(kTailStart))), far);
        }
        far = select(tail <= Real(0.0), Real(kInfinity), far);
        far = select(tail < Real(0.0), Real(std::numeric_limits<double>::quiet_NaN()), far);
        z = select(central, z, select(lower, Real(-far), far));
    }
    return z;
}

template <class Real>
Real normal_cdf(const Real& z) {
    return map_lanes(z, [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); });
}

double normal_density(double z) {
    constexpr double kTop = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    return kTop * std::exp(-0.5 * z * z);
}

template double normal_quantile(const double&);
template Lanes normal_quantile(const Lanes&);
template double normal_cdf(const double&);
template Lanes normal_cdf(const Lanes&);

}  // namespace tanlu::sampling
