// Scores and naive rules against numbers worked out by hand.
#include "statistics/scores.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

namespace tanlu::test {
namespace {

const std::vector<ScoredPair> kPairs = {{100.0, 110.0}, {200.0, 150.0}, {50.0, 50.0}};

TEST_CASE("errors of three years by hand") {
    // Relative errors: 110/100 - 1 = 0.10, 150/200 - 1 = -0.25, 50/50 - 1 = 0.
    CHECK(mean_absolute_relative_error(kPairs) == Approx((0.10 + 0.25 + 0.0) / 3));
    CHECK(mean_relative_error(kPairs) == Approx((0.10 - 0.25 + 0.0) / 3));
    // Differences: 10, -50, 0.
    CHECK(mean_absolute_error(kPairs) == Approx(20.0));
    CHECK(mean_error(kPairs) == Approx(-40.0 / 3));
    // ln 1.1 = 0.0953102, ln 0.75 = -0.2876821; squares 0.0090840 and 0.0827610, mean 0.0306150.
    CHECK(root_mean_square_log_error(kPairs) == Approx(0.174971).epsilon(1e-5));
}

TEST_CASE("a projection that is right has no error, in any score") {
    const std::vector<ScoredPair> right = {{3.0, 3.0}, {7.0, 7.0}};
    CHECK(mean_absolute_relative_error(right) == 0.0);
    CHECK(mean_relative_error(right) == 0.0);
    CHECK(root_mean_square_log_error(right) == 0.0);
    CHECK(skill(mean_absolute_error(right), 2.0) == 1.0);
}

TEST_CASE("without pairs, or with a logarithm of nothing, a score is undefined") {
    CHECK(std::isnan(mean_absolute_relative_error({})));
    CHECK(std::isnan(mean_absolute_error({})));
    CHECK(std::isnan(root_mean_square_log_error({})));
    const std::vector<ScoredPair> zero = {{1.0, 0.0}, {1.0, 1.0}};
    CHECK(std::isnan(root_mean_square_log_error(zero)));
    CHECK(mean_absolute_relative_error(zero) == 0.5);
}

TEST_CASE("skill is the part of the naive error that is gone, and negative where it is worse") {
    CHECK(skill(5.0, 20.0) == 0.75);  // 1 - 5/20
    CHECK(skill(20.0, 20.0) == 0.0);
    CHECK(skill(50.0, 20.0) == -1.5);  // 1 - 50/20
    CHECK(std::isnan(skill(1.0, 0.0)));
}

TEST_CASE("the last value is held") {
    const std::vector<YearValue> history = {{2009, 4.0}, {2010, 5.0}};
    CHECK(last_value(history, 2015) == 5.0);
    CHECK_FALSE(last_value({}, 2015));
}

TEST_CASE("constant growth is that of the last five years") {
    // 32 = 16 * 2 over 2005-2010: doubled in five years, so 64 after five more, 128 after ten. The
    // number of 2004 is further back and must not matter.
    const std::vector<YearValue> history = {{2004, 1.0}, {2005, 16.0}, {2008, 5.0}, {2010, 32.0}};
    CHECK(*constant_growth(history, 2015, 5) == Approx(64.0));
    CHECK(*constant_growth(history, 2020, 5) == Approx(128.0));
    // Two years are the least: 2.0 -> 8.0 over 2008-2010 is a factor 2 a year.
    const std::vector<YearValue> two = {{2008, 2.0}, {2010, 8.0}};
    CHECK(*constant_growth(two, 2011, 5) == Approx(16.0));
    const std::vector<YearValue> one = {{2009, 2.0}, {2010, 8.0}};
    CHECK_FALSE(constant_growth(one, 2011, 5));
    const std::vector<YearValue> from_nothing = {{2008, 0.0}, {2010, 8.0}};
    CHECK_FALSE(constant_growth(from_nothing, 2011, 5));
}

TEST_CASE("a logistic trend goes on along its curve") {
    // ln(x / (1 - x)) = -2 ln 3, -ln 3, 0: a line of slope ln 3 a year. Next comes ln 3: 3/4.
    const std::vector<YearValue> curve = {{2010, 0.1}, {2011, 0.25}, {2012, 0.5}};
    CHECK(*logistic_trend(curve, 2013) == Approx(0.75));
    CHECK(*logistic_trend(curve, 2014) == Approx(0.9));
    // Off the line: logits 0, ln 3, 0 have slope 0 and mean ln 3 / 3, so 3^(1/3) / (1 + 3^(1/3)).
    const std::vector<YearValue> bent = {{2010, 0.5}, {2011, 0.75}, {2012, 0.5}};
    CHECK(*logistic_trend(bent, 2020) == Approx(std::cbrt(3.0) / (1.0 + std::cbrt(3.0))));
    const std::vector<YearValue> few = {{2010, 0.1}, {2011, 0.2}};
    CHECK_FALSE(logistic_trend(few, 2013));
    const std::vector<YearValue> none = {{2010, 0.0}, {2011, 0.25}, {2012, 0.5}};
    CHECK_FALSE(logistic_trend(none, 2013));
}

}  // namespace
}  // namespace tanlu::test
