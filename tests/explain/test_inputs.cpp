// Inputs behind numbers: which, in what order, and where they were read.
#include "explain/inputs.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "explain/small_world.hpp"

namespace tanlu::test {
namespace {

TEST_CASE("The place that a value was read from stands in a comment of the text") {
    const config::Scenario scenario = small_scenario();
    const explain::Inputs inputs(scenario,
                                 "one: {value: 1}  # models/a b.yaml:12\n"
                                 "two: {note: \"not  # here:7\"}\n"
                                 "three:\n");
    CHECK(inputs.place_of({"x", 1, 1}) == std::pair<std::string, int>("models/a b.yaml", 12));
    CHECK(inputs.place_of({"x", 2, 1}).second == 0);
    CHECK(inputs.place_of({"x", 3, 1}).second == 0);
    CHECK(inputs.place_of({"x", 99, 1}).second == 0);
    CHECK(inputs.place_of({}).second == 0);
}

TEST_CASE("Inputs are numbers of a year in canonical units") {
    config::Scenario scenario = small_scenario();
    auto& gdp = scenario.pack.parameters.drivers.gdp;
    gdp.anchors = {{2020, number(100.0)}, {2040, number(200.0)}};
    gdp.interpolation = Interpolation::kLinear;
    const explain::Inputs inputs(scenario, "");
    CHECK(inputs.at("drivers.gdp", 2030) == Approx(150.0));
    CHECK(inputs.at("carriers.petrol.co2", 2030) == 0.07);
    CHECK(std::isnan(inputs.at("carriers.petrol.absent", 2030)));
    CHECK(inputs.unit_of("carriers.petrol.co2") == "kg/MJ");
    CHECK_FALSE(inputs.has("carriers.coal.co2"));
}

TEST_CASE("Nearest inputs come first, then the least sure") {
    config::Scenario scenario = small_scenario();
    auto& carriers = scenario.pack.parameters.carriers;
    carriers[0].co2.grade = Grade::a;
    carriers[1].co2.grade = Grade::unverified;
    carriers[2].co2.grade = Grade::c;
    scenario.pack.parameters.drivers.gdp.anchors = {{2020, number(1.0)}, {2028, number(2.0)}};
    const explain::Inputs inputs(scenario, "");

    const auto found =
        inputs.behind({{"drivers.gdp", 2}, {"carriers.*.co2", 1}, {"carriers.petrol.*", 0}}, 2030);

    REQUIRE(found.size() == 5);
    CHECK(found[0].path == "carriers.petrol.biogenic-share");
    CHECK(found[1].path == "carriers.petrol.co2");
    CHECK(found[2].path == "carriers.diesel.co2");
    CHECK(found[3].path == "carriers.electricity.co2");
    CHECK(found[4].path == "drivers.gdp[2028]");  // the anchor in force
    CHECK(found[4].value == "2");
}

TEST_CASE("Rates of growth are inputs beside the anchors that they follow") {
    config::Scenario scenario = small_scenario();
    auto& gdp = scenario.pack.parameters.drivers.gdp;
    gdp.growth = {{2025, number(0.05)}, {2028, number(0.04)}};
    const explain::Inputs inputs(scenario, "");

    const auto found = inputs.moving({{"drivers.gdp", 0.5}, {"drivers.gdp.growth", 0.8}}, {}, 2030);

    REQUIRE(found.size() == 2);
    CHECK(found[0].path == "drivers.gdp.growth[2028]");  // the rate in force
    CHECK(found[0].value == "0.04");
    CHECK(found[1].path == "drivers.gdp[2029]");
}

TEST_CASE("Inputs that move the number come by their effect, unknown effects last") {
    const config::Scenario scenario = small_scenario();
    const explain::Inputs inputs(scenario, "");

    const auto found = inputs.moving({{"carriers.petrol.co2", 0.2},
                                      {"carriers.diesel.co2", -0.7},
                                      {"carriers.electricity.co2", 0.0},
                                      {"drivers.population", std::nan("")}},
                                     {}, 2030);

    REQUIRE(found.size() == 3);
    CHECK(found[0].path == "carriers.diesel.co2");
    CHECK(found[0].effect == -0.7);
    CHECK(found[1].path == "carriers.petrol.co2");
    CHECK(found[2].path == "drivers.population[2029]");
    CHECK_FALSE(found[2].effect);
}

}  // namespace
}  // namespace tanlu::test
