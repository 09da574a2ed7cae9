// Points, factors and verdicts of one projection against one statistic, worked out by hand.
#include "hindcast/score.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace tanlu::hindcast::test {
namespace {

/// Observed 2008-2015 with another definition from 2013 on; projected from 2010.
Series series() {
    Series series;
    const std::vector<std::pair<int, double>> observed = {
        {2008, 80.0}, {2010, 100.0}, {2011, 110.0}, {2012, 120.0},
        {2013, 60.0}, {2014, 66.0},  {2015, 72.0}};
    for (const auto& [year, value] : observed) {
        series.observed[year] = {value, Grade::b, "test"};
    }
    series.modelled = {{2010, 50.0}, {2011, 60.0}, {2012, 60.0},
                       {2013, 75.0}, {2014, 80.0}, {2015, 90.0}};
    return series;
}

Target target(Compare compare) {
    Target target;
    target.id = {"test", {}};
    target.compare = compare;
    target.breaks = {2013};
    return target;
}

Plan plan_with(const Target& target) {
    Plan plan;
    plan.calibration_low.number = 0.8;
    plan.calibration_high.number = 1.25;
    plan.runs.emplace_back();
    plan.targets = {target};
    return plan;
}

TEST_CASE("levels are compared as they are until a break, then tied to its first year") {
    const Target levels = target(Compare::level);
    CHECK(factor_of(levels, series(), 2010, 2012) == 1.0);
    CHECK(factor_of(levels, series(), 2010, 2014) == Approx(60.0 / 75.0));
    CHECK(is_scored(levels, series(), 2010, 2012));
    CHECK_FALSE(is_scored(levels, series(), 2010, 2013));  // it ties the level
    CHECK_FALSE(is_scored(levels, series(), 2010, 2010));
    CHECK_FALSE(is_scored(levels, series(), 2010, 2016));  // not observed

    const auto points = points_of(levels, series(), 2010, {});
    REQUIRE(points.size() == 4);  // 2011, 2012, 2014, 2015
    CHECK(points[0].modelled == 60.0);
    CHECK(points[2].modelled == Approx(80.0 * 0.8));
    CHECK(points[3].modelled == Approx(90.0 * 0.8));
}

TEST_CASE("growth is compared by tying the origin too") {
    const Target growth = target(Compare::growth);
    CHECK(factor_of(growth, series(), 2010, 2011) == 2.0);  // 100 / 50
    const auto points = points_of(growth, series(), 2010, {});
    CHECK(points[0].modelled == 120.0);
    CHECK(points[2].modelled == Approx(64.0));
}

TEST_CASE("naive rules know the definition in force in the origin alone, and are tied likewise") {
    const auto points = points_of(target(Compare::level), series(), 2010, {});
    // Last value 100; after the break tied to 60 in 2013.
    CHECK(points[0].last_value == 100.0);
    CHECK(points[2].last_value == Approx(60.0));
    // 80 to 100 in two years: a factor sqrt(1.25) a year.
    CHECK(points[0].constant_growth == Approx(100.0 * std::sqrt(1.25)));
    CHECK(points[2].constant_growth == Approx(60.0 * std::sqrt(1.25)));
    CHECK(std::isnan(points[0].logistic));
    // From 2014, the history is that since 2013: one year before, too short for growth.
    const auto later = points_of(target(Compare::level), series(), 2014, {});
    REQUIRE(later.size() == 1);
    CHECK(later[0].last_value == 66.0);
    CHECK(std::isnan(later[0].constant_growth));
}

TEST_CASE("scores, skill and the years without the pandemic by hand") {
    Target levels = target(Compare::level);
    levels.last = 2012;
    const std::vector<int> pandemic = {2012};
    const auto points = points_of(levels, series(), 2010, pandemic);
    REQUIRE(points.size() == 2);
    CHECK_FALSE(points[0].pandemic);
    CHECK(points[1].pandemic);
    const Scores scores = scores_of(levels, points);
    // 60/110 - 1 = -0.4545, 60/120 - 1 = -0.5; last value 100: -0.0909, -0.1667.
    CHECK(scores.years == 2);
    CHECK(scores.error == Approx((50.0 / 110 + 0.5) / 2));
    CHECK(scores.bias == Approx(-(50.0 / 110 + 0.5) / 2));
    CHECK(scores.skill_last == Approx(1.0 - (50.0 / 110 + 60.0 / 120) / (10.0 / 110 + 20.0 / 120)));
    CHECK(scores.skill_last < 0.0);  // worse than the rule, and told so
}

TEST_CASE("a limit holds or fails, on the mean or on one year") {
    Target levels = target(Compare::level);
    levels.limit.emplace().number = 0.3;
    // Errors: 0.4545 (2011), 0.5 (2012), 64/66 - 1 = -0.0303 (2014), 72/72 - 1 = 0 (2015).
    Result result = judge(plan_with(levels), 0, 0, series(), 2010);
    CHECK(result.judged_error == Approx((50.0 / 110 + 0.5 + 2.0 / 66 + 0.0) / 4));
    CHECK(result.verdict == Verdict::passed);

    levels.limit_year = 2012;
    CHECK(judge(plan_with(levels), 0, 0, series(), 2010).verdict == Verdict::failed);
    levels.limit_year = 2013;  // not scored
    CHECK(judge(plan_with(levels), 0, 0, series(), 2010).verdict == Verdict::none);

    levels.limit_year = 2012;
    Plan compared = plan_with(levels);
    compared.runs[0].judged = false;
    CHECK(judge(compared, 0, 0, series(), 2010).verdict == Verdict::none);
}

TEST_CASE("the factor of the origin is held against its range") {
    Target growth = target(Compare::growth);
    CHECK(judge(plan_with(growth), 0, 0, series(), 2010).base_ratio == 2.0);
    CHECK(judge(plan_with(growth), 0, 0, series(), 2010).calibration == Verdict::none);
    growth.calibrated = true;
    CHECK(judge(plan_with(growth), 0, 0, series(), 2010).calibration == Verdict::failed);
    Plan wide = plan_with(growth);
    wide.calibration_high.number = 2.0;
    CHECK(judge(wide, 0, 0, series(), 2010).calibration == Verdict::passed);
    // Years that a fit has seen say nothing about the base.
    Plan fitted = plan_with(growth);
    fitted.runs[0].fitted_to = 2011;
    CHECK(judge(fitted, 0, 0, series(), 2011).calibration == Verdict::none);
    // Without a statistic of the origin nothing is scored, rather than something made up.
    Series without = series();
    without.observed.erase(2010);
    const Result result = judge(wide, 0, 0, without, 2010);
    CHECK(std::isnan(result.base_ratio));
    CHECK(result.points.size() == 2);  // 2014 and 2015, tied after the break
}

TEST_CASE("errors of shares are counted in points") {
    Series shares;
    shares.observed = {{2010, {0.01, Grade::b, ""}}, {2011, {0.02, Grade::b, ""}}};
    shares.modelled = {{2010, 0.01}, {2011, 0.05}};
    Target share;
    share.measure = Measure::points;
    const auto points = points_of(share, shares, 2010, {});
    const Scores scores = scores_of(share, points);
    CHECK(scores.error == Approx(0.03));
    CHECK(scores.skill_last == Approx(1.0 - 0.03 / 0.01));
    CHECK(scores.log_rmse == Approx(std::log(2.5)));
}

}  // namespace
}  // namespace tanlu::hindcast::test
