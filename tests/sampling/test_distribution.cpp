#include "sampling/distribution.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>

#include "sampling/beta_quantile.hpp"
#include "sampling/philox.hpp"
#include "sampling/quantile.hpp"

namespace tanlu::sampling {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Two or more of every kind that has a density, cuts on each side and modes at the ends included.
std::vector<Distribution> continuous() {
    return {Uniform{-2.0, 3.0},
            LogUniform{0.1, 20.0},
            Triangular{0.28, 0.35, 0.45},
            Triangular{1.0, 1.0, 2.0},
            Triangular{1.0, 2.0, 2.0},
            Pert{10.0, 20.0, 50.0},
            Pert{0.0, 0.0, 1.0},
            Pert{0.0, 1.0, 1.0, 12.0},
            Normal{1.0, 0.2},
            Normal{1.0, 0.2, 0.5, 1.5},
            Normal{0.0, 1.0, -kInfinity, -1.0},
            Normal{0.0, 1.0, 6.0, 7.0},
            Normal{0.0, 1.0, -1.0, kInfinity},
            Lognormal{2.0, 1.5},
            LognormalRange{0.5, 8.0},
            Beta{0.5, 0.5},
            Beta{2.0, 7.0, -1.0, 1.0},
            Beta{300.0, 40.0},
            Empirical{{1.0, 2.0, 2.5, 7.0}}};
}

TEST_CASE("distribution: F of the quantile is u") {
    for (const Distribution& d : continuous()) {
        REQUIRE_FALSE(problem_of(d));
        const QuantileFunction fast(d);
        for (std::uint32_t n = 0; n < 500; ++n) {
            const double u = uniform(random_bits(11, n, 0, 0));
            INFO(kind_of(d) << " " << d.index() << ", u = " << u);
            CHECK(std::abs(cdf(d, quantile(d, u)) - u) < 1e-10);
            CHECK(std::abs(cdf(d, fast(Lanes(u))[2]) - u) < 1e-10);
        }
    }
}

TEST_CASE("distribution: quantiles rise with u and stay in the support") {
    for (const Distribution& d : continuous()) {
        const QuantileFunction fast(d);
        const Support ends = support(d);
        double before = ends.low;
        for (double u = 0x1p-53; u < 1.0; u += 0.0037) {
            const double x = fast(Lanes(u))[0];
            INFO(kind_of(d) << ", u = " << u);
            CHECK(x >= before);
            CHECK(x <= ends.high);
            before = x;
        }
    }
}

TEST_CASE("distribution: the fast form agrees with the reference") {
    std::vector<Distribution> kinds = continuous();
    kinds.emplace_back(Constant{3.5});
    kinds.emplace_back(Discrete{{1.0, 2.0, 4.0}, {1.0, 2.0, 1.0}});
    for (const Distribution& d : kinds) {
        const QuantileFunction fast(d);
        for (std::uint32_t n = 0; n < 300; ++n) {
            const double u = n < 2 ? n : uniform(random_bits(12, n, 0, 0));
            INFO(kind_of(d) << ", u = " << u);
            const double x = quantile(d, u);
            if (std::isinf(x)) {
                CHECK(fast(Lanes(u))[7] == x);
            } else {
                CHECK(fast(Lanes(u))[7] == Approx(x).epsilon(1e-12).margin(1e-13));
            }
        }
        const Support ends = support(d);
        if (std::isfinite(ends.low)) CHECK(quantile(d, 0.0) == Approx(ends.low).epsilon(1e-14));
        if (std::isfinite(ends.high)) CHECK(quantile(d, 1.0) == Approx(ends.high).epsilon(1e-14));
    }
}

TEST_CASE("distribution: a lane has the same bits whatever its neighbours") {
    for (const Distribution& d : continuous()) {
        const QuantileFunction fast(d);
        const Lanes u = uniform_pair(3, rows_from(0, 99), 1, 0)[0];
        const Lanes x = fast(u);
        for (int i = 0; i < kLaneCount; ++i) {
            const double alone = fast(Lanes(u[i]))[0];
            const double among_others = x[i];
            CHECK(std::memcmp(&alone, &among_others, sizeof alone) == 0);
        }
        Lanes spoilt = u;
        spoilt[3] = std::numeric_limits<double>::quiet_NaN();
        spoilt[5] = 1e-15;
        const Lanes y = fast(spoilt);
        CHECK(std::isnan(y[3]));
        CHECK(y[0] == x[0]);
        CHECK(y[7] == x[7]);
    }
}

TEST_CASE("distribution: means and standard deviations of many quantiles are the closed forms") {
    // 2^16 quantiles at the middles of equal steps of u. What the outermost half steps leave out is
    // most for the lognormal: under 0.5 % of its standard deviation.
    constexpr int kCount = 1 << 16;
    std::vector<Distribution> kinds = continuous();
    kinds.emplace_back(Discrete{{-1.0, 0.0, 4.0, 9.0}, {1.0, 5.0, 3.0, 1.0}});
    for (const Distribution& d : kinds) {
        const QuantileFunction fast(d);
        const double middle = mean(d);
        const double spread = standard_deviation(d);
        double sum = 0.0, squares = 0.0;
        for (int i = 0; i < kCount; i += kLaneCount) {
            Lanes u;
            for (int k = 0; k < kLaneCount; ++k) u[k] = (i + k + 0.5) / kCount;
            const Lanes x = fast(u);
            for (int k = 0; k < kLaneCount; ++k) {
                sum += x[k] - middle;
                squares += (x[k] - middle) * (x[k] - middle);
            }
        }
        INFO(kind_of(d) << " " << d.index());
        CHECK(std::abs(sum / kCount) < 3e-4 * spread);
        CHECK(std::sqrt(squares / kCount) == Approx(spread).epsilon(0.005));
    }
}

TEST_CASE("distribution: moments by hand") {
    // PERT (10, 20, 50): alpha = 1 + 4 * 10/40 = 2, beta = 1 + 4 * 30/40 = 4, mean 10 + 40 * 2/6;
    // variance 40^2 * 2 * 4 / (6^2 * 7).
    const Pert pert{10.0, 20.0, 50.0};
    CHECK(beta_of(pert).alpha == 2.0);
    CHECK(beta_of(pert).beta == 4.0);
    CHECK(mean(pert) == Approx(23.0 + 1.0 / 3.0).epsilon(1e-15));
    CHECK(standard_deviation(pert) == Approx(std::sqrt(12800.0 / 252.0)).epsilon(1e-15));
    // Triangular (0, 1, 2): mean 1, variance (4 - 1) / 18 = 1/6.
    CHECK(mean(Triangular{0, 1, 2}) == 1.0);
    CHECK(standard_deviation(Triangular{0, 1, 2}) == Approx(std::sqrt(1.0 / 6.0)).epsilon(1e-15));
    // Uniform (0, 6): variance 36/12. Log-uniform (1, e): mean e - 1, mean square (e^2 - 1)/2.
    CHECK(standard_deviation(Uniform{0, 6}) == Approx(std::sqrt(3.0)).epsilon(1e-15));
    const double e = std::exp(1.0);
    CHECK(mean(LogUniform{1.0, e}) == Approx(e - 1.0).epsilon(1e-14));
    CHECK(standard_deviation(LogUniform{1.0, e}) ==
          Approx(std::sqrt((e * e - 1.0) / 2.0 - (e - 1.0) * (e - 1.0))).epsilon(1e-13));
    // Half normal: mean sqrt(2/pi), variance 1 - 2/pi.
    CHECK(mean(Normal{0, 1, 0, kInfinity}) == Approx(0.797884560802865).epsilon(1e-14));
    CHECK(standard_deviation(Normal{0, 1, 0, kInfinity}) ==
          Approx(0.602810274989087).epsilon(1e-14));
    // Lognormal, s = 1: mean e^(1/2), variance e (e - 1).
    CHECK(mean(Lognormal{1.0, e}) == Approx(std::sqrt(e)).epsilon(1e-14));
    CHECK(standard_deviation(Lognormal{1.0, e}) == Approx(std::sqrt(e * (e - 1.0))).epsilon(1e-14));
    // Discrete 1, 2, 4 with weights 1, 2, 1: mean 9/4, mean square 25/4, variance 19/16.
    const Discrete discrete{{1, 2, 4}, {1, 2, 1}};
    CHECK(mean(discrete) == 2.25);
    CHECK(standard_deviation(discrete) == Approx(std::sqrt(19.0 / 16.0)).epsilon(1e-15));
    // Empirical 0, 1, 3: halves uniform on (0, 1) and (1, 3): mean (1/2 + 2)/2 = 5/4,
    // mean square (1/3 + 13/3)/2 = 7/3, variance 7/3 - 25/16 = 37/48.
    CHECK(mean(Empirical{{0, 1, 3}}) == 1.25);
    CHECK(standard_deviation(Empirical{{0, 1, 3}}) ==
          Approx(std::sqrt(37.0 / 48.0)).epsilon(1e-15));
    CHECK(standard_deviation(Constant{4.0}) == 0.0);
    CHECK(mean(Empirical{{2.0}}) == 2.0);
}

TEST_CASE("distribution: quantiles by hand") {
    // Triangular (0, 1, 4): F(1) = 1/4; below, F = x^2/4; above, 1 - (4 - x)^2/12.
    const Triangular tent{0, 1, 4};
    CHECK(quantile(tent, 0.0625) == Approx(0.5).epsilon(1e-15));
    CHECK(quantile(tent, 0.25) == Approx(1.0).epsilon(1e-15));
    CHECK(quantile(tent, 2.0 / 3.0) == Approx(2.0).epsilon(1e-15));
    CHECK(cdf(tent, 1.0) == 0.25);
    CHECK(quantile(LogUniform{1.0, 100.0}, 0.5) == Approx(10.0).epsilon(1e-14));
    CHECK(quantile(Lognormal{3.0, 2.0}, 0.841344746068543) == Approx(6.0).epsilon(1e-13));
    CHECK(quantile(LognormalRange{0.5, 8.0}, 0.05) == Approx(0.5).epsilon(1e-13));
    CHECK(quantile(LognormalRange{0.5, 8.0}, 0.95) == Approx(8.0).epsilon(1e-13));
    CHECK(median(LognormalRange{0.5, 8.0}) == Approx(2.0).epsilon(1e-14));
    // Beta(1, 2): F = 1 - (1 - x)^2.
    CHECK(quantile(Beta{1.0, 2.0, 10.0, 20.0}, 0.75) == Approx(15.0).epsilon(1e-14));
    // Arcsine: F = 2/pi asin(sqrt x).
    CHECK(quantile(Beta{0.5, 0.5}, 1.0 / 3.0) == Approx(0.25).epsilon(1e-14));
    // Empirical: at u = 0.625 of five points, 2.5 steps on.
    CHECK(quantile(Empirical{{0, 1, 2, 6, 9}}, 0.625) == 4.0);
    CHECK(quantile(Empirical{{7.0}}, 0.3) == 7.0);
}

TEST_CASE("distribution: discrete takes the smallest value whose cumulative share reaches u") {
    const Discrete d{{1.0, 2.0, 4.0}, {1.0, 2.0, 1.0}};
    for (const auto& [u, x] : {std::pair{0.1, 1.0},
                               {0.25, 1.0},
                               {0.2500001, 2.0},
                               {0.75, 2.0},
                               {0.76, 4.0},
                               {1.0 - 0x1p-53, 4.0}}) {
        INFO("u = " << u);
        CHECK(quantile(d, u) == x);
        CHECK(QuantileFunction(d)(Lanes(u))[0] == x);
    }
    CHECK(cdf(d, 0.9) == 0.0);
    CHECK(cdf(d, 2.0) == 0.75);
    CHECK(cdf(d, 100.0) == 1.0);
    // Shares of 1/10 add up to less than 1: the last value is still reached, and none beyond it.
    const Discrete tenths{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, std::vector<double>(10, 0.1)};
    CHECK(quantile(tenths, 1.0) == 10.0);
}

TEST_CASE("distribution: the far upper tail of a normal is resolved") {
    // Between 10 and 11 standard deviations the probability is 7.6e-24: from below, 1 - Phi is 0.
    const Normal d{0.0, 1.0, 10.0, 11.0};
    REQUIRE_FALSE(problem_of(d));
    // Median: S(x) = (S(10) + S(11)) / 2, S(x) = erfc(x / sqrt 2) / 2.
    const auto survival = [](double x) { return 0.5 * std::erfc(x / std::sqrt(2.0)); };
    const double x = median(d);
    CHECK(survival(x) == Approx(0.5 * (survival(10.0) + survival(11.0))).epsilon(1e-12));
    // The lower tail is its mirror image.
    CHECK(median(Normal{0.0, 1.0, -11.0, -10.0}) == Approx(-x).epsilon(1e-14));
}

TEST_CASE("distribution: table of beta quantiles holds for all shapes that are accepted") {
    const std::vector<double> shapes = {kSmallestShape, 0.3,          1.0, 1.5, 3.0, 5.0,
                                        40.0,           kLargestShape};
    for (const double alpha : shapes) {
        for (const double beta : shapes) {
            const BetaTable table(alpha, beta);
            double worst = 0.0;
            double worst_x = 0.0;
            for (double u = 1e-9; u < 1.0; u += 0.0073) {
                const double x = table(Lanes(u))[1];
                worst = std::max(worst, std::abs(beta_cdf(alpha, beta, x) - u));
                worst_x = std::max(worst_x, std::abs(x - beta_quantile(alpha, beta, u, 1 - u).x));
            }
            INFO("alpha = " << alpha << ", beta = " << beta);
            // Where beta < 1 the density is infinite at 1: F cannot resolve an x that rounds to 1.
            if (beta >= 1.0) CHECK(worst < 1e-12);
            CHECK(worst_x < 1e-12);
            CHECK(table(Lanes(0.0))[0] == 0.0);
            CHECK(table(Lanes(1.0))[0] == 1.0);
        }
    }
}

TEST_CASE("distribution: what a single run takes") {
    CHECK(central(Triangular{0.2, 0.3, 0.9}) == 0.3);
    CHECK(central(Pert{10, 20, 50}) == 20.0);
    CHECK(central(Normal{1.0, 0.2, 0.5, 1.5}) == Approx(1.0).epsilon(1e-15));
    CHECK(central(Lognormal{2.0, 1.5}) == 2.0);
    CHECK(central(Uniform{0.0, 3.0}) == 1.5);
    CHECK(central(Constant{7.0}) == 7.0);
    CHECK(central(Discrete{{1, 2, 4}, {1, 2, 1}}) == 2.0);
}

TEST_CASE("distribution: scaling by a unit factor scales every quantile") {
    std::vector<Distribution> kinds = continuous();
    kinds.emplace_back(Constant{3.5});
    kinds.emplace_back(Discrete{{1.0, 2.0, 4.0}, {1.0, 2.0, 1.0}});
    for (const Distribution& d : kinds) {
        const Distribution in_other_unit = scaled(d, 3.6);
        CHECK(kind_of(in_other_unit) == kind_of(d));
        for (const double u : {0.01, 0.3, 0.5, 0.999}) {
            INFO(kind_of(d) << ", u = " << u);
            CHECK(quantile(in_other_unit, u) == Approx(3.6 * quantile(d, u)).epsilon(1e-13));
        }
        CHECK(mean(in_other_unit) == Approx(3.6 * mean(d)).epsilon(1e-12));
    }
}

TEST_CASE("distribution: wrong numbers are named") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::pair<Distribution, std::string>> cases = {
        {Constant{nan}, "constant needs a finite value"},
        {Uniform{1, 1}, "uniform needs low < high"},
        {Uniform{0, kInfinity}, "uniform needs low < high"},
        {LogUniform{0, 1}, "log-uniform needs 0 < low < high"},
        {Triangular{1, 0.5, 2}, "triangular needs low <= mode <= high and low < high"},
        {Triangular{1, nan, 2}, "triangular needs low <= mode <= high and low < high"},
        {Triangular{1, 1, 1}, "triangular needs low <= mode <= high and low < high"},
        {Pert{1, 3, 2}, "pert needs low <= mode <= high and low < high"},
        {Pert{1, 1.5, 2, 0}, "pert needs 0 < gamma < 1000"},
        {Normal{0, 0}, "normal needs a finite mean and a standard deviation above 0"},
        {Normal{0, 1, 2, 1}, "normal needs low < high"},
        {Normal{0, 1, 60, 70},
         "normal needs low and high with some probability between them (they "
         "lie too far from the mean)"},
        {Lognormal{1, 1}, "lognormal needs median > 0 and gsd > 1"},
        {Lognormal{-1, 2}, "lognormal needs median > 0 and gsd > 1"},
        {LognormalRange{2, 1}, "lognormal needs 0 < p5 < p95"},
        {Beta{0.01, 2}, "beta needs alpha and beta from 0.1 to 1000"},
        {Beta{2, 2, 1, 0}, "beta needs low < high"},
        {Discrete{}, "discrete needs at least one value and a weight for each"},
        {Discrete{{1, 2}, {1}}, "discrete needs at least one value and a weight for each"},
        {Discrete{{2, 1}, {1, 1}}, "discrete needs finite values in ascending order"},
        {Discrete{{1, 2}, {1, 0}}, "discrete needs weights above 0"},
        {Empirical{}, "empirical needs at least one point"},
        {Empirical{{2, 1}}, "empirical needs finite points in ascending order"}};
    for (const auto& [d, problem] : cases) CHECK(problem_of(d).value_or("nothing") == problem);
}

}  // namespace
}  // namespace tanlu::sampling
