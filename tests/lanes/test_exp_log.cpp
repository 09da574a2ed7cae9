// Accuracy and ends of exp and log of lanes, against the C library in long double.
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "lanes/lanes.hpp"

namespace tanlu {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSmallestNormal = std::numeric_limits<double>::min();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
constexpr double kWorst = 1.5;  // units in the last place

/// Distance of a result from the true value, in units of the last place of the true value.
double units_off(double result, long double truth) {
    const double near = std::abs(static_cast<double>(truth));
    const double unit = std::nextafter(near, kInfinity) - near;
    return static_cast<double>(std::abs(static_cast<long double>(result) - truth)) / unit;
}

/// Most units off over `count` batches of arguments.
template <class Draw>
double worst_exp(int count, Draw draw) {
    double worst = 0.0;
    for (int n = 0; n < count; ++n) {
        Lanes x;
        for (int i = 0; i < kLaneCount; ++i) x[i] = draw();
        const Lanes e = exp(x);
        for (int i = 0; i < kLaneCount; ++i) {
            worst = std::max(worst, units_off(e[i], std::exp(static_cast<long double>(x[i]))));
        }
    }
    return worst;
}
template <class Draw>
double worst_log(int count, Draw draw) {
    double worst = 0.0;
    for (int n = 0; n < count; ++n) {
        Lanes x;
        for (int i = 0; i < kLaneCount; ++i) x[i] = draw();
        const Lanes l = log(x);
        for (int i = 0; i < kLaneCount; ++i) {
            worst = std::max(worst, units_off(l[i], std::log(static_cast<long double>(x[i]))));
        }
    }
    return worst;
}

TEST_CASE("exp: within 1.5 units in the last place over all its range") {
    std::mt19937_64 random(1);
    for (const double reach : {708.0, 20.0, 1.0, 1e-3}) {
        std::uniform_real_distribution<double> number(-reach, reach);
        CAPTURE(reach);
        CHECK(worst_exp(200'000, [&] { return number(random); }) < kWorst);
    }
}

TEST_CASE("log: within 1.5 units in the last place over all its range") {
    std::mt19937_64 random(2);
    for (const double reach : {0.99, 0.3, 1e-3, 1e-8}) {
        std::uniform_real_distribution<double> number(1.0 - reach, 1.0 + reach);
        CAPTURE(reach);
        CHECK(worst_log(200'000, [&] { return number(random); }) < kWorst);
    }
    constexpr std::uint64_t kInfinityBits = 0x7ff0000000000000;
    std::uniform_int_distribution<std::uint64_t> bits(1, kInfinityBits - 1);
    CHECK(worst_log(200'000, [&] { return std::bit_cast<double>(bits(random)); }) < kWorst);
    std::uniform_int_distribution<std::uint64_t> denormal(1, 0x000fffffffffffff);
    CHECK(worst_log(1000, [&] { return std::bit_cast<double>(denormal(random)); }) < kWorst);
}

TEST_CASE("exp: exact points and ends of the range") {
    CHECK(exp(Lanes(0.0))[1] == 1.0);
    CHECK(exp(Lanes(-0.0))[1] == 1.0);
    CHECK(exp(Lanes(kSmallest))[1] == 1.0);
    CHECK(exp(Lanes(kInfinity))[1] == kInfinity);
    CHECK(exp(Lanes(-kInfinity))[1] == 0.0);
    CHECK(std::isnan(exp(Lanes(kNaN))[1]));

    constexpr double kLargestArgument = 709.782712893384;  // ln of the largest double
    CHECK(exp(Lanes(kLargestArgument))[1] < kInfinity);
    CHECK(units_off(exp(Lanes(kLargestArgument))[1],
                    std::exp(static_cast<long double>(kLargestArgument))) < kWorst);
    CHECK(exp(Lanes(std::nextafter(kLargestArgument, 1e3)))[1] == kInfinity);
    CHECK(exp(Lanes(1e300))[1] == kInfinity);

    constexpr double kLowestArgument = -708.3964185322641;  // ln of the smallest normal double
    CHECK(exp(Lanes(kLowestArgument))[1] >= kSmallestNormal);
    CHECK(exp(Lanes(std::nextafter(kLowestArgument, -1e3)))[1] == 0.0);
    CHECK(exp(Lanes(-1e300))[1] == 0.0);
}

TEST_CASE("log: exact points and ends of the range") {
    CHECK(log(Lanes(1.0))[1] == 0.0);
    CHECK(log(Lanes(0.0))[1] == -kInfinity);
    CHECK(log(Lanes(-0.0))[1] == -kInfinity);
    CHECK(log(Lanes(kInfinity))[1] == kInfinity);
    CHECK(std::isnan(log(Lanes(kNaN))[1]));
    CHECK(std::isnan(log(Lanes(-kSmallest))[1]));
    CHECK(std::isnan(log(Lanes(-1.0))[1]));
    CHECK(std::isnan(log(Lanes(-kInfinity))[1]));
    CHECK(log(Lanes(kSmallest))[1] == Approx(std::log(kSmallest)).epsilon(1e-15));
    CHECK(log(Lanes(kSmallestNormal))[1] == Approx(std::log(kSmallestNormal)).epsilon(1e-15));
}

TEST_CASE("exp and log: a lane does not depend on the others") {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> number(0.01, 50.0);
    const double odd[] = {kNaN, kInfinity, -kInfinity, 0.0, -1.0, 800.0, -800.0, kSmallest};
    for (int n = 0; n < 1000; ++n) {
        Lanes mixed;
        for (int i = 0; i < kLaneCount; ++i) mixed[i] = number(random);
        mixed[n % kLaneCount] = odd[n / kLaneCount % kLaneCount];
        for (int i = 0; i < kLaneCount; ++i) {
            if (i == n % kLaneCount) continue;
            REQUIRE(exp(Lanes(mixed[i]))[0] == exp(mixed)[i]);
            REQUIRE(log(Lanes(mixed[i]))[0] == log(mixed)[i]);
        }
    }
}

}  // namespace
}  // namespace tanlu
