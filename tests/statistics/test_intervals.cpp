#include "statistics/intervals.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace tanlu;

TEST_CASE("Wilson intervals are those by hand") {
    // 0 of 20: z^2 / (n + z^2) = 3.841459 / 23.841459.
    CHECK(wilson_interval(0, 20).high == Approx(0.1611252).margin(1e-7));
    // 10 of 100: z^2/n = 0.0384146, centre 0.1 + 0.0192073, half 1.959964 sqrt(0.0009 + 0.0000960)
    // = 0.0618564, both over 1.0384146.
    const Interval tenth = wilson_interval(10, 100);
    CHECK(tenth.low == Approx(0.055229).margin(1e-6));
    CHECK(tenth.high == Approx(0.174366).margin(1e-6));
    // 1 of 2 at 95 %: 0.5 -+ z / (2 sqrt(2 + z^2)) = 0.5 -+ 1.959964 / 4.833822.
    CHECK(wilson_interval(1, 2).low == Approx(0.5 - 0.4054693).margin(1e-6));
}

TEST_CASE("Wilson intervals stay within 0 and 1 and hold what was seen") {
    for (int successes = 0; successes <= 40; ++successes) {
        const Interval interval = wilson_interval(successes, 40, 0.99);
        const double share = successes / 40.0;
        CHECK(interval.low >= 0.0);
        CHECK(interval.high <= 1.0);
        CHECK(interval.low <= share);
        CHECK(interval.high >= share);
        const Interval mirrored = wilson_interval(40 - successes, 40, 0.99);
        CHECK(interval.low == Approx(1 - mirrored.high).margin(1e-14));
    }
    CHECK(wilson_interval(0, 1000).low == 0.0);
    CHECK(wilson_interval(1000, 1000).high == 1.0);
    CHECK(wilson_interval(0, 0).low == 0.0);
    CHECK(wilson_interval(0, 0).high == 1.0);
}

TEST_CASE("the interval of a mean uses Student's t") {
    // 10 numbers, mean 20, variance 40: t_9(0.975) = 2.262157, half = 2.262157 * sqrt(40 / 10).
    const Interval ten = mean_interval(20.0, 40.0, 10.0);
    CHECK(ten.low == Approx(20.0 - 2 * 2.262157).epsilon(1e-6));
    CHECK(ten.high == Approx(20.0 + 2 * 2.262157).epsilon(1e-6));
    // Many numbers: the normal quantile 1.959964.
    const Interval many = mean_interval(0.0, 1.0, 1e6);
    CHECK(many.high == Approx(1.959964e-3).epsilon(1e-5));

    Moments moments;
    moments.count = 10;
    moments.mean = 20.0;
    moments.squares = 360.0;  // variance 360 / 9 = 40
    CHECK(mean_interval(moments).low == ten.low);
    moments.count = 1;
    CHECK(mean_interval(moments).high == std::numeric_limits<double>::infinity());
}

TEST_CASE("ranks that enclose a quantile are the binomial ones") {
    // n = 10, median: P(B <= 1) = 11/1024 = 0.011, P(B <= 2) = 56/1024 = 0.055: ranks 2 and 9.
    CHECK(quantile_ranks(0.5, 10) == RankInterval{2, 9});
    // n = 20: P(B <= 5) = 0.0207, P(B <= 6) = 0.0577: ranks 6 and 15.
    CHECK(quantile_ranks(0.5, 20) == RankInterval{6, 15});
    // n = 5: P(B <= 0) = 1/32 = 0.031 > 0.025: no bound on either side.
    CHECK(quantile_ranks(0.5, 5) == RankInterval{0, 6});
    // The same at 90 %: 0.031 <= 0.05, the smallest and the largest.
    CHECK(quantile_ranks(0.5, 5, 0.9) == RankInterval{1, 5});
    // q = 0.95, n = 59: 0.95^59 = 0.0485 > 0.025, so no bound above at 95 %.
    CHECK(quantile_ranks(0.95, 59).high == 60);
    CHECK(quantile_ranks(0.5, 0) == RankInterval{0, 1});
}

TEST_CASE("ranks of many samples come near the normal approximation") {
    // n q -+ 1.96 sqrt(n q (1-q)) = 950000 -+ 1.96 * 217.94 = 427.2
    const RankInterval ranks = quantile_ranks(0.95, 1000000);
    CHECK(static_cast<double>(ranks.low) == Approx(949573).margin(3));
    CHECK(static_cast<double>(ranks.high) == Approx(950428).margin(3));
}

TEST_CASE("equal weights are worth their number and one weight is worth one") {
    CHECK(effective_sample_size(std::vector<std::uint32_t>(300, 7)) == Approx(300));
    CHECK(effective_sample_size(std::vector<std::uint32_t>{0, 0, 9, 0}) == 1.0);
    // (3 + 1)^2 / (9 + 1) = 1.6
    CHECK(effective_sample_size(std::vector<std::uint32_t>{3, 1}) == Approx(1.6));
    CHECK(effective_sample_size(std::vector<std::uint32_t>{0, 0}) == 0.0);
    CHECK(effective_sample_size(std::vector<std::uint32_t>(100000, 4096)) == Approx(100000));
}
