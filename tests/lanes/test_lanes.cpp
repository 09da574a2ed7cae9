#include "lanes/lanes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace tanlu {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Lanes numbered() {
    Lanes x;
    for (int i = 0; i < kLaneCount; ++i) x[i] = i;
    return x;
}

/// All lanes `common`, but `special` in lane 3.
Lanes one_differs(double common, double special) {
    Lanes x(common);
    x[3] = special;
    return x;
}

TEST_CASE("lanes: arithmetic works lane by lane") {
    const Lanes x = numbered();
    const Lanes y = 2.0 * x + 1.0;
    for (int i = 0; i < kLaneCount; ++i) {
        CHECK(y[i] == 2.0 * i + 1.0);
        CHECK((x - y)[i] == i - (2.0 * i + 1.0));
        CHECK((x / y)[i] == i / (2.0 * i + 1.0));
        CHECK((-x)[i] == -i);
    }
    Lanes z = x;
    z += 1.0;
    z *= 3.0;
    z -= x;
    z /= 2.0;
    CHECK(z[5] == (3.0 * 6.0 - 5.0) / 2.0);
}

TEST_CASE("lanes: a number is a batch of equal samples, nothing given is zero") {
    for (int i = 0; i < kLaneCount; ++i) {
        CHECK(Lanes(1.5)[i] == 1.5);
        CHECK(Lanes()[i] == 0.0);
    }
}

TEST_CASE("lanes: select takes the first where the condition holds") {
    const Lanes x = numbered();
    const Lanes y = select(x < Lanes(3.0), Lanes(10.0), x);
    CHECK(y[2] == 10.0);
    CHECK(y[3] == 3.0);
    CHECK(select(true, 1.0, 2.0) == 1.0);
    CHECK(select(false, 1.0, 2.0) == 2.0);
}

TEST_CASE("lanes: comparisons combine, and NaN compares false") {
    const Lanes x = one_differs(1.0, kNaN);
    CHECK_FALSE(all(x <= Lanes(1.0)));
    CHECK(any(x <= Lanes(1.0)));
    CHECK_FALSE(any(x > Lanes(1.0)));
    CHECK_FALSE(any(x < Lanes(1.0)));
    CHECK(any(!(x >= Lanes(1.0))));
    CHECK(all(x >= Lanes(1.0) || !(x >= Lanes(1.0))));
    CHECK_FALSE(any(x >= Lanes(1.0) && !(x >= Lanes(1.0))));
}

TEST_CASE("lanes: min and max keep a NaN of either argument") {
    const Lanes spoilt = one_differs(1.0, kNaN);
    for (const Lanes& result : {max(spoilt, Lanes(0.0)), max(Lanes(0.0), spoilt),
                                min(spoilt, Lanes(2.0)), min(Lanes(2.0), spoilt)}) {
        CHECK(std::isnan(result[3]));
        CHECK(result[2] == 1.0);
    }
    CHECK(std::isnan(max(kNaN, 0.0)));
    CHECK(std::isnan(max(0.0, kNaN)));
    CHECK(std::isnan(min(kNaN, 0.0)));
    CHECK(std::isnan(min(0.0, kNaN)));
    CHECK(max(-kInfinity, kInfinity) == kInfinity);
    CHECK(min(-kInfinity, kInfinity) == -kInfinity);
}

TEST_CASE("lanes: positive part and clamp keep NaN, and values inside the limits") {
    CHECK(std::isnan(positive_part(kNaN)));
    CHECK(std::isnan(positive_part(one_differs(-1.0, kNaN))[3]));
    CHECK(positive_part(one_differs(-1.0, 0.25))[3] == 0.25);
    CHECK(positive_part(one_differs(-1.0, 0.25))[2] == 0.0);
    CHECK(std::isnan(clamp(kNaN, 0.0, 1.0)));
    const Lanes limited = clamp(Lanes(numbered() - 0.1), Lanes(0.0), Lanes(4.0));
    CHECK(limited[0] == 0.0);
    CHECK(limited[1] == 1.0 - 0.1);
    CHECK(limited[7] == 4.0);
}

TEST_CASE("lanes: exp and log agree with the C library to a few units in the last place") {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> exponent(-700.0, 700.0);
    constexpr double kUnit = 2.22e-16;
    double worst_exp = 0.0;
    double worst_log = 0.0;
    for (int n = 0; n < 20'000; ++n) {
        Lanes x;
        for (int i = 0; i < kLaneCount; ++i) x[i] = exponent(random);
        const Lanes e = exp(x);
        const Lanes l = log(e);
        for (int i = 0; i < kLaneCount; ++i) {
            worst_exp = std::max(worst_exp, std::abs(e[i] / std::exp(x[i]) - 1.0));
            const double reference = std::log(e[i]);
            worst_log = std::max(worst_log, std::abs(l[i] - reference) / std::abs(reference));
        }
    }
    CHECK(worst_exp < 3.0 * kUnit);
    CHECK(worst_log < 2.0 * kUnit);
}

TEST_CASE("lanes: exp and log near zero and at the ends") {
    CHECK(exp(Lanes(0.0))[1] == 1.0);
    CHECK(log(Lanes(1.0))[1] == 0.0);
    CHECK(log(Lanes(0.0))[1] == -kInfinity);
    CHECK(exp(Lanes(kInfinity))[1] == kInfinity);
    CHECK(exp(Lanes(-kInfinity))[1] < 1e-300);  // not exactly 0: model code must not rely on it
    CHECK(std::isnan(exp(Lanes(kNaN))[1]));
    CHECK(std::isnan(log(Lanes(kNaN))[1]));
    CHECK(std::isnan(log(Lanes(-1.0))[1]));
    CHECK(pow_positive(Lanes(2.0), Lanes(0.5))[4] == Approx(std::sqrt(2.0)).epsilon(1e-15));
    CHECK(sqrt(Lanes(2.0))[4] == std::sqrt(2.0));
    CHECK(abs(Lanes(-2.0))[4] == 2.0);
}

TEST_CASE("lanes: fma rounds once") {
    const double a = 1.0 + std::ldexp(1.0, -30);  // a^2 = 1 + 2^-29 + 2^-60
    const double product = a * a;                 // loses 2^-60
    CHECK(fma(a, a, -product) == std::ldexp(1.0, -60));
    CHECK(fma(Lanes(a), Lanes(a), Lanes(-product))[6] == std::ldexp(1.0, -60));
}

TEST_CASE("lanes: exp and log of a lane do not depend on the other lanes") {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> number(0.01, 50.0);
    for (int n = 0; n < 1000; ++n) {
        Lanes mixed;
        for (int i = 0; i < kLaneCount; ++i) mixed[i] = number(random);
        for (int i = 0; i < kLaneCount; ++i) {
            REQUIRE(exp(Lanes(mixed[i]))[0] == exp(mixed)[i]);
            REQUIRE(log(Lanes(mixed[i]))[0] == log(mixed)[i]);
        }
    }
}

TEST_CASE("lanes: map_lanes applies a scalar function to each lane") {
    const auto square = [](double x) { return x * x; };
    CHECK(map_lanes(numbered(), square)[7] == 49.0);
    CHECK(map_lanes(3.0, square) == 9.0);
    CHECK(lane(numbered(), 6) == 6.0);
    CHECK(lane(2.5, 0) == 2.5);
    CHECK(kLanesOf<double> == 1);
    CHECK(kLanesOf<Lanes> == kLaneCount);
}

}  // namespace
}  // namespace tanlu
