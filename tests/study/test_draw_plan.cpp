// Which numbers a study draws, and from which dimensions of the design.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sampling/philox.hpp"
#include "study/leaves.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;
using study::plan_draws;

namespace {

using Ids = std::vector<std::string>;

Ids dimensions_of(const study::Study& study) {
    return dimension_ids(plan_draws(study));
}

const std::string kTest = "source: test, grade: C}\n";

}  // namespace

TEST_CASE("Distributions in place of numbers are dimensions by the name of the number") {
    const std::string overrides =
        "  classes.private-car.ownership.saturation: {value: {triangular: [0.3, 0.35, 0.5]}, unit: "
        "vehicle/person, source: test, grade: C}\n"
        "  passenger.modes.walk.availability: {values: [1, {uniform: [0.4, 0.6]}, 0], unit: \"1\", "
        "source: test, grade: C}\n"
        "  carriers.hydrogen.price: {anchors: {2019: 60, 2040: {uniform: [20, 40]}}, unit: "
        "CNY2020/kg, source: test, grade: C}\n"
        "  carriers.electricity.production: {anchors: {2019: 580, 2035: {value: {uniform: [200, "
        "400]}, note: n}}, unit: gCO2/kWh, source: test, grade: C}\n"
        "  drivers.ppp: {value: {lognormal: {median: 4.2, gsd: 1.02}}, unit: CNY2020/int$2017, "
        "source: test, grade: U}\n"
        "  drivers.gdp: {anchors: {2005: 1000, 2019: 1500, 2024: 2000}, unit: 10^8 CNY2020/yr, "
        "source: "
        "test, grade: C, extrapolate: growth, growth: {2025: {uniform: [3, 5]}}, growth-unit: "
        "\"%/yr\", growth-source: test, growth-grade: C}\n";
    const std::string policies =
        "  - lever: minimum-sales-share\n    id: mandate\n"
        "    for: {class: private-car, technology: nev}\n"
        "    schedule: {2025: 20 %, 2035: {triangular: [40, 60, 80], unit: \"%\"}}\n"
        "    source: test\n    grade: U\n";

    CHECK_THAT(
        dimensions_of(study_of("", overrides, policies)),
        Catch::UnorderedEquals(
            Ids{"classes.private-car.ownership.saturation", "passenger.modes.walk.availability[1]",
                "carriers.hydrogen.price[2040]", "carriers.electricity.production[2035]",
                "drivers.ppp", "drivers.gdp.growth[2025]", "policies.mandate.schedule[2035]"}));
}

TEST_CASE("An input of the study takes the place of a distribution in the scenario") {
    const std::string in_place =
        "  drivers.ppp: {value: {uniform: [3, 5]}, unit: CNY2020/int$2017, " + kTest;
    const auto plan = plan_draws(study_of(
        "  mine: {of: drivers.ppp, uniform: [4, 4.5], unit: CNY2020/int$2017, " + kTest, in_place));

    CHECK(dimension_ids(plan) == Ids{"mine"});
    CHECK(plan.scenarios[0].numbers.size() == 1);
}

TEST_CASE("One quantile serves all targets unless each has its own") {
    const std::string input =
        "of: carriers.*.upstream, change: factor, uniform: [0.9, 1.1], unit: \"1\", ";
    CHECK(dimensions_of(study_of("  up: {" + input + kTest)) == Ids{"up"});
    CHECK(dimensions_of(study_of("  up: {draw: each, " + input + kTest)) ==
          Ids{"up[carriers.gasoline.upstream]", "up[carriers.diesel.upstream]",
              "up[carriers.electricity.upstream]"});
}

TEST_CASE("Each region draws its own quantile where the input says so") {
    const std::string ppp = "of: drivers.ppp, uniform: [4, 5], unit: CNY2020/int$2017, ";
    const auto study = [&](const std::vector<std::string>& regions, const std::string& inputs,
                           const std::string& rest = {}) {
        std::vector<config::Scenario> scenarios;
        for (const auto& region : regions) {
            scenarios.push_back(mini_scenario());
            scenarios.back().pack.region.id = region;
        }
        return study_of(inputs, scenarios, "{kind: mc, samples: 256, seed: 1}", rest);
    };
    const std::string own = "  p: {draw: region, " + ppp + kTest;

    SECTION("one shares it across regions, region does not, scenarios of a region share it") {
        CHECK(dimensions_of(study({"a", "b"}, "  p: {" + ppp + kTest)) == Ids{"p"});
        CHECK(dimensions_of(study({"a", "b", "a"}, own)) == Ids{"p@a", "p@b"});
        const auto plan = plan_draws(study({"a", "b", "a"}, own));
        CHECK(plan.scenarios[0].numbers[0].dimension == plan.scenarios[2].numbers[0].dimension);
        CHECK(plan.scenarios[0].numbers[0].dimension != plan.scenarios[1].numbers[0].dimension);
        CHECK(plan.dimensions[1].input == "p");
    }
    SECTION("the stream is keyed by the name, so another region moves no draws") {
        const auto two = plan_draws(study({"a", "b"}, own));
        const auto three = plan_draws(study({"c", "b", "a"}, own));
        REQUIRE(three.dimensions.size() == 3);
        CHECK(two.dimensions[0].stream == sampling::stream_id("p@a"));
        CHECK(two.dimensions[0].stream == three.dimensions[2].stream);
        CHECK(two.dimensions[1].stream == three.dimensions[1].stream);
    }
    SECTION("paths: each region its own anchors and shocks, beyond the design too") {
        const std::string grid =
            "of: carriers.electricity.production, change: factor, unit: \"1\", draw: region, ";
        CHECK(dimensions_of(study({"a", "b"}, "  g: {anchors: {2030: {uniform: [0.9, 1.1]}}, " +
                                                  grid + kTest)) == Ids{"g@a[2030]", "g@b[2030]"});
        const auto plan =
            plan_draws(study({"a", "b"}, "  g: {random-walk: {sigma: 0.1}, " + grid + kTest));
        CHECK(plan.dimensions.size() == 8);
        CHECK(plan.scenarios[1].paths[0].input == "g@b");
    }
    SECTION("a correlation holds within each region") {
        const std::string time =
            "  t: {draw: region, of: passenger.time-value, from-range: "
            "triangular, " +
            kTest;
        const auto plan = plan_draws(study({"a", "b"}, own + time,
                                           "correlations:\n  - {between: [p, t], rank: 0.5, "
                                           "source: test, grade: U}\n"));
        REQUIRE(plan.correlations.size() == 2);
        for (const auto& pair : plan.correlations) {
            const std::string first = plan.dimensions[pair.first].id;
            const std::string second = plan.dimensions[pair.second].id;
            CHECK(first.substr(1) == second.substr(1));  // the same region
            CHECK(pair.rank == 0.5);
        }
    }
    SECTION("two inputs never share a dimension by their names") {
        const std::string clash =
            "  \"p@a\": {of: passenger.time-value, from-range: triangular, " + kTest;
        CHECK_THROWS_WITH(plan_draws(study({"a"}, own + clash)),
                          Catch::Contains("inputs 'p' and 'p@a' both draw 'p@a'"));
    }
}

TEST_CASE("Paths have a dimension for each anchor or one for all and four for shocks") {
    const std::string grid = "of: carriers.electricity.production, change: factor, unit: \"1\", ";
    const std::string anchors =
        "anchors: {2030: {uniform: [0.9, 1.1]}, 2060: {uniform: [0.5, 2]}}, ";
    CHECK(dimensions_of(study_of("  grid: {" + grid + anchors + kTest)) ==
          Ids{"grid[2030]", "grid[2060]"});
    CHECK(dimensions_of(study_of("  grid: {same-quantile: true, " + grid + anchors + kTest)) ==
          Ids{"grid"});
    CHECK(dimensions_of(study_of("  grid: {random-walk: {sigma: 0.1}, " + grid + kTest)) ==
          Ids{"grid[1]", "grid[2]", "grid[3]", "grid[4]"});
}

TEST_CASE("An input that takes the quantile of another has no dimension") {
    const auto plan = plan_draws(
        study_of("  a: {of: drivers.ppp, uniform: [4, 5], unit: CNY2020/int$2017, " + kTest +
                 "  b: {of: passenger.time-value, from-range: triangular, same-as: a, " + kTest));
    CHECK(dimension_ids(plan) == Ids{"a"});
    REQUIRE(plan.scenarios[0].numbers.size() == 2);
    CHECK(plan.scenarios[0].numbers[0].dimension == plan.scenarios[0].numbers[1].dimension);
}

TEST_CASE("Ranges are drawn for every number that has one and no other") {
    // urban-share has a range in 2035 alone; gdp in its two growth rates alone.
    const auto urban =
        plan_draws(study_of("  drivers.urban-share: {from-range: uniform, " + kTest));
    REQUIRE(urban.scenarios[0].numbers.size() == 1);
    CHECK(urban.scenarios[0].numbers[0].part == study::Part::anchor);
    CHECK(urban.scenarios[0].numbers[0].index == 2);
    const auto gdp = plan_draws(study_of("  drivers.gdp: {from-range: uniform, " + kTest));
    REQUIRE(gdp.scenarios[0].numbers.size() == 2);
    CHECK(gdp.scenarios[0].numbers[1].part == study::Part::growth);
    CHECK(gdp.dimensions.size() == 1);
}

TEST_CASE("Numbers whose range has no width are not drawn") {
    const std::string point =
        "  passenger.time-value: {value: 0.3, low: 0.3, high: 0.3, unit: \"1\", " + kTest;
    const auto plan =
        plan_draws(study_of("  both: {of: [passenger.time-value, "
                            "classes.private-car.ownership.saturation], from-range: "
                            "triangular, " +
                                kTest,
                            point));
    CHECK(plan.scenarios[0].numbers.size() == 1);
}

TEST_CASE("Scenarios share dimensions and each draws what it has") {
    const std::string mandate =
        "  - lever: minimum-sales-share\n    id: mandate\n"
        "    for: {class: private-car, technology: nev}\n    schedule: {2025: 20 %}\n"
        "    source: test\n    grade: U\n";
    const auto plan = plan_draws(
        study_of("  drivers.ppp: {uniform: [4, 5], unit: CNY2020/int$2017, " + kTest +
                     "  strength: {of: policies.mandate.schedule, change: factor, uniform: [0.8, "
                     "1.2], unit: "
                     "\"1\", " +
                     kTest,
                 std::vector{mini_scenario(), mini_scenario("", mandate, "mini-mandate")}));

    CHECK(dimension_ids(plan) == Ids{"drivers.ppp", "strength"});
    CHECK(plan.scenarios[0].numbers.size() == 1);
    CHECK(plan.scenarios[0].paths.empty());
    CHECK(plan.scenarios[1].numbers.size() == 1);
    CHECK(plan.scenarios[1].paths.size() == 1);
}

TEST_CASE("The random stream of a dimension is the hash of its name") {
    const auto plan = plan_draws(
        study_of("  a: {of: drivers.ppp, uniform: [4, 5], unit: CNY2020/int$2017, " + kTest));
    CHECK(plan.dimensions[0].stream == sampling::stream_id("a"));
    CHECK(plan.dimensions[0].stream == 0xe40c292cU);  // FNV-1a of "a", published test value
}

TEST_CASE("Patterns stand for one key or for any number of keys") {
    const auto [pattern, path, fits] = GENERATE(table<std::string, std::string, bool>({
        {"a.b", "a.b", true},
        {"a.b", "a.c", false},
        {"a.b", "a.b.c", false},
        {"a.*", "a.b", true},
        {"a.*", "a", false},
        {"a.*", "a.b.c", false},
        {"*.b", "a.b", true},
        {"a.*-car.b", "a.private-car.b", true},
        {"a.*-car.b", "a.car.b", false},
        {"a.truck-*", "a.truck-", true},
        {"a.*x*y", "a.xxyy", true},
        {"**", "a", true},
        {"**.c", "a.b.c", true},
        {"**.c", "c", true},
        {"a.**.c", "a.c", true},
        {"a.**.c", "a.b.b.c", true},
        {"a.**.c", "a.b.b.d", false},
        {"a.**", "b.a", false},
    }));
    CAPTURE(pattern, path);
    CHECK(study::matches(pattern, path) == fits);
}
