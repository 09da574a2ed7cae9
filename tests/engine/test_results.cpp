// What a run hands on: every declared output in its shape, derived shares from the tables they are
// said to come from, provenance that names its inputs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/collect.hpp"
#include "engine/inputs.hpp"
#include "indicators/vocabulary.hpp"
#include "model/outputs.hpp"
#include "support/china.hpp"

namespace tanlu::test {
namespace {

TEST_CASE("every declared output is a variable with its unit and axes") {
    const Dataset& run = shipped_run("no-policy");
    model::YearOutput<double> year;
    model::describe_outputs(
        [&](const model::Output& info, auto&) {
            INFO(info.name);
            const Variable& variable = run.variable(info.name);
            CHECK(variable.unit == info.unit);
            CHECK(variable.axes.size() == 3 + info.axes.size());
            for (std::size_t a = 0; a < info.axes.size(); ++a) {
                CHECK(variable.axes[a + 3] == info.axes[a]);
            }
            CHECK(variable.data.size() == run.volume(variable.axes));
        },
        year);
    CHECK(run.axis("year").years.front() == 2019);
    CHECK(run.axis("year").years.back() == 2060);
}

TEST_CASE("modal splits and NEV shares are what their tables say") {
    for (const auto& id : shipped_ids()) {
        const Dataset& run = shipped_run(id);
        for (int year = 2019; year <= 2060; year += 6) {
            INFO(id << " " << year);
            for (const auto* mode : {"walk", "bus", "car"}) {
                double trips = 0.0;
                for (const auto& settlement : run.axis("settlement").labels) {
                    trips += at(run, "trips", id, year, {settlement, mode});
                }
                CHECK(at(run, "trip_share", id, year, {mode}) ==
                      Approx(trips / sum_at(run, "trips", id, year)).epsilon(1e-13));
                CHECK(at(run, "pkm_share", id, year, {mode}) ==
                      Approx(at(run, "pkm", id, year, {mode}) / sum_at(run, "pkm", id, year))
                          .epsilon(1e-13));
            }
            for (const auto* of : {"sales", "stock"}) {
                const double nev = at(run, of, id, year, {"private-car", "bev"}) +
                                   at(run, of, id, year, {"private-car", "phev"});
                CHECK(at(run, std::string("nev_") + of + "_share", id, year, {"private-car"}) ==
                      Approx(nev / sum_at(run, of, id, year, {"private-car"})).epsilon(1e-13));
            }
            CHECK(at(run, "electric_km_share", id, year, {"private-car"}) ==
                  Approx(sum_at(run, "electric_vkm", id, year, {"private-car"}) /
                         sum_at(run, "vkm", id, year, {"private-car"}))
                      .epsilon(1e-13));
        }
    }
}

TEST_CASE("the end of a shorter scenario is followed by nothing, not by numbers") {
    std::vector<config::Scenario> both = {shipped("no-policy"), shipped("reference")};
    both[1].horizon = 2035;
    const Dataset run = engine::run(both);
    CHECK(run.axis("year").years.back() == 2060);
    for (const auto& variable : run.variables) {
        if (variable.axes.size() < 3 || variable.axes[2] != "year") continue;
        const std::size_t cells = variable.data.size() / 2 / 42;
        const std::size_t first = variable.data.size() / 2 + (2036 - 2019) * cells;
        INFO(variable.name);
        bool is_nothing = true;
        for (std::size_t i = first; i < variable.data.size(); ++i) {
            is_nothing &= std::isnan(variable.data[i]);
        }
        CHECK(is_nothing);
    }
    CHECK(at(run, "co2_by_boundary", "reference", 2035, {"ttw"}) ==
          at(shipped_run("reference"), "co2_by_boundary", "reference", 2035, {"ttw"}));
}

/// Packs may start in different years: each number stands at its own year.
TEST_CASE("runs from different base years share one axis of years") {
    std::vector<config::Scenario> scenarios = {shipped("no-policy"), shipped("reference")};
    scenarios[0].pack.base_year = 2021;
    scenarios[0].horizon = 2022;
    scenarios[1].horizon = 2020;
    std::vector<engine::ScenarioRun> runs(2);
    for (std::size_t i = 0; i < 2; ++i) runs[i].scenario = &scenarios[i];
    runs[0].outputs = {{"gdp", "CNY2020/yr", "GDP", "", {}, true, {21.0, 22.0}}};
    runs[1].outputs = {{"gdp", "CNY2020/yr", "GDP", "", {}, true, {19.0, 20.0}}};
    const Dataset joint = engine::collect(runs);
    CHECK(joint.axis("year").years == std::vector<int>{2019, 2020, 2021, 2022});
    CHECK(std::isnan(at(joint, "gdp", "no-policy", 2019)));
    CHECK(at(joint, "gdp", "no-policy", 2021) == 21.0);
    CHECK(at(joint, "gdp", "no-policy", 2022) == 22.0);
    CHECK(at(joint, "gdp", "reference", 2019) == 19.0);
    CHECK(std::isnan(at(joint, "gdp", "reference", 2021)));
}

TEST_CASE("a result names its inputs, its boundaries and what it counts as what") {
    for (const auto& scenario : all_shipped()) {
        const Dataset& run = shipped_run(scenario.id);
        INFO(scenario.id);
        for (const auto& file : scenario.files) {
            CHECK_THAT(run.provenance.at("input_files"), Catch::Contains(file.sha256));
        }
        CHECK_FALSE(run.provenance.at("scenario_" + scenario.id).empty());
        CHECK_FALSE(run.provenance.at("unverified_" + scenario.id).empty());
        CHECK_THAT(run.attributes.at("nev_technologies"), Catch::Contains("bev"));
        CHECK_THAT(run.attributes.at("automobile_classes"), !Catch::Contains("motorcycle"));
        CHECK_THAT(run.attributes.at("green_modes"), Catch::Contains("metro"));
        CHECK_THAT(run.attributes.at("boundaries"), Catch::Contains("ttw_grid"));
        CHECK(run.attributes.at("factor_set") == "china");
    }
}

TEST_CASE("formulas of indicators know every variable of a result, and no other") {
    const Dataset& run = shipped_run("no-policy");
    for (const auto& known : indicators::known_variables()) {
        INFO(known.name);
        CHECK(run.variable(known.name).unit == known.unit);
        std::vector<std::string> axes{"scenario", "region", "year"};
        axes.insert(axes.end(), known.axes.begin(), known.axes.end());
        CHECK(run.variable(known.name).axes == axes);
    }
    // Factors that match the base year have no years, so no formula takes them.
    const auto yearly = std::ranges::count_if(run.variables, [](const Variable& variable) {
        return std::ranges::find(variable.axes, "year") != variable.axes.end();
    });
    CHECK(static_cast<std::ptrdiff_t>(indicators::known_variables().size()) == yearly);
}

TEST_CASE("inputs of scenarios stand beside the outputs, in one unit, from their first year on") {
    config::Scenario one;
    one.id = "one";
    one.pack.region.id = "place";
    one.pack.base_year = 2019;
    one.horizon = 2022;
    config::Scenario two = one;
    two.id = "two";
    const auto input = [](const char* unit, std::vector<std::pair<int, double>> anchors) {
        config::ScenarioInput made{{"bike-lanes", {}}, unit, false, {}};
        for (const auto& [year, number] : anchors) {
            Value value;
            value.number = number;
            made.path.anchors.push_back({year, value});
        }
        made.path.interpolation = Interpolation::kLinear;
        return made;
    };
    one.inputs = {input("km", {{2020, 10.0}, {2022, 30.0}})};
    two.inputs = {input("m", {{2019, 5000.0}})};
    Dataset dataset;
    dataset.axes = {{"scenario", "", {"one", "two"}, {}},
                    {"region", "", {"place"}, {}},
                    {"year", "", {}, {2019, 2020, 2021, 2022}}};
    const std::vector<config::Scenario> both{one, two};
    engine::add_inputs(dataset, both);
    REQUIRE(dataset.variables.size() == 1);
    const Variable& lanes = dataset.variables.front();
    CHECK(lanes.name == "input_bike_lanes");
    CHECK(lanes.unit == "km");
    CHECK(std::isnan(lanes.data[0]));
    CHECK(std::vector(lanes.data.begin() + 1, lanes.data.end()) ==
          std::vector<double>{10.0, 20.0, 30.0, 5.0, 5.0, 5.0, 5.0});
    two.inputs = {input("kg", {{2019, 1.0}})};
    const std::vector<config::Scenario> unlike{one, two};
    Dataset other;
    other.axes = dataset.axes;
    CHECK_THROWS_WITH(engine::add_inputs(other, unlike), Catch::Contains("another unit"));
}

}  // namespace
}  // namespace tanlu::test
