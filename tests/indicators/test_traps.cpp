// What is easily mixed up in indicator systems, one case each, numbered as in
// docs/guide/indicator-systems.md. Small results in YAML; a wrong reading gives another number.
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

/// Evaluations point into the system: it must live as long.
std::vector<Evaluation> row_of(System&& system, const std::string& key,
                               const Dataset& result) = delete;

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
    const System travel = shipped("green-travel");
    const auto share = row_of(travel, "green-travel-share", result);
    REQUIRE(share.size() == 2);
    CHECK(value_of(share[0], result, 2022) == Approx(60));
    CHECK(share[0].outcome.switches.front() == Switch{"green-includes-e-bike", "no"});
    CHECK(value_of(share[1], result, 2022) == Approx(80));
    CHECK(share[1].outcome.switches.front() == Switch{"green-includes-e-bike", "yes"});
    const System mobility = shipped("active-mobility");
    const auto active = row_of(mobility, "active-share", result);
    CHECK(value_of(active.front(), result, 2022) == Approx(40));
}

TEST_CASE("trap 4: a shift to rail moves the 9.5 % of all transport means, not that of vehicles") {
    // Half of the 1000 person km by coach go by rail, at the same emissions of each. A coach
    // carries 0.1 t a person, rail 1 t, beside 100 t km of trucks.
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
     years: [2020, 2030], values: [[1000, 0, 0, 0], [500, 500, 0, 0]]}
)");
    const System targets = shipped("national-targets");
    const Evaluation means = row_of(targets, "op-means-co2-per-turnover", result).front();
    const Evaluation vehicles = row_of(targets, "op-vehicle-co2-per-turnover", result).front();
    // 100 + 100 becomes 100 + 50 + 500 t km for all means, 100 + 50 for vehicles.
    CHECK(value_of(means, result, 2030) == Approx(100.0 * (1.0 - 200.0 / 650.0)));
    CHECK(value_of(vehicles, result, 2030) == Approx(100.0 * (1.0 - 200.0 / 150.0)));
    // Neither passes or fails: the universe of operating vehicles is not known.
    CHECK(means.verdict == Verdict::stand_in);
    CHECK(vehicles.verdict == Verdict::stand_in);
}

/// Emissions by year, direct and with electricity alike, in one subsector.
Dataset emitting(int first_year, const std::vector<int>& values) {
    std::string years;
    std::string numbers;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string comma = i == 0 ? "" : ", ";
        const std::string value = std::to_string(values[i]);
        years += comma + std::to_string(first_year + static_cast<int>(i));
        numbers += comma + "[[" + value + ", " + value + "]]";
    }
    return result_of(
        "variables:\n  emissions: {unit: kg/yr, axes: [subsector, boundary], labels: {subsector: "
        "[cars], boundary: [ttw, ttw_grid]}, years: [" +
        years + "], values: [" + numbers + "]}\n");
}

double of_row(const std::string& key, const Dataset& result) {
    const System trajectory = shipped("trajectory");
    return value_of(row_of(trajectory, key, result).front(), result, 2030);
}

TEST_CASE("trap 5: before 2030 is read twice, by the last year of the peak") {
    const Dataset in_2030 = emitting(2026, {90, 91, 95, 99, 100, 97, 90, 80, 70, 60, 50});
    CHECK(of_row("before-2030-strict", in_2030) == 0.0);
    CHECK(of_row("before-2030-inclusive", in_2030) == 1.0);
    // 2028 and 2030 tie: the later one counts, although the peak year is 2028.
    const Dataset tied = emitting(2026, {90, 91, 100, 99, 100, 97, 90, 80, 70, 60, 50});
    CHECK(of_row("peak-year", tied) == 2028.0);
    CHECK(of_row("before-2030-strict", tied) == 0.0);
    // A maximum in the last year is no peak.
    const Dataset rising = emitting(2024, {90, 91, 92, 93, 94, 95, 96});
    CHECK(of_row("before-2030-inclusive", rising) == 0.0);
    const System trajectory = shipped("trajectory");
    CHECK_FALSE(row_of(trajectory, "peak-year", rising).front().outcome.value);
    // A dip in 2020 is not where a rise ends.
    const Dataset dip = emitting(2018, {90, 95, 80, 92, 96, 100, 98, 95, 90, 85, 80, 75, 70, 65});
    CHECK(of_row("peak-year", dip) == 2023.0);
}

TEST_CASE("trap 6: targets of the whole economy are never held against transport") {
    const Dataset result = result_of(R"(
variables:
  co2_by_boundary:
    {unit: kg/yr, axes: [boundary], labels: {boundary: [ttw, ttw_grid]}, years: [2020, 2030],
     values: [[1000, 1000], [10, 10]]}
  energy:
    {unit: MJ/yr, axes: [subsector, carrier],
     labels: {subsector: [cars], carrier: [gasoline, electricity]}, years: [2020, 2030],
     values: [[[0, 100]], [[0, 100]]]}
  gdp: {unit: CNY2020/yr, axes: [], labels: {}, years: [2020, 2030], values: [100, 200]}
)");
    const System targets = shipped("national-targets");
    // Transport alone would be 99.5 % below, and all electric.
    for (const std::string key :
         {"co2-per-gdp-vs-2005", "co2-per-gdp-14fyp", "energy-per-gdp-14fyp", "nonfossil-share"}) {
        CAPTURE(key);
        const Evaluation row = row_of(targets, key, result).front();
        CHECK(row.verdict == Verdict::not_derivable);
        CHECK_THAT(row.missing, Contains("input"));
    }
    const Evaluation peak = row_of(targets, "co2-peak-before-2030", result).front();
    CHECK(peak.verdict == Verdict::stand_in);
}

TEST_CASE("trap 7: the target of 2035 is net, of all gases and of the whole economy") {
    const Dataset result = result_of(R"(
variables:
  co2_by_boundary:
    {unit: kg/yr, axes: [boundary], labels: {boundary: [ttw, ttw_grid]}, years: [2030, 2035],
     values: [[1000, 1000], [920, 920]]}
)");
    const System targets = shipped("national-targets");
    const Evaluation net = row_of(targets, "net-ghg-vs-peak-2035", result).front();
    CHECK(net.verdict == Verdict::not_derivable);
    CHECK_THAT(net.missing, Contains("economy-ghg"));
    // 8 % would be within 7 to 10: the line of transport informs, without a target.
    const Evaluation line = row_of(targets, "transport-co2-vs-peak-2035", result).front();
    CHECK(line.assessments.empty());
    CHECK(line.verdict == Verdict::no_target);
}

TEST_CASE("trap 8: shares of public transport differ by what they are shares of, and by area") {
    const Dataset result = result_of(kTrips);
    const System metropolis = shipped("transit-metropolis");
    const Evaluation share = row_of(metropolis, "pt-motorised-share", result).front();
    CHECK(value_of(share, result, 2022) == Approx(50));  // 20 / 40, not 20 / 100
    // The value quoted for the centre of Xiamen is 40: nothing passes it here.
    CHECK(share.verdict == Verdict::benchmark_only);
    // Area within 500 m of a stop is not the number of people there.
    const Indicator& stops = indicator(metropolis, "stop-500m-coverage");
    REQUIRE(stops.variants.size() == 1);
    CHECK(stops.variants[0].formula->text == "input(stop-area-share-500m)");
}

/// Rows of a system by the name of their group; nothing when the system is not shipped.
int rows_in_group(const System& system, const std::string& group) {
    return static_cast<int>(
        std::count_if(system.indicators.begin(), system.indicators.end(),
                      [&](const Indicator& row) { return row.group == group; }));
}

TEST_CASE("trap 9: SUMI has 13 core and 5 further indicators") {
    const System sumi = shipped("sumi");
    CHECK(rows_in_group(sumi, "core") == 13);
    CHECK(rows_in_group(sumi, "non-core") == 5);
}

TEST_CASE("trap 10: SHIFT uses codes E1 to E6 twice for different things") {
    const System shift = shipped("shift");
    std::set<std::string> keys;
    std::set<std::string> ids;
    for (const auto& row : shift.indicators) {
        keys.insert(row.key);
        ids.insert(row.catalogue_id);
    }
    CHECK(keys.size() == shift.indicators.size());
    CHECK(ids.size() == shift.indicators.size());
    for (const std::string code : {"E1", "E2", "E3", "E4", "E5", "E6"}) {
        CHECK(ids.contains("shift20." + code));
        CHECK(ids.contains("shiftplus." + code));
    }
}

TEST_CASE("trap 11: certification of SDG Cities rewards stages and is never computed") {
    const System sdg = shipped("sdg");
    const auto row = std::find_if(sdg.indicators.begin(), sdg.indicators.end(), [](const auto& r) {
        return r.catalogue_id == "sdgcities.certification";
    });
    REQUIRE(row != sdg.indicators.end());
    CHECK(row->variants.empty());
    CHECK(row->built_in.empty());
    CHECK_FALSE(row->not_derived.empty());
}

TEST_CASE("trap 12: Dameisha has two targets of similar size") {
    const System places = shipped("neighbourhoods");
    std::vector<const Target*> targets;
    for (const auto& row : places.indicators) {
        if (!row.catalogue_id.starts_with("dameisha.")) continue;
        for (const auto& target : row.targets) targets.push_back(&target);
    }
    REQUIRE(targets.size() == 2);
    CHECK(targets[0]->value == 40.0);
    CHECK(targets[0]->base_year == 2020);
    CHECK(targets[1]->value == 400.0);
}

TEST_CASE("trap 13: no case city is a pilot, so values of their plans are for orientation") {
    const System pilot = shipped("ndrc-pilot");
    int found = 0;
    for (const auto& row : pilot.indicators) {
        for (const auto& target : row.targets) {
            ++found;
            CHECK(target.benchmark);
        }
    }
    CHECK(found == 7);
    const bool says_so = std::any_of(pilot.traps.begin(), pilot.traps.end(), [](const auto& trap) {
        return trap.find("do not label a case city a pilot") != std::string::npos;
    });
    CHECK(says_so);
}

TEST_CASE("trap 14: tonne-km as driven are not those of ISO 14083, and are said to be so") {
    const System glec = shipped("glec");
    const Indicator& row = indicator(glec, "intensity");
    REQUIRE(row.variants.size() == 1);
    CHECK_THAT(row.variants[0].stand_in, Contains("shortest feasible"));
    CHECK(row.definition_status == DefinitionStatus::unverified);
}

TEST_CASE("trap 15: IAMC rows keep the units of that format") {
    const System iamc = shipped("iamc");
    bool has_laughing_gas = false;
    for (const auto& row : iamc.indicators) {
        CAPTURE(row.key);
        if (row.catalogue_id == "iamc.em_n2o") {
            has_laughing_gas = true;
            CHECK(row.unit.starts_with("kt N2O"));
        }
        const std::string name = row.name.en;
        if (name.starts_with("Final Energy")) CHECK(row.unit == "EJ/yr");
        CHECK(name.find("PM2.5") == std::string::npos);
    }
    CHECK(has_laughing_gas);
}

}  // namespace
}  // namespace tanlu::indicators
