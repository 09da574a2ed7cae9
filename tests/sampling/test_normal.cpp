#include "sampling/normal.hpp"

#include <boost/math/special_functions/erf.hpp>

#include "model/component_check.hpp"

namespace tanlu::sampling {
namespace {

/// Phi^-1 by Boost: -sqrt 2 erfc^-1(2 p), in long double.
double boost_quantile(double p) {
    const long double twice = 2.0L * static_cast<long double>(p);
    return static_cast<double>(-std::sqrt(2.0L) * boost::math::erfc_inv(twice));
}

TEST_CASE("normal: quantiles agree with Boost to 2e-15") {
    const auto check = [](double p) {
        INFO("p = " << p);
        const double expected = boost_quantile(p);
        CHECK(normal_quantile(p) == Approx(expected).epsilon(2e-15));
        CHECK(normal_quantile(Lanes(p))[3] == Approx(expected).epsilon(2e-15));
    };
    for (double p = 0x1p-53; p < 0.5; p *= 1.11) {
        check(p);
        check(1.0 - p);
    }
    for (const double p : {0.0749999, 0.075, 0.0750001, 0.5 + 1e-12, 1e-300, 1e-11, 1.4e-11}) {
        check(p);
    }
}

TEST_CASE("normal: quantiles at the middle and the ends") {
    CHECK(normal_quantile(0.5) == 0.0);
    CHECK(normal_quantile(0.0) == -std::numeric_limits<double>::infinity());
    CHECK(normal_quantile(1.0) == std::numeric_limits<double>::infinity());
    CHECK(std::isnan(normal_quantile(-0.01)));
    CHECK(std::isnan(normal_quantile(1.01)));
    // Printed in tables: Phi^-1(0.975), Phi^-1(0.95).
    CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
    CHECK(normal_quantile(0.95) == Approx(1.644853626951473).epsilon(1e-15));
}

TEST_CASE("normal: probability and quantile undo each other") {
    for (double z = -8.0; z < 8.0; z += 0.0625) {
        // Each tail from its own side, where it is resolved.
        const double tail = normal_cdf(-std::abs(z));
        CHECK(normal_quantile(tail) == Approx(-std::abs(z)).epsilon(1e-14).margin(1e-15));
        CHECK(normal_cdf(z) + normal_cdf(-z) == Approx(1.0).epsilon(1e-15));
    }
    CHECK(normal_cdf(0.0) == 0.5);
    CHECK(normal_cdf(-1.0) == Approx(0.158655253931457).epsilon(1e-14));
    CHECK(normal_density(0.0) == Approx(0.398942280401433).epsilon(1e-14));
    CHECK(normal_density(std::numeric_limits<double>::infinity()) == 0.0);
}

TEST_CASE("normal: batch equals plain double, lanes are independent, NaN is kept") {
    const auto component = []<class Real>(std::span<const Real> in) {
        return std::vector<Real>{normal_quantile(in[0]), normal_cdf(in[1])};
    };
    test::check_component(component, {0.3, 0.4});
    test::check_component(component, {0.074, -3.0});
    test::check_component(component, {1.38e-11, 5.0});  // both sides of r = 5
}

}  // namespace
}  // namespace tanlu::sampling
