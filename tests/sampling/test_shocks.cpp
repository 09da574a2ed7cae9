#include "sampling/shocks.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sampling/normal.hpp"
#include "sampling/philox.hpp"

namespace tanlu::sampling {
namespace {

constexpr std::size_t kYears = 6;

/// Normal numbers of eight samples for each component.
std::vector<Lanes> normals(std::uint64_t first, std::size_t count) {
    std::vector<Lanes> result;
    for (std::uint32_t k = 0; k < count; ++k) {
        result.push_back(normal_quantile(uniform_pair(9, rows_from(first, 1ULL << 40U), k, 0)[0]));
    }
    return result;
}

TEST_CASE("shocks: covariances by hand") {
    const ShockProcess from_zero{ShockKind::kFromZero, 0.5, 0.2};
    CHECK(covariance(from_zero, 0, 3) == 0.0);
    // z_1 = sqrt(0.75) e_1: variance 3/4. z_2: 1 - 0.5^4 = 15/16. Cov(z_1, z_2) = 0.5 * 3/4.
    CHECK(covariance(from_zero, 1, 1) == 0.75);
    CHECK(covariance(from_zero, 2, 2) == 0.9375);
    CHECK(covariance(from_zero, 2, 1) == 0.375);
    const ShockProcess stationary{ShockKind::kStationary, 0.5, 0.2};
    CHECK(covariance(stationary, 0, 0) == 1.0);
    CHECK(covariance(stationary, 4, 1) == 0.125);
    const ShockProcess walk{ShockKind::kRandomWalk, 0.0, 0.2};
    CHECK(covariance(walk, 3, 5) == 3.0);
}

TEST_CASE("shocks: paths have mean 1 and the covariance of the process") {
    constexpr std::uint64_t kCount = 1U << 16U;
    for (const ShockKind kind :
         {ShockKind::kFromZero, ShockKind::kStationary, ShockKind::kRandomWalk}) {
        const ShockProcess process{kind, 0.9, 0.25};
        const ShockPath path(process, kYears);
        std::vector<Lanes> m(kYears);
        std::vector<double> mean(kYears, 0.0);
        std::vector<double> products(kYears * kYears, 0.0);
        for (std::uint64_t i = 0; i < kCount; i += kLaneCount) {
            path.multipliers(normals(i, path.components()), m);
            for (int k = 0; k < kLaneCount; ++k) {
                const auto z = [&](std::size_t t) {
                    const double variance =
                        covariance(process, static_cast<int>(t), static_cast<int>(t));
                    return std::log(m[t][k]) / process.sigma + 0.5 * process.sigma * variance;
                };
                for (std::size_t t = 0; t < kYears; ++t) {
                    mean[t] += m[t][k] / kCount;
                    for (std::size_t s = 0; s < kYears; ++s) {
                        products[s * kYears + t] += z(s) * z(t) / kCount;
                    }
                }
            }
        }
        for (std::size_t t = 0; t < kYears; ++t) {
            INFO("year " << t);
            // Standard error: 0.25 sqrt(5) / 256 = 0.002.
            CHECK(mean[t] == Approx(1.0).margin(0.01));
            for (std::size_t s = 0; s < kYears; ++s) {
                const double expected =
                    covariance(process, static_cast<int>(s), static_cast<int>(t));
                // Standard error of a product: at most 5 sqrt 2 / 256 = 0.03.
                CHECK(products[s * kYears + t] == Approx(expected).margin(0.1));
            }
        }
    }
}

TEST_CASE("shocks: no sigma is exactly no shock and the first year has none") {
    for (const ShockKind kind :
         {ShockKind::kFromZero, ShockKind::kStationary, ShockKind::kRandomWalk}) {
        std::vector<Lanes> m(kYears);
        const ShockPath still({kind, 0.9, 0.0}, kYears);
        still.multipliers(normals(0, still.components()), m);
        for (const Lanes& multiplier : m) {
            for (int k = 0; k < kLaneCount; ++k) CHECK(multiplier[k] == 1.0);
        }
        const ShockPath moving({kind, 0.9, 0.3}, kYears);
        moving.multipliers(normals(0, moving.components()), m);
        for (int k = 0; k < kLaneCount; ++k) {
            CHECK((m[0][k] == 1.0) == (kind != ShockKind::kStationary));
            CHECK(m[1][k] != 1.0);
        }
    }
}

TEST_CASE("shocks: the first components carry most of the variance") {
    const ShockPath walk({ShockKind::kRandomWalk, 0.0, 1.0}, 42);
    CHECK(walk.components() == 41);
    // The first eigenvalue of Brownian motion carries 8 / pi^2 = 81 % of the trace, the first three
    // 8 / pi^2 (1 + 1/9 + 1/25) = 93 %.
    CHECK(walk.explained(1) == Approx(0.8106).margin(0.005));
    CHECK(walk.explained(3) == Approx(0.9331).margin(0.005));
    CHECK(walk.explained(41) == Approx(1.0));
    CHECK(walk.explained(0) == 0.0);
}

TEST_CASE("shocks: a single year is the first one") {
    const ShockPath path({ShockKind::kRandomWalk, 0.0, 1.0}, 1);
    CHECK(path.components() == 0);
    std::vector<Lanes> m(1);
    path.multipliers({}, m);
    CHECK(m[0][0] == 1.0);
}

TEST_CASE("shocks: multipliers from anchors pass through them and start at 1") {
    const std::vector<int> years = {2025, 2035, 2060};
    const std::vector<Lanes> at = {Lanes(1.2), Lanes(0.9), Lanes(1.5)};
    std::vector<Lanes> m(51);  // 2019 to 2069
    multipliers_from_anchors(2019, years, at, m);
    CHECK(m[0][3] == 1.0);
    CHECK(m[6][3] == Approx(1.2).epsilon(1e-14));
    CHECK(m[16][3] == Approx(0.9).epsilon(1e-14));
    CHECK(m[41][3] == Approx(1.5).epsilon(1e-14));
    CHECK(m[50][3] == Approx(1.5).epsilon(1e-14));
    for (const Lanes& multiplier : m) {  // pchip does not overshoot
        CHECK(multiplier[0] >= 0.9 - 1e-14);
        CHECK(multiplier[0] <= 1.5 + 1e-14);
    }
}

TEST_CASE("shocks: one anchor is reached along a straight line of logarithms") {
    const std::vector<int> years = {2029};
    const std::vector<Lanes> at = {Lanes(4.0)};
    std::vector<Lanes> m(11);
    multipliers_from_anchors(2019, years, at, m);
    CHECK(m[5][0] == Approx(2.0).epsilon(1e-14));  // half way: sqrt 4
}

TEST_CASE("shocks: anchors of 1 are exactly no shock") {
    const std::vector<int> years = {2025, 2035};
    const std::vector<Lanes> at = {Lanes(1.0), Lanes(1.0)};
    std::vector<Lanes> m(30);
    multipliers_from_anchors(2019, years, at, m);
    for (const Lanes& multiplier : m) CHECK(multiplier[0] == 1.0);
}

}  // namespace
}  // namespace tanlu::sampling
