#include "lanes/interpolation.hpp"

#include <array>

#include "model/component_check.hpp"

namespace tanlu {
namespace {

constexpr std::array<int, 4> kYears = {2020, 2025, 2035, 2060};
constexpr std::array<double, 4> kValues = {0.0, 0.4, 0.9, 1.0};
const Anchors<double> kRising{kYears, kValues};

constexpr std::array kRules = {Interpolation::kStep, Interpolation::kLinear,
                               Interpolation::kLoglinear, Interpolation::kPchip,
                               Interpolation::kLogistic};

double at(const Anchors<double>& anchors, Interpolation rule, int year) {
    return interpolate(anchors, rule, year);
}

TEST_CASE("interpolation: monotone cubic reference numbers") {
    CHECK(at(kRising, Interpolation::kPchip, 2022) == Approx(0.175284210526).epsilon(1e-11));
    CHECK(at(kRising, Interpolation::kPchip, 2030) == Approx(0.718405199746).epsilon(1e-11));
    CHECK(at(kRising, Interpolation::kPchip, 2045) == Approx(0.965561445783).epsilon(1e-11));
}

TEST_CASE("interpolation: step and linear") {
    CHECK(at(kRising, Interpolation::kStep, 2034) == 0.4);
    CHECK(at(kRising, Interpolation::kStep, 2035) == 0.9);
    // 2030 is half way from 0.4 to 0.9
    CHECK(at(kRising, Interpolation::kLinear, 2030) == Approx(0.65).epsilon(1e-15));
}

TEST_CASE("interpolation: loglinear is a constant growth rate") {
    constexpr std::array years = {2020, 2030};
    constexpr std::array values = {100.0, 200.0};
    const Anchors<double> doubling{years, values};
    CHECK(at(doubling, Interpolation::kLoglinear, 2025) ==
          Approx(100.0 * std::sqrt(2.0)).epsilon(1e-14));
}

TEST_CASE("interpolation: logistic follows its formula and is symmetric about the middle") {
    constexpr std::array years = {2020, 2040};
    constexpr std::array values = {1.0, 3.0};
    const Anchors<double> curve{years, values};
    const auto q = [](double t) { return 1.0 / (1.0 + std::exp(-0.5 * (t - 2030.0))); };  // 10/20
    const double expected = 1.0 + 2.0 * (q(2024) - q(2020)) / (q(2040) - q(2020));
    CHECK(at(curve, Interpolation::kLogistic, 2024) == Approx(expected).epsilon(1e-14));
    CHECK(at(curve, Interpolation::kLogistic, 2030) == Approx(2.0).epsilon(1e-15));
    CHECK(at(curve, Interpolation::kLogistic, 2036) == Approx(4.0 - expected).epsilon(1e-14));
}

TEST_CASE("interpolation: every rule is exact at anchors and holds the ends") {
    constexpr std::array<double, 4> values = {0.1, 0.4, 0.9, 0.7};
    const Anchors<double> anchors{kYears, values};
    for (const Interpolation rule : kRules) {
        for (std::size_t i = 0; i < kYears.size(); ++i) {
            CHECK(at(anchors, rule, kYears[i]) == values[i]);
        }
        CHECK(at(anchors, rule, 1999) == 0.1);
        CHECK(at(anchors, rule, 2100) == 0.7);
    }
}

TEST_CASE("interpolation: one anchor is a constant, two make the cubic a line") {
    constexpr std::array year = {2030};
    constexpr std::array value = {0.3};
    for (const Interpolation rule : kRules) {
        for (const int t : {2000, 2030, 2060}) {
            CHECK(at(Anchors<double>{year, value}, rule, t) == 0.3);
        }
    }
    constexpr std::array years = {2020, 2030};
    constexpr std::array values = {1.0, 2.0};
    CHECK(at(Anchors<double>{years, values}, Interpolation::kPchip, 2023) == 1.3);
}

TEST_CASE("interpolation: the cubic never overshoots its anchors") {
    // Flat, then a jump, then a fall: values stay between neighbouring anchors.
    constexpr std::array years = {2020, 2023, 2024, 2031, 2040};
    constexpr std::array values = {1.0, 1.0, 5.0, 4.5, 0.0};
    const Anchors<double> anchors{years, values};
    for (std::size_t i = 0; i + 1 < years.size(); ++i) {
        const auto [low, high] = std::minmax(values[i], values[i + 1]);
        for (int t = years[i]; t <= years[i + 1]; ++t) {
            const double x = at(anchors, Interpolation::kPchip, t);
            CHECK(x >= low);
            CHECK(x <= high);
        }
    }
}

TEST_CASE("interpolation: the cubic's end slopes are limited") {
    // h = 2, 2; d = 1, -10: end slope (6*1 + 2*10)/4 = 6.5 is above 3*1 where the sign turns, so 3.
    // Half way u = 1/2, inner slope 0: x = 0.5*0 + 0.125*2*3 + 0.5*2 - 0 = 1.75.
    constexpr std::array years = {2020, 2022, 2024};
    constexpr std::array turning = {0.0, 2.0, -18.0};
    CHECK(at(Anchors<double>{years, turning}, Interpolation::kPchip, 2021) == 1.75);
    // d = 1, 10: end slope (6 - 20)/4 < 0 has the wrong sign, so 0; inner slope, with
    // w = 6, 6: 12/(6/1 + 6/10) = 20/11; x = 0.5*2 - 0.125*2*20/11 = 6/11.
    constexpr std::array steep = {0.0, 2.0, 22.0};
    CHECK(at(Anchors<double>{years, steep}, Interpolation::kPchip, 2021) ==
          Approx(6.0 / 11.0).epsilon(1e-14));
    // The mirror image at the other end.
    constexpr std::array mirrored = {22.0, 2.0, 0.0};
    CHECK(at(Anchors<double>{years, mirrored}, Interpolation::kPchip, 2023) ==
          Approx(6.0 / 11.0).epsilon(1e-14));
}

TEST_CASE("interpolation: what happens after the last anchor") {
    constexpr std::array years = {2020, 2030};
    constexpr std::array values = {100.0, 150.0};
    constexpr std::array growth_years = {2020, 2032};
    constexpr std::array rates = {0.10, 0.20};
    const Anchors<double> anchors{years, values};
    const Anchors<double> growth{growth_years, rates};
    std::array<double, 6> series{};  // 2029 .. 2034
    const auto fill = [&](Extrapolation after) {
        fill_series<double>(anchors, Interpolation::kLinear, after, growth, 2029, series);
    };
    fill(Extrapolation::kHold);
    CHECK(series == std::array{145.0, 150.0, 150.0, 150.0, 150.0, 150.0});
    fill(Extrapolation::kLinear);  // 5 a year
    CHECK(series == std::array{145.0, 150.0, 155.0, 160.0, 165.0, 170.0});
    fill(Extrapolation::kGrowth);  // 10 % in 2031, 20 % from 2032
    const std::array expected{145.0, 150.0, 165.0, 198.0, 237.6, 285.12};
    for (std::size_t i = 0; i < series.size(); ++i) {
        CHECK(series[i] == Approx(expected[i]).epsilon(1e-14));
    }
}

TEST_CASE("interpolation: a series that starts after the last anchor has grown to its start") {
    constexpr std::array year = {2020};
    constexpr std::array value = {100.0};
    constexpr std::array rate = {0.5};
    std::array<double, 2> series{};
    fill_series<double>({year, value}, Interpolation::kPchip, Extrapolation::kGrowth, {year, rate},
                        2022, series);
    CHECK(series == std::array{225.0, 337.5});
    fill_series<double>({year, value}, Interpolation::kPchip, Extrapolation::kLinear, {year, rate},
                        2022, series);
    CHECK(series == std::array{100.0, 100.0});  // one anchor has no slope
}

TEST_CASE("interpolation: batch equals plain double, lanes are independent, NaN is kept") {
    for (const Interpolation rule : kRules) {
        for (const Extrapolation after :
             {Extrapolation::kHold, Extrapolation::kLinear, Extrapolation::kGrowth}) {
            const auto component = [&]<class Real>(std::span<const Real> in) {
                std::vector<Real> series(50);
                const std::vector<Real> rates(in.begin() + 4, in.end());
                fill_series<Real>({kYears, in.first(4)}, rule, after,
                                  {std::span(kYears).first(2), rates}, 2018, series);
                // The rates are read by one rule only.
                for (const Real& rate : rates) series.push_back(rate);
                return series;
            };
            test::check_component(component, {0.1, 0.4, 0.9, 0.7, 0.02, 0.03});
        }
    }
}

}  // namespace
}  // namespace tanlu
