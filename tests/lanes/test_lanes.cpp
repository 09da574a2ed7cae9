#include "lanes/lanes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

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

TEST_CASE("lanes: what is written past the caches is what the lanes hold") {
    alignas(64) double numbers[2 * kLaneCount] = {};
    one_differs(1.5, kNaN).stream_to(numbers);
    numbered().stream_to(numbers + kLaneCount);
    end_streams();
    for (int i = 0; i < kLaneCount; ++i) {
        CHECK((i == 3 ? std::isnan(numbers[i]) : numbers[i] == 1.5));
        CHECK(numbers[kLaneCount + i] == i);
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

TEST_CASE("lanes: roots, absolute values and powers") {
    CHECK(pow_positive(Lanes(2.0), Lanes(0.5))[4] == Approx(std::sqrt(2.0)).epsilon(1e-15));
    CHECK(sqrt(Lanes(2.0))[4] == std::sqrt(2.0));
    CHECK(abs(Lanes(-2.0))[4] == 2.0);
    CHECK_FALSE(std::signbit(abs(Lanes(-0.0))[4]));
}

TEST_CASE("lanes: a mask is read and set by lane and as bits") {
    LaneMask mask = numbered() < Lanes(3.0);
    CHECK(mask.bits() == 0b111U);
    CHECK(mask.on[2] != 0);
    CHECK(mask.on[3] == 0);
    mask.on[6] = -1;
    mask.on[0] = 0;
    CHECK(mask.bits() == 0b1000110U);
    CHECK((!mask).bits() == 0b10111001U);
    CHECK(LaneMask::of_bits(0b10000001U).on[7] != 0);
    CHECK(select(LaneMask::of_bits(0b10U), Lanes(1.0), numbered())[1] == 1.0);
    CHECK(LaneMask().bits() == 0U);
}

TEST_CASE("lanes: fma rounds once") {
    const double a = 1.0 + std::ldexp(1.0, -30);  // a^2 = 1 + 2^-29 + 2^-60
    const double product = a * a;                 // loses 2^-60
    CHECK(fma(a, a, -product) == std::ldexp(1.0, -60));
    CHECK(fma(Lanes(a), Lanes(a), Lanes(-product))[6] == std::ldexp(1.0, -60));
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
