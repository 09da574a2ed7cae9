// Results beside statistics, and the checks of plausibility: silent on the shipped scenarios
// (test_base_year.cpp), each speaking on a scenario made to break it.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/observed.hpp"
#include "engine/unverified.hpp"
#include "support/china.hpp"

namespace tanlu::test {
namespace {

std::string findings(const config::Scenario& scenario) {
    std::string text;
    for (const auto& finding : engine::implausible(run_of(scenario), scenario)) {
        text += finding + "\n";
    }
    return text;
}

TEST_CASE("a class without sales two years running is told") {
    config::Scenario scenario = shipped("no-policy");
    auto& classes = scenario.pack.parameters.classes;
    auto& motorcycles = *std::find_if(classes.begin(), classes.end(),
                                      [](const auto& c) { return c.id.text == "motorcycle"; });
    motorcycles.stock_rule = StockRule::path;
    Trajectory path;
    path.interpolation = Interpolation::kLinear;
    for (const auto& [year, stock] :
         std::vector<std::pair<int, double>>{{2024, 1.0}, {2027, 0.1}}) {
        Value value;
        value.number = stock;
        path.anchors.push_back({year, value});
    }
    motorcycles.stock_path = path;
    CHECK_THAT(findings(scenario), Catch::Contains("motorcycle: no sales in 2025 and 2026"));
}

TEST_CASE("a rare technology that takes the market is told, unless a policy is on it") {
    config::Scenario scenario = shipped("no-policy");
    set_leaf(scenario, "classes.truck-heavy.technologies.bev.asc-long-run", 8.0);
    const std::string told = findings(scenario);
    CHECK_THAT(told, Catch::Contains("truck-heavy: bev rises from below 1 %"));
    CHECK_THAT(told, !Catch::Contains("truck-heavy: diesel"));
    add_policy(scenario, {"market-development",
                          {{"class", {"truck-heavy"}}, {"technology", {"bev"}}},
                          {{"schedule", {{2030, 0.0}}}}});
    CHECK_THAT(findings(scenario), !Catch::Contains("truck-heavy: bev"));
}

TEST_CASE("cars that are driven far more or far less than in the base year are told") {
    config::Scenario more = shipped("no-policy");
    set_leaf(more, "passenger.local.length-elasticity", 1.5);
    CHECK_THAT(findings(more), Catch::Contains("private-car: kilometres per vehicle are 1.2"));
    config::Scenario less = shipped("no-policy");
    set_leaf(less, "passenger.local.length-elasticity", 0.0);
    set_leaf(less, "passenger.local.ownership-effect", 0.0);
    set_leaf(less, "passenger.intercity.ownership-effect", 0.0);
    CHECK_THAT(findings(less), Catch::Contains("private-car: kilometres per vehicle are 0."));
}

TEST_CASE("every observation within the run stands beside what the run has, in its unit") {
    for (const auto& scenario : all_shipped()) {
        const auto rows = engine::compare_with_observed(shipped_run(scenario.id), scenario);
        INFO(scenario.id);
        CHECK(rows.size() > 30);
        for (const auto& row : rows) {
            INFO(row.id << " " << row.year);
            CHECK(row.year >= 2019);
            CHECK(row.observed > 0.0);
            CHECK(row.modelled > 0.0);
            CHECK_FALSE(row.unit.empty());
            // Not a judgement of the model: a factor of three is a unit or a definition gone wrong.
            CHECK(row.modelled / row.observed > 0.3);
            CHECK(row.modelled / row.observed < 3.0);
            if (row.year == 2019 && row.id == "direct-co2-base") {
                CHECK(row.modelled == Approx(row.observed).epsilon(0.05));
                CHECK(row.modelled ==
                      at(shipped_run(scenario.id), "co2_by_boundary", scenario.id, 2019, {"ttw"}));
            }
        }
        const auto has = [&](const std::string& id, int year) {
            return std::any_of(rows.begin(), rows.end(),
                               [&](const auto& row) { return row.id == id && row.year == year; });
        };
        for (int year = 2020; year <= 2024; ++year) {
            CHECK(has("automobile-stock", year));
            CHECK(has("nev-sales-share", year));
        }
        CHECK(has("private-car-stock", 2024));
        CHECK(has("direct-co2-base", 2019));
    }
}

TEST_CASE("automobile stock and NEV share of the rows are those of the tables") {
    const config::Scenario& scenario = shipped("reference");
    const Dataset& run = shipped_run("reference");
    double automobiles = 0.0;
    double nev = 0.0;
    for (const auto& vehicle_class : scenario.pack.parameters.classes) {
        if (!vehicle_class.automobile) continue;
        for (const auto& technology : vehicle_class.technologies) {
            const double stock =
                at(run, "stock", "reference", 2023, {vehicle_class.id.text, technology.id.text});
            automobiles += stock;
            const std::string& id = technology.id.text;
            if (id == "bev" || id == "phev" || id == "fcev") nev += stock;
        }
    }
    CHECK(at(run, "nev_stock_share_auto", "reference", 2023) ==
          Approx(nev / automobiles).epsilon(1e-13));
    for (const auto& row : engine::compare_with_observed(run, scenario)) {
        if (row.year != 2023) continue;
        if (row.id == "nev-stock") CHECK(row.modelled == Approx(nev).epsilon(1e-13));
        if (row.id == "automobile-stock") CHECK(row.modelled == Approx(automobiles).epsilon(1e-13));
    }
}

TEST_CASE("unverified numbers are counted as they are listed") {
    for (const auto& scenario : all_shipped()) {
        const auto counts = engine::count_grades(scenario);
        const std::string list = engine::list_unverified(scenario);
        INFO(scenario.id);
        CHECK(counts.all > 1000);
        CHECK(counts.unverified == std::count(list.begin(), list.end(), '\n'));
        CHECK(counts.unverified + counts.estimates < counts.all);
        CHECK(counts.unverified > 0);
    }
}

}  // namespace
}  // namespace tanlu::test
