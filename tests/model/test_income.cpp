#include "model/income.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// Passenger column of the table of the packs: GDP per head [int$2017], elasticity [1].
constexpr std::array<double, 4> kIncomes{12314, 24628, 36941, 49255};
constexpr std::array<double, 4> kPassenger{0.80, 0.75, 0.50, 0.10};

double passenger_elasticity(double income) {
    return elasticity_at<double>(kIncomes, kPassenger, income);
}

TEST_CASE("income: elasticity meets the points of the table") {
    for (std::size_t i = 0; i < kIncomes.size(); ++i) {
        CHECK(passenger_elasticity(kIncomes[i]) == Approx(kPassenger[i]).epsilon(1e-14));
    }
}

TEST_CASE("income: elasticity is linear between points and held outside") {
    CHECK(passenger_elasticity(18471.0) == Approx(0.775).epsilon(1e-14));  // half way
    CHECK(passenger_elasticity(30784.5) == Approx(0.625).epsilon(1e-14));  // half way
    // a quarter of the way from 36941 to 49255 (12314 apart): 0.50 - 0.40/4
    CHECK(passenger_elasticity(36941.0 + 3078.5) == Approx(0.40).epsilon(1e-14));
    CHECK(passenger_elasticity(5000.0) == 0.80);
    CHECK(passenger_elasticity(90000.0) == Approx(0.10).epsilon(1e-14));
}

TEST_CASE("income: index grows by the ratio of incomes to the elasticity") {
    // (121/100)^(1 * 0.5) = 1.1;  (121/100)^(2 * 0.5) = 1.21
    CHECK(chained_index<double>(1.0, 100.0, 121.0, 0.5, 1.0) == Approx(1.1).epsilon(1e-14));
    CHECK(chained_index<double>(3.0, 100.0, 121.0, 0.5, 2.0) == Approx(3.63).epsilon(1e-14));
}

TEST_CASE("income: with one elasticity the chain is the closed form") {
    double index = 1.0;
    double income = 10000.0;
    for (int year = 0; year < 40; ++year) {
        const double next = income * (year % 7 == 0 ? 0.97 : 1.05);
        index = chained_index<double>(index, income, next, 0.8, 1.3);
        income = next;
    }
    CHECK(index == Approx(std::pow(income / 10000.0, 0.8 * 1.3)).epsilon(1e-12));
}

TEST_CASE("income: no growth or no elasticity leaves the index") {
    CHECK(chained_index<double>(1.7, 5e4, 5e4, 0.8, 1.3) == 1.7);
    CHECK(chained_index<double>(1.7, 5e4, 9e4, 0.8, 0.0) == 1.7);
}

TEST_CASE("income: trailing mean weighs the last years alike") {
    const std::array<double, 5> series{1, 2, 3, 4, 5};
    CHECK(trailing_mean<double>(series, 1.0) == 5.0);
    CHECK(trailing_mean<double>(series, 3.0) == 4.0);  // (5 + 4 + 3) / 3
    // (5 + 4 + 0.5 * 3) / 2.5 = 10.5 / 2.5
    CHECK(trailing_mean<double>(series, 2.5) == Approx(4.2).epsilon(1e-15));
    CHECK(trailing_mean<double>(series, 9.0) == 3.0);  // shorter than asked: all of it
}

TEST_CASE("income: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{elasticity_at<Real>(x.subspan(0, 3), x.subspan(3, 3), x[6])};
        },
        {12000, 24000, 36000, 0.8, 0.75, 0.5, 30000});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{chained_index<Real>(x[0], x[1], x[2], x[3], x[4])};
        },
        {1.2, 70000, 74000, 0.7, 1.3});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{trailing_mean<Real>(x.first(4), x[4])};
        },
        {7.0, 8.0, 9.5, 11.0, 3.6});
}

}  // namespace
}  // namespace tanlu::model
