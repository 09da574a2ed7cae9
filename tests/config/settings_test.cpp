#include "config/settings.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "config/reference.hpp"
#include "config/support.hpp"
#include "support/leaves.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

config::Scenario load(const std::string& name) {
    const AtSourceDirectory here;
    return config::load_scenario("tests/data/scenarios/" + name, test_levers());
}

const config::Setting* find(const std::vector<config::Setting>& settings, const std::string& path) {
    const auto found = std::find_if(settings.begin(), settings.end(),
                                    [&](const auto& setting) { return setting.path == path; });
    return found == settings.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("Settings hold every number of the scenario with its origin") {
    config::Scenario scenario = load("child.yaml");
    const auto settings = config::settings_of(scenario);

    std::size_t numbers = 0;
    for_each_leaf(scenario.pack.parameters,
                  [&](const std::string&, const Field&, const Value&) { ++numbers; });
    const auto graded = std::count_if(settings.begin(), settings.end(),
                                      [](const auto& setting) { return setting.grade; });
    CHECK(static_cast<std::size_t>(graded) == numbers + 5);  // five numbers in the policies

    const auto* gdp = find(settings, "drivers.gdp.growth[2036]");
    REQUIRE(gdp);
    CHECK(gdp->value == "2");
    CHECK(gdp->unit == "%/yr");
    CHECK(gdp->high == "2.5");
    const auto* share = find(settings, "policies.nev-share.schedule[2030]");
    REQUIRE(share);
    CHECK(share->value == "0.4");
    CHECK(find(settings, "policies.nev-share.for.technology")->value == "nev");
    CHECK(find(settings, "classes.truck.stock-rule")->value == "activity");
    CHECK(find(settings, "freight.modes.rail.transfers")->value == "1");
}

TEST_CASE("Differences between two scenarios are their overrides and policies") {
    const auto base = config::settings_of(load("base.yaml"));
    const auto child = config::settings_of(load("child.yaml"));

    CHECK(config::differences(base, base).empty());
    std::vector<std::string> paths;
    for (const auto& difference : config::differences(base, child))
        paths.push_back(difference.path);
    CHECK(paths == std::vector<std::string>{
                       "classes.private-car.ownership.saturation",
                       "classes.private-car.technologies.bev.emerging",
                       "passenger.modes.car.availability[0]", "policies.trains.for.mode",
                       "policies.trains.speed[2025]", "policies.trains.speed[2030]",
                       "policies.trains.phase-in", "carriers.gasoline.price[2030]",
                       "carriers.gasoline.price.interpolate", "policies.nev-share.lever",
                       "policies.nev-share.for.class", "policies.nev-share.for.technology",
                       "policies.nev-share.schedule[2025]", "policies.nev-share.schedule[2030]",
                       "policies.nev-share.schedule[2035]", "policies.nev-share.credit[2025]",
                       "policies.nev-share.phase-in"});
}

TEST_CASE("Inputs of indicators are settings, and those of the child go first") {
    const auto scenario = load("inputs.yaml");
    REQUIRE(scenario.inputs.size() == 3);
    CHECK(scenario.inputs[0].id.text == "bike-lanes");
    CHECK(scenario.inputs[0].path.anchors[1].value.number == Approx(15.0));  // 15000 m in km
    CHECK(scenario.inputs[1].path.anchors.size() == 2);
    const auto settings = config::settings_of(scenario);
    const auto* deaths = find(settings, "exogenous-series.road-deaths[2030]");
    REQUIRE(deaths);
    CHECK(deaths->value == "400");
    CHECK(deaths->unit == "person/yr");
    const auto* asked = find(settings, "survey-inputs.satisfaction[2019]");
    REQUIRE(asked);
    CHECK(asked->note == "asked 100 people");
    const auto differences =
        config::differences(config::settings_of(load("inputs-parent.yaml")), settings);
    CHECK(differences.front().path == "exogenous-series.road-deaths[2023]");
}

TEST_CASE("The reference lists every key once, with its unit and range") {
    const auto rows = config::pack_reference();
    std::vector<std::string> paths;
    for (const auto& row : rows) paths.push_back(row.path);
    std::sort(paths.begin(), paths.end());
    CHECK(std::adjacent_find(paths.begin(), paths.end()) == paths.end());

    const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& r) {
        return r.path == "classes.<class>.technologies.<technology>.energy.<energy>.use";
    });
    REQUIRE(row != rows.end());
    CHECK(row->kind == "value");
    CHECK(row->unit == "MJ/km or m3/km or kg/km");
    CHECK(row->range == "above 0");
    CHECK(row->fallback == "required");
    const auto rule = std::find_if(rows.begin(), rows.end(), [](const auto& r) {
        return r.path == "classes.<class>.stock-rule";
    });
    REQUIRE(rule != rows.end());
    CHECK(rule->options.size() == 5);
}
