#include "lanes/special.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include "model/component_check.hpp"

namespace tanlu {
namespace {

TEST_CASE("special: incomplete gamma agrees with Boost to 1e-13") {
    for (const double a : {0.3, 0.5, 0.65, 0.9, 1.0, 1.5, 2.0, 2.7, 3.0}) {
        const GammaShape<double> shape = gamma_shape(a);
        const GammaShape<Lanes> lanes_shape = gamma_shape(Lanes(a));
        for (double x = 1e-6; x < 60.0; x *= 1.07) {
            INFO("a = " << a << ", x = " << x);
            const IncompleteGamma<double> here = incomplete_gamma(shape, x);
            const IncompleteGamma<Lanes> there = incomplete_gamma(lanes_shape, Lanes(x));
            const double p = boost::math::gamma_p(a, x);
            const double p_next = boost::math::gamma_p(a + 1.0, x);
            CHECK(std::abs(here.p - p) < 1e-13);
            CHECK(std::abs(here.p_next - p_next) < 1e-13);
            CHECK(std::abs(there.p[5] - p) < 1e-13);
            CHECK(std::abs(there.p_next[5] - p_next) < 1e-13);
        }
    }
}

TEST_CASE("special: shape 1 is the exponential distribution") {
    const GammaShape<double> shape = gamma_shape(1.0);
    for (const double x : {0.1, 1.0, 5.0, 30.0}) {
        // P(1, x) = 1 - e^-x,  P(2, x) = 1 - (1 + x) e^-x
        CHECK(incomplete_gamma(shape, x).p == Approx(-std::expm1(-x)).epsilon(1e-14));
        CHECK(incomplete_gamma(shape, x).p_next ==
              Approx(1.0 - (1.0 + x) * std::exp(-x)).margin(1e-14));
    }
}

TEST_CASE("special: ends of the range are exact") {
    const GammaShape<Lanes> shape = gamma_shape(Lanes(0.65));
    for (const double x : {0.0, -1.0}) {
        CHECK(incomplete_gamma(shape, Lanes(x)).p[0] == 0.0);
        CHECK(incomplete_gamma(shape, Lanes(x)).p_next[0] == 0.0);
    }
    for (const double x : {45.0, 1e3, 1e300}) {
        CHECK(incomplete_gamma(shape, Lanes(x)).p[0] == 1.0);
        CHECK(incomplete_gamma(shape, Lanes(x)).p_next[0] == 1.0);
    }
}

TEST_CASE("special: never decreases in x, never leaves [0, 1]") {
    for (const double a : {0.3, 0.65, 3.0}) {
        const GammaShape<double> shape = gamma_shape(a);
        double before = 0.0;
        for (double x = 0.0; x < 50.0; x += 0.01) {
            const IncompleteGamma<double> here = incomplete_gamma(shape, x);
            REQUIRE(here.p >= before - 1e-14);
            REQUIRE(here.p <= 1.0);
            REQUIRE(here.p_next >= 0.0);
            REQUIRE(here.p_next <= here.p);
            before = here.p;
        }
    }
}

TEST_CASE("special: batch equals plain double, lanes are independent, NaN is kept") {
    const auto component = []<class Real>(std::span<const Real> in) {
        const IncompleteGamma<Real> gamma = incomplete_gamma(gamma_shape(in[0]), in[1]);
        return std::vector<Real>{gamma.p, gamma.p_next};
    };
    test::check_component(component, {0.65, 0.02});
    test::check_component(component, {0.65, 1.3});
    test::check_component(component, {2.4, 40.0});
}

TEST_CASE("special: a lane that needs few terms is not moved by one that needs many") {
    Lanes x(0.01);
    x[6] = 44.0;
    const GammaShape<Lanes> shape = gamma_shape(Lanes(0.65));
    CHECK(test::same_bits(incomplete_gamma(shape, x).p[0],
                          incomplete_gamma(shape, Lanes(0.01)).p[0]));
    CHECK(test::same_bits(incomplete_gamma(shape, x).p[6],
                          incomplete_gamma(shape, Lanes(44.0)).p[0]));
}

}  // namespace
}  // namespace tanlu
