// Formulas: what they parse to, which units they have, and numbers worked by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "indicators/formula_check.hpp"
#include "indicators/formula_value.hpp"
#include "sample_result.hpp"

namespace tanlu::indicators {
namespace {

using Catch::Contains;

/// Sets and inputs of the examples.
Vocabulary vocabulary() {
    Vocabulary words;
    words.sets["green"] = {"passenger_mode", {"walk", "bicycle", "bus", "metro"}, {}, {}};
    words.sets["nev"] = {"technology", {}, "nev_technologies", {}};
    words.sets["ships"] = {"passenger_mode", {"ferry"}, {}, {}};
    words.inputs["road-deaths"] = {"person/yr", InputKind::exogenous, {}};
    words.inputs["satisfaction"] = {"%", InputKind::survey, {}};
    return words;
}

units::Dimension dimension_of(const std::string& text) {
    return check_formula(parse_formula(text), vocabulary(), BoundaryFrom::row).dimension;
}

/// "column: message (hint)" of a formula that is wrong; columns count from 1.
std::string complaint(const std::string& text, BoundaryFrom boundary = BoundaryFrom::formula) {
    try {
        check_formula(parse_formula(text), vocabulary(), boundary);
    } catch (const FormulaError& error) {
        return std::to_string(error.at() + 1) + ": " + error.what() + " (" + error.hint() + ")";
    }
    return "no complaint";
}

/// Three years; the numbers of each test are set by it.
Dataset small_result() {
    Dataset result = empty_result(2029, 2031);
    result.provenance["scenario_policy"] =
        "scenario: policy\nlineage: [no-policy, reference, "
        "policy]\n";
    set(result, "trips", {"city", "walk"}, 10.0);
    set(result, "trips", {"village", "walk"}, 5.0);
    set(result, "trips", {"city", "bus"}, 15.0);
    set(result, "trips", {"city", "e-bike"}, 20.0);
    set(result, "trips", {"city", "car"}, 50.0);
    set(result, "population", {}, 200.0);
    set(result, "emissions", {"road", "ttw"},
        [](int year) { return 100.0 + 10.0 * (year - 2029); });
    set(result, "emissions", {"rail", "ttw"}, 40.0);
    set(result, "emissions", {"road", "ttw_grid"}, 300.0);
    set(result, "emissions", {"road", "ttw"}, 400.0, "reference");
    return result;
}

std::vector<double> values(const std::string& text, const Dataset& result,
                           std::string_view boundary = "ttw") {
    const Expression formula = parse_formula(text);
    check_formula(formula, vocabulary(), BoundaryFrom::row);
    return evaluate_formula(formula, View(result, kPolicy, 0), vocabulary(), boundary);
}

/// The first year's value.
double value(const std::string& text, const Dataset& result = small_result()) {
    return values(text, result).front();
}

std::string missing(const std::string& text, const Dataset& result = small_result()) {
    try {
        values(text, result);
    } catch (const MissingInput& input) {
        return input.what();
    }
    return "nothing";
}

TEST_CASE("formula: operators bind as in arithmetic") {
    CHECK(value("2 + 3 * 4") == 14.0);
    CHECK(value("(2 + 3) * 4") == 20.0);
    CHECK(value("2 - 3 - 4") == -5.0);
    CHECK(value("24 / 4 / 2") == 3.0);
    CHECK(value("-2^2") == -4.0);
    CHECK(value("2^-1") == 0.5);
    CHECK(value("--2") == 2.0);
    CHECK(value("1.5e3") == 1500.0);
    CHECK(value("clamp(7, 0, 5) + min(1, 2) + max(1, 2)") == 8.0);
    CHECK(value("if(1 < 2, 10, 20)") == 10.0);
    CHECK(value("if(2 <= 1, 10, 20)") == 20.0);
    CHECK(value("if(2 == 2, 1, 0) + if(2 >= 3, 1, 0) + if(3 > 2, 1, 0)") == 2.0);
    CHECK(value("ln(exp(2))") == Approx(2.0));
}

TEST_CASE("formula: variables are summed over what is not selected") {
    // 10 + 5 + 15 + 20 + 50 = 100 trips; walk 15, bus 15, no metro in the result.
    CHECK(value("trips") == 100.0);
    CHECK(value("trips[passenger_mode=walk]") == 15.0);
    CHECK(value("trips[walk, city]") == 10.0);
    CHECK(value("trips[green] / trips") == Approx(0.30));
    CHECK(value("trips[green|e-bike] / trips") == Approx(0.50));
    CHECK(value("trips[passenger_mode=walk|bus|walk]") == 30.0);
    CHECK(value("emissions") == 140.0);
    CHECK(value("emissions[boundary=ttw_grid]") == 300.0);
    CHECK(value("emissions[road]") == 100.0);
}

TEST_CASE("formula: years, changes and the reference") {
    // Road and rail: 140, 150, 160 kg/yr.
    CHECK(values("emissions", small_result()) == std::vector<double>{140.0, 150.0, 160.0});
    CHECK(value("at(emissions, 2031)") == 160.0);
    CHECK(value("first(emissions)") == 140.0);
    CHECK(value("maximum(emissions)") == 160.0);
    CHECK(value("total(emissions, 2029, 2030)") == 290.0);
    CHECK(values("change(emissions, 2029)", small_result())[2] == Approx(20.0 / 140.0));
    CHECK(values("reduction(emissions, 2029)", small_result())[2] == Approx(-20.0 / 140.0));
    CHECK(value("emissions / reference(emissions)") == Approx(140.0 / 400.0));
    CHECK(std::isnan(value("peak_year(emissions)")));  // the last year is the largest
    Dataset peaked = small_result();
    set(peaked, "emissions", {"road", "ttw"}, [](int year) { return year == 2030 ? 9.0 : 1.0; });
    CHECK(value("peak_year(emissions)", peaked) == 2030.0);
}

TEST_CASE("formula: a division by zero has no value, and is no error") {
    Dataset result = small_result();
    set(result, "population", {}, [](int year) { return year == 2030 ? 0.0 : 200.0; });
    const auto per_head = values("trips / population", result);
    CHECK(per_head[0] == 0.5);
    CHECK(std::isnan(per_head[1]));
    CHECK(std::isnan(values("population^-1", result)[1]));
    CHECK(std::isnan(values("ln(population / first(population))", result)[1]));
    CHECK(std::isnan(values("maximum(trips / population)", result)[0]));
    CHECK(std::isnan(values("if(trips / population > 0, 1, 0)", result)[1]));
}

TEST_CASE("formula: units go through, and totals are times years") {
    CHECK(units::to_string(dimension_of("trips / population")) == "1/time/person");
    CHECK(units::to_string(dimension_of("total(emissions, 2020, 2030)")) == "mass");
    CHECK(units::to_string(dimension_of("(vkm / stock)^2")) == "length^2/time^2");
    CHECK(units::to_string(dimension_of("peak_year(emissions)")) == "time");
    CHECK(dimension_of("change(emissions, 2020)").is_none());
    CHECK(dimension_of("input(satisfaction)").is_none());
    CHECK(units::to_string(dimension_of("max(emissions - 0, 0)")) == "mass/time");
    CHECK(check_formula(parse_formula("at(trips, 2030) / first(trips)"), vocabulary(),
                        BoundaryFrom::row)
              .is_single);
}

TEST_CASE("formula: what is wrong is said with its place") {
    const std::pair<const char*, const char*> kErrors[] = {
        {"", "1: the formula is empty"},
        {"trips +", "8: the formula ends where a value is due"},
        {"trips # 2", "7: unexpected '#'"},
        {"(trips", "7: the formula ends where ')' is due"},
        {"trips[green", "12: the formula ends where ']' is due"},
        {"trips[]", "7: unexpected ']' (an axis, a label or a set is due)"},
        {"trips trips", "7: unexpected 't'"},
        {"2^1.5", "3: a whole number up to 9 is due after '^'"},
        {"2 < 3", "3: a comparison outside the first argument of if()"},
        {"if(2, 3, 4)", "5: the first argument of if() is a comparison"},
        {"tripps / trips", "1: no variable 'tripps' (did you mean 'trips'?)"},
        {"satisfaction", "1: no variable 'satisfaction' (write input(satisfaction))"},
        {"input(road-death)", "7: no input 'road-death' (did you mean 'road-deaths'?)"},
        {"maximun(trips)", "1: no function 'maximun' (did you mean 'maximum'?)"},
        {"at(trips)", "1: at() takes 2 arguments (here are 1) (write at(x, 2030))"},
        {"at(trips, 20.5)", "11: a year is due here"},
        {"at(trips, trips)", "11: a year is due here"},
        {"total(trips, 2030, 2020)", "20: the sum ends before it starts"},
        {"population + trips", "12: this adds person and 1/time"},
        {"population - 1", "12: this subtracts person and pure number"},
        {"max(population, trips)", "17: this compares person and 1/time"},
        {"if(trips > population, 1, 2)", "10: this compares 1/time and person"},
        {"if(trips > 0, 1, trips)", "18: this chooses between pure number and 1/time"},
        {"exp(trips)", "5: exp() takes a pure number, this is 1/time"},
        {"trips / 0", "7: division by zero"},
        {"trips / (2 - 2)", "7: division by zero"},
        {"trips[vehicle_class=car]", "7: trips has no axis 'vehicle_class'"},
        {"trips[passenger-mode=car]", "7: trips has no axis 'passenger-mode'"},
        {"trips[nev]", "7: set 'nev' is on axis technology, which trips lacks"},
        {"trips[settlement=green]", "18: set 'green' is on axis passenger_mode, not on settlement"},
        {"trips[green, passenger_mode=car]", "14: axis 'passenger_mode' is selected from twice"},
        {"population[car]", "12: population has no axis to select from"},
        {"emissions", "1: emissions would add up its boundaries"},
        {"carrier_price", "1: carrier_price [CNY2020/MJ] cannot be added up over carrier"},
        {"trip_share[green]", "1: trip_share [1] cannot be added up over passenger_mode"},
    };
    for (const auto& [text, expected] : kErrors) {
        CAPTURE(text);
        CHECK_THAT(complaint(text), Catch::StartsWith(expected));
    }
    CHECK(complaint("trip_share[walk]") == "no complaint");
    CHECK(complaint("emissions", BoundaryFrom::row) == "no complaint");
    CHECK(complaint("emissions[boundary=ttw]") == "no complaint");
    CHECK_THAT(complaint(std::string(200, '(')), Contains("nested too deeply"));
    CHECK_THAT(complaint(std::string(5000, ' ')), Contains("too long"));
}

TEST_CASE("formula: what the result lacks is named") {
    CHECK(missing("input(road-deaths) / population") ==
          "input road-deaths [person/yr] is missing (exogenous-series of the scenario)");
    CHECK(missing("input(satisfaction)") ==
          "input satisfaction [%] is missing (survey-inputs of the scenario)");
    CHECK(missing("tkm") == "variable tkm");
    CHECK_THAT(missing("at(trips, 2020)"), Contains("the year 2020 (the result runs from 2029"));
    CHECK_THAT(missing("trips[ships]"), Contains("a label of set 'ships'"));
    CHECK_THAT(missing("trips[ferry]"), Contains("'ferry' on axis passenger_mode"));
    Dataset alone = small_result();
    alone.provenance.clear();
    CHECK_THAT(missing("reference(trips)", alone), Contains("'reference' or 'no-policy'"));
    // A label that nobody ever heard of is a slip.
    CHECK_THROWS_WITH(value("trips[passenger_mode=wallk]"), Contains("no label 'wallk'"));
    CHECK_THROWS_WITH(value("trips[gren]"), Contains("no set and no label 'gren'"));
    CHECK_THROWS_WITH(value("sales[car, petrol|bev] + sales[vehicle_class=petrol]"),
                      Contains("no label 'petrol' on axis vehicle_class"));
}

TEST_CASE("formula: inputs come from the result, in its unit") {
    Dataset result = small_result();
    Variable deaths{"input_road_deaths", "person/day", "", "", {"scenario", "region", "year"}, {}};
    deaths.data.assign(result.volume(deaths.axes), 2.0);
    result.variables.push_back(deaths);
    // 2 a day are 730 a year, over 200 people.
    CHECK(value("input(road-deaths) / population", result) == Approx(730.0 / 200.0));
}

}  // namespace
}  // namespace tanlu::indicators
