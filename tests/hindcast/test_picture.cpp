// The picture: steps of its axes, and that it holds what it should.
#include "hindcast/picture.hpp"

#include <catch2/catch.hpp>
#include <limits>

namespace tanlu::hindcast::test {
namespace {

TEST_CASE("ticks are steps of 1, 2 or 5") {
    CHECK(tick_step(10.0, 5) == Approx(2.0));
    CHECK(tick_step(10.0, 4) == Approx(5.0));
    CHECK(tick_step(0.93, 5) == Approx(0.2));
    CHECK(tick_step(37000.0, 5) == Approx(10000.0));
    CHECK(tick_step(6.0, 6) == Approx(1.0));
    CHECK(tick_step(0.0, 5) == 1.0);
}

TEST_CASE("a panel has title, unit, observed points, a line and a band, text escaped") {
    Plan plan;
    plan.title.en = "A <test> & more";
    Run run;
    run.id = {"from-2010", {}};
    run.title.en = "from 2010";
    run.scenario.pack.base_year = 2010;
    plan.runs = {run};
    Target target;
    target.id = {"cars", {}};
    target.title.en = "Cars";
    target.unit = "10^4 vehicle";
    target.unit_scale = 1e4;
    plan.targets = {target};
    Series series;
    series.observed = {{2010, {1e5, Grade::a, ""}}, {2011, {2e5, Grade::a, ""}}};
    series.modelled = {{2010, 1e5}, {2011, 3e5}};
    Evaluation evaluation;
    evaluation.series = {{series}};
    evaluation.results = {judge(plan, 0, 0, series, 2010)};
    evaluation.results[0].points[0].low = 2.5e5;
    evaluation.results[0].points[0].high = 3.5e5;

    const std::string svg = to_svg(plan, evaluation);
    const auto holds = [&](const char* text) { return svg.find(text) != std::string::npos; };
    CHECK(holds("A &lt;test&gt; &amp; more"));
    CHECK(holds(">Cars<"));
    CHECK(holds(">10^4 vehicle<"));
    CHECK(holds("<polyline"));
    CHECK(holds("<polygon"));
    CHECK(holds(">2010<"));
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.ends_with("</svg>\n"));
}

}  // namespace
}  // namespace tanlu::hindcast::test
