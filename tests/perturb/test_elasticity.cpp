#include "perturb/elasticity.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tanlu;
using perturb::elasticity;

TEST_CASE("An elasticity is the slope of the logarithms") {
    // y = x^-0.3 has elasticity -0.3 everywhere, whatever the step.
    const auto y = [](double x) { return std::pow(x, -0.3); };
    CHECK(elasticity(y(0.99), 1.0, y(1.01), 0.01) == Approx(-0.3).epsilon(1e-12));
    CHECK(elasticity(y(0.9), 1.0, y(1.1), 0.1) == Approx(-0.3).epsilon(1e-12));
    // 990 and 1015 for -1 and +1 %: (ln 1015 - ln 990) / (ln 1.01 - ln 0.99)
    // = 0.0249389 / 0.0200007 = 1.24690.
    CHECK(elasticity(990.0, 1000.0, 1015.0, 0.01) == Approx(1.24690).epsilon(1e-5));
}

TEST_CASE("With one side missing the other and the central number serve") {
    const double none = std::nan("");
    // ln(1015/1000) / ln(1.01) = 0.0148886 / 0.00995033 = 1.49629.
    CHECK(elasticity(none, 1000.0, 1015.0, 0.01) == Approx(1.49629).epsilon(1e-5));
    // ln(990/1000) / ln(0.99) = 1.
    CHECK(elasticity(990.0, 1000.0, none, 0.01) == Approx(1.0).epsilon(1e-12));
    CHECK(std::isnan(elasticity(none, 1000.0, none, 0.01)));
    CHECK(std::isnan(elasticity(none, none, 1015.0, 0.01)));
    CHECK(std::isnan(elasticity(0.0, 0.0, 0.0, 0.01)));
}
