#include "model/range.hpp"

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// Fitted to the standard pattern of seven Chinese cities.
DailyDistance<double> chinese_cities() {
    return {gamma_shape(0.65), 77.304};
}

TEST_CASE("range: utility factor and days beyond range, reference numbers") {
    const DailyDistance<double> day = chinese_cities();
    CHECK(utility_factor(day, 50.0) == Approx(0.56).margin(1e-4));
    CHECK(utility_factor(day, 80.0) == Approx(0.72).margin(1e-4));
    CHECK(utility_factor(day, 100.0) == Approx(0.7915).margin(1e-4));
    CHECK(utility_factor(day, 200.0) == Approx(0.9500).margin(1e-4));
    CHECK(days_beyond_range(day, 50.0) == Approx(123.8).margin(0.05));
    CHECK(days_beyond_range(day, 200.0) == Approx(12.9).margin(0.05));
    // P(D < 50) = 0.661, P(D < 80) = 0.791
    CHECK(days_beyond_range(day, 50.0) / 365.0 == Approx(1.0 - 0.661).margin(5e-4));
    CHECK(days_beyond_range(day, 80.0) / 365.0 == Approx(1.0 - 0.791).margin(5e-4));
}

TEST_CASE("range: shape 1 is the exponential case") {
    const DailyDistance<double> day{gamma_shape(1.0), 40.0};
    for (const double range : {1.0, 20.0, 50.0, 200.0}) {
        CHECK(utility_factor(day, range) == Approx(-std::expm1(-range / 40.0)).epsilon(1e-12));
        CHECK(days_beyond_range(day, range) ==
              Approx(365.0 * std::exp(-range / 40.0)).margin(1e-10));
    }
}

TEST_CASE("range: no range, no electric kilometre, endless range, all of them") {
    const DailyDistance<double> day = chinese_cities();
    for (const double none : {0.0, -5.0}) {
        CHECK(utility_factor(day, none) == 0.0);
        CHECK(days_beyond_range(day, none) == 365.0);
    }
    for (const double range : {3.3e3, 1e4, 1e9, 1e300}) {
        CHECK(utility_factor(day, range) == Approx(1.0).epsilon(1e-12));
        CHECK(days_beyond_range(day, range) == Approx(0.0).margin(1e-10));
    }
    CHECK(utility_factor(day, 1e-6) < 1e-7);
}

TEST_CASE("range: the utility factor is the expected electric part of a day") {
    // Trapezoids of the survivor function: UF = integral_0^R P(D > r) dr / mean.
    const DailyDistance<double> day{gamma_shape(2.0), 25.0};
    double integral = 0.0;
    constexpr double kStep = 0.01;
    for (double r = 0.0; r < 80.0 - kStep / 2.0; r += kStep) {
        integral +=
            0.5 * kStep * (days_beyond_range(day, r) + days_beyond_range(day, r + kStep)) / 365.0;
    }
    CHECK(utility_factor(day, 80.0) == Approx(integral / 50.0).epsilon(1e-6));
}

TEST_CASE("range: rises with range") {
    const DailyDistance<double> day = chinese_cities();
    for (double range = 5.0; range < 1000.0; range += 5.0) {
        CHECK(utility_factor(day, range) > utility_factor(day, range - 5.0));
        CHECK(days_beyond_range(day, range) < days_beyond_range(day, range - 5.0));
    }
}

TEST_CASE("range: costs of trouble by hand") {
    CHECK(range_cost(12.0, 100.0, 0.25, 10e3) == Approx(0.09).epsilon(1e-15));
    CHECK(scarcity_cost(500.0, 10.0, 0.0, 10e3) == 0.05);
    CHECK(scarcity_cost(500.0, 10.0, 0.1, 10e3) == Approx(0.05 / std::exp(1.0)).epsilon(1e-14));
    CHECK(no_home_charger_cost(2000.0, 0.75, 10e3) == 0.05);
    CHECK(no_home_charger_cost(2000.0, 1.0, 10e3) == 0.0);
}

TEST_CASE("range: batch equals plain double, lanes are independent, NaN is kept") {
    const auto component = []<class Real>(std::span<const Real> in) {
        const DailyDistance<Real> day{gamma_shape(in[0]), in[1]};
        const Real days = days_beyond_range(day, in[2]);
        return std::vector<Real>{
            utility_factor(day, in[2]), days, range_cost(days, in[3], in[4], in[5]),
            scarcity_cost(in[6], in[7], in[8], in[5]), no_home_charger_cost(in[6], in[9], in[5])};
    };
    test::check_component(component, {0.65, 77.3, 90.0, 80.0, 0.3, 11e3, 500.0, 8.0, 0.1, 0.6});
}

}  // namespace
}  // namespace tanlu::model
