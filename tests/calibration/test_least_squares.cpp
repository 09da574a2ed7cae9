#include "calibration/least_squares.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tanlu/error.hpp"

using namespace tanlu;
using calibration::Bounds;
using calibration::least_squares;

namespace {

/// Residuals of y = a + b t at t = 0, 1, 2.
calibration::Residuals line_through(std::vector<double> y) {
    return [y](std::span<const double> points) {
        std::vector<double> found;
        for (std::size_t p = 0; p < points.size(); p += 2) {
            for (std::size_t t = 0; t < y.size(); ++t) {
                found.push_back(points[p] + points[p + 1] * static_cast<double>(t) - y[t]);
            }
        }
        return found;
    };
}

}  // namespace

TEST_CASE("A line is fitted as the normal equations say") {
    // y = 1, 2, 4 at t = 0, 1, 2: b = S_ty / S_tt = 3 / 2 = 1.5, a = 7/3 - 1.5 = 0.8333333;
    // residuals 1/6 (-1, 2, -1), sum of squares 1/6.
    const Bounds wide{-10.0, 10.0};
    const auto fit = least_squares(line_through({1.0, 2.0, 4.0}), 3, std::vector{wide, wide},
                                   std::vector{0.0, 0.0}, 50);
    CHECK(fit.settled);
    CHECK(fit.parameters[0] == Approx(5.0 / 6.0).epsilon(1e-6));
    CHECK(fit.parameters[1] == Approx(1.5).epsilon(1e-6));
    double squares = 0.0;
    for (const double r : fit.residuals) squares += r * r;
    CHECK(squares == Approx(1.0 / 6.0).epsilon(1e-9));
    // d residual / d a = 1, d residual / d b = t.
    CHECK(fit.jacobian[4] == Approx(1.0).epsilon(1e-9));
    CHECK(fit.jacobian[5] == Approx(2.0).epsilon(1e-9));
}

TEST_CASE("A fit stays within its bounds") {
    // The slope may be 1 at most: then a = mean of y - t = 4/3.
    const auto fit = least_squares(line_through({1.0, 2.0, 4.0}), 3,
                                   std::vector{Bounds{-10.0, 10.0}, Bounds{-1.0, 1.0}},
                                   std::vector{0.0, 0.0}, 200);
    CHECK(fit.parameters[1] <= 1.0);
    CHECK(fit.parameters[1] == Approx(1.0).epsilon(1e-3));
    CHECK(fit.parameters[0] == Approx(4.0 / 3.0).epsilon(2e-3));
}

TEST_CASE("Points without numbers are refused, and a start without numbers is an error") {
    // sqrt(x) = 2 with x >= 0 by nature; the bounds reach to -5.
    const calibration::Residuals root = [](std::span<const double> points) {
        std::vector<double> found;
        for (const double x : points) found.push_back(std::sqrt(x) - 2.0);
        return found;
    };
    const std::vector bounds{Bounds{-5.0, 20.0}};
    const auto fit = least_squares(root, 1, bounds, std::vector{1.0}, 100);
    CHECK(fit.parameters[0] == Approx(4.0).epsilon(1e-6));
    CHECK_THROWS_AS(least_squares(root, 1, bounds, std::vector{-1.0}, 100), RunError);
    CHECK_THROWS_AS(
        least_squares(line_through({1.0}), 1, std::vector<Bounds>(2), std::vector{0.5, 0.5}, 10),
        RunError);
}
