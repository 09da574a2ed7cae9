// What is easily mixed up in indicator systems, one case each, numbered as in
// docs/guide/indicator-systems-a.md. Small results in YAML; a wrong reading gives another number.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/read_system.hpp"
#include "worked_result.hpp"

namespace tanlu::indicators {
namespace {

using Catch::Contains;

System shipped(const std::string& name) {
    return read_system(system_path(name));
}

Dataset result_of(const std::string& text) {
    return worked_result(parse_case(text));
}

/// A row on a result: one evaluation per variant and boundary.
std::vector<Evaluation> row_of(const System& system, const std::string& key,
                               const Dataset& result) {
    std::vector<Evaluation> found;
    for (auto& one : evaluate(system, result)) {
        if (one.indicator->key == key) found.push_back(one);
    }
    INFO("row " << key);
    REQUIRE_FALSE(found.empty());
    return found;
}

double value_of(const Evaluation& evaluation, const Dataset& result, int year) {
    INFO(evaluation.indicator->key << ": " << evaluation.missing << evaluation.outcome.text);
    const auto value = value_in(evaluation.outcome, result.axis("year").years, year);
    REQUIRE(value.has_value());
    return *value;
}

const Indicator& indicator(const System& system, const std::string& key) {
    const auto found = std::find_if(system.indicators.begin(), system.indicators.end(),
                                    [&](const Indicator& row) { return row.key == key; });
    INFO("row " << key);
    REQUIRE(found != system.indicators.end());
    return *found;
}

const std::string kFleet = R"(
attributes: {automobile_classes: "private-car,bus", nev_technologies: "phev,bev",
             passenger_car_classes: private-car}
variables:
  sales:
    unit: vehicle/yr
    axes: [vehicle_class, technology]
    labels: {vehicle_class: [private-car, bus], technology: [gasoline, cng, phev, bev]}
    years: [2030]
    values: [[[55000, 5000, 10000, 30000], [0, 0, 0, 0]]]
  stock:
    unit: vehicle
    axes: [vehicle_class, technology]
    labels: {vehicle_class: [private-car, bus], technology: [gasoline, cng, phev, bev]}
    years: [2030]
    values: [[[900000, 0, 20000, 80000], [0, 0, 0, 0]]]
)";

TEST_CASE("trap 1: a share of sales, a share of the stock and a stock are three quantities") {
    const Dataset result = result_of(kFleet);
    const System targets = shipped("national-targets");
    const System pilot = shipped("ndrc-pilot");
    // (10 + 30) / (55 + 5 + 10 + 30); (20 + 80) / 1000; 100 000 vehicles.
    CHECK(value_of(row_of(targets, "nev-share-sales", result).front(), result, 2030) == Approx(40));
    CHECK(value_of(row_of(targets, "nev-share-stock", result).front(), result, 2030) == Approx(10));
    CHECK(value_of(row_of(pilot, "nev-penetration", result).front(), result, 2030) == Approx(40));
    const Evaluation stock = row_of(pilot, "nev-stock", result).front();
    CHECK(value_of(stock, result, 2030) == Approx(10));
    CHECK(stock.unit == "10k vehicles");
}

TEST_CASE("trap 2: the 40 % of 2030 is of vehicles newly added, and clean is wider than NEV") {
    const Dataset result = result_of(kFleet);
    const System targets = shipped("national-targets");
    const Evaluation added = row_of(targets, "nev-clean-share-new", result).front();
    CHECK(value_of(added, result, 2030) == Approx(45));  // with 5 of gas
    REQUIRE(added.assessments.size() == 1);
    CHECK(added.assessments.front().target->value == 40.0);
    CHECK(*added.assessments.front().value == Approx(45));
    CHECK(indicator(targets, "nev-share-stock").targets.empty());
}

const std::string kTrips = R"(
attributes: {region_levels: city}
variables:
  trips:
    unit: 1/yr
    axes: [passenger_mode]
    labels: {passenger_mode: [walk, bike, e-bike, bus, car]}
    years: [2022]
    values: [[30, 10, 20, 20, 20]]
)";

TEST_CASE("trap 3: e-bikes are not in the definition of green travel, and are not active") {
    const Dataset result = result_of(kTrips);
    const auto share = row_of(shipped("green-travel"), "green-travel-share", result);
    REQUIRE(share.size() == 2);
    CHECK(value_of(share[0], result, 2022) == Approx(60));
    CHECK(share[0].outcome.switches.front() == Switch{"green-includes-e-bike", "no"});
    CHECK(value_of(share[1], result, 2022) == Approx(80));
    CHECK(share[1].outcome.switches.front() == Switch{"green-includes-e-bike", "yes"});
    const auto active = row_of(shipped("active-mobility"), "active-share", result);
    CHECK(value_of(active.front(), result, 2022) == Approx(40));
}

TEST_CASE("trap 4: a shift to rail moves the 9.5 % of all transport means, not that of vehicles") {
    // Passengers go from coach to rail at the same emissions of each: 100 of 200 person km.
    const Dataset result = result_of(R"(
variables:
  vehicle_co2:
    {unit: kg/yr, axes: [vehicle_class], labels: {vehicle_class: [truck-heavy]},
     years: [2020, 2030], values: [[1000], [1000]]}
  co2:
    {unit: kg/yr, axes: [subsector], labels: {subsector: [rail, aviation, shipping]},
     years: [2020, 2030], values: [[0, 0, 0], [0, 0, 0]]}
  road_tkm:
    {unit: t km/yr, axes: [vehicle_class], labels: {vehicle_class: [truck-heavy]},
     years: [2020, 2030], values: [[100], [100]]}
  tkm:
    {unit: t km/yr, axes: [freight_mode], labels: {freight_mode: [rail, water]},
     years: [2020, 2030], values: [[0, 0], [0, 0]]}
  pkm:
    {unit: person km/yr, axes: [passenger_mode], labels: {passenger_mode: [coach, rail, hsr, air]},
     years: [2020, 2030], values: [[200000, 0, 0, 0], [100000, 100000, 0, 0]]}
)");
    const System targets = shipped("national-targets");
    const Evaluation means = row_of(targets, "op-means-co2-per-turnover", result).front();
    const Evaluation vehicles = row_of(targets, "op-vehicle-co2-per-turnover", result).front();
    // Turnover in t km, trucks 0.1 t = 100 kg: 100 kg km are 0.1 t km. Here: kg km are canonical.
    // Means: 0.1 * 200 = 20 (and 0.1 of trucks) becomes 0.1 * 100 + 1 * 100 = 110.
    CHECK(value_of(means, result, 2030) > 0.0);
    CHECK(value_of(vehicles, result, 2030) < 0.0);
}

std::string yearly(int first, const std::string& values) {
    std::string years;
    const auto count = 1 + std::count(values.begin(), values.end(), ']') - 2;
    for (int y = first; y < first + count; ++y) {
        years += (years.empty() ? "" : ", ") + std::to_string(y);
    }
    return "variables:\n  emissions:\n    {unit: kg/yr, axes: [subsector, boundary], labels: "
           "{subsector: [cars], boundary: [ttw]},\n     years: [" +
           years + "], values: " + values + "}\n";
}
