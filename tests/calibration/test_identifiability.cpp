#include "calibration/identifiability.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tanlu;
using calibration::Bounds;
using calibration::identifiability;

TEST_CASE("Directions are singular vectors in units of half the bounds") {
    // Widths 2 and 4: half widths 1 and 2. Rows (3, 0) and (0, 0.2) become (3, 0) and (0, 0.4).
    const std::vector<double> jacobian{3.0, 0.0, 0.0, 0.2};
    const auto found =
        identifiability(jacobian, 2, std::vector{Bounds{0.0, 2.0}, Bounds{1.0, 5.0}});
    REQUIRE(found.directions.size() == 2);
    CHECK(found.directions[0].strength == Approx(3.0));
    CHECK_FALSE(found.directions[0].is_flat());
    CHECK(found.directions[0].parts[0] == Approx(1.0));
    CHECK(found.directions[1].strength == Approx(0.4));
    CHECK(found.directions[1].is_flat());
    CHECK(found.directions[1].parts[1] == Approx(1.0));
    // (J'J)^-1 = diag(1/9, 1/0.04): errors 1/3 and 5.
    CHECK(found.standard_errors[0] == Approx(1.0 / 3.0));
    CHECK(found.standard_errors[1] == Approx(5.0));
    CHECK(found.correlations[1] == Approx(0.0).margin(1e-12));
}

TEST_CASE("What only a sum tells is flat along the difference") {
    // One statistic sees p + q; a prior of error 1 holds p: rows (1, 1) and (1, 0).
    const std::vector<double> jacobian{1.0, 1.0, 1.0, 0.0};
    const Bounds two{-1.0, 1.0};
    const auto found = identifiability(jacobian, 1, std::vector{two, two});
    CHECK(found.directions[0].strength == Approx(std::sqrt(2.0)));
    CHECK(found.directions[1].strength == Approx(0.0).margin(1e-12));
    CHECK(found.directions[1].parts[0] * found.directions[1].parts[1] == Approx(-0.5));
    // With the prior: J'J = (2 1; 1 1), its inverse (1 -1; -1 2).
    CHECK(found.standard_errors[0] == Approx(1.0));
    CHECK(found.standard_errors[1] == Approx(std::sqrt(2.0)));
    CHECK(found.correlations[1] == Approx(-1.0 / std::sqrt(2.0)));
}

TEST_CASE("A parameter without any effect has no error bound") {
    const auto found = identifiability(std::vector<double>{1.0, 0.0}, 1,
                                       std::vector{Bounds{0.0, 2.0}, Bounds{0.0, 2.0}});
    CHECK(found.standard_errors[0] == Approx(1.0));
    CHECK(std::isinf(found.standard_errors[1]));
}
