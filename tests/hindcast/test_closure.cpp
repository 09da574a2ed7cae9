// Published figures against a base year: sums worked by hand, the shipped nation from its result
// and from its inputs, and what is told of wrong tables.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "closure/evaluate.hpp"
#include "engine/run.hpp"
#include "io/temporary_folder.hpp"
#include "levers/lever.hpp"

namespace tanlu::closure::test {
namespace {

using Catch::Matchers::Contains;

/// A town of 1000 people who make 1000 trips a day of 5 km: 300 on foot, 100 by e-bike, 200 by bus,
/// 100 by metro, 300 by car. 200 cars with 1.5 persons, which drive 10 000 km a year in these
/// trips.
BaseYear town() {
    BaseYear base;
    base.population = 1000.0;
    base.modes = {{"walk", false, true, 300.0 * 365.0},
                  {"e-bike", false, false, 100.0 * 365.0},
                  {"bus", true, true, 200.0 * 365.0},
                  {"metro", true, true, 100.0 * 365.0},
                  {"car", true, false, 300.0 * 365.0}};
    base.local_person_km = 1000.0 * 365.0 * 5.0;
    base.cars = 200.0;
    base.residents_car_km = 2e6;
    base.persons_per_car = 1.5;
    base.car_co2 = 4e5;
    base.passenger_co2 = 5e5;
    base.road_co2 = 8e5;
    base.co2 = 1e6;
    return base;
}

double value(const char* key) {
    return find_check(key)->value(town());
}

TEST_CASE("closure: checks are what one works out by hand") {
    CHECK(value("mean-trip-distance") == Approx(5.0));
    CHECK(value("distance-per-person") == Approx(5.0));       // one trip per person and day
    CHECK(value("transit-of-motorised") == Approx(0.5));      // 300 of 600
    CHECK(value("green-share") == Approx(0.6));               // 300 + 200 + 100 of 1000
    CHECK(value("green-share-with-e-bikes") == Approx(0.7));  // and 100
    CHECK(value("residents-km-per-car") == Approx(10000.0));  // 2e6 / 200
    CHECK(value("trips-per-car") == Approx(1.0));             // 300 / 1.5 / 200
    CHECK(value("metro-trips") == Approx(100.0));
    CHECK(value("bus-trips") == Approx(200.0));
    CHECK(value("taxi-trips") == 0.0);
    CHECK(value("car-co2") == Approx(4e-4));            // 4e5 kg
    CHECK(value("car-co2-per-person") == Approx(0.4));  // 400 kg
    CHECK(value("passenger-co2-per-person") == Approx(0.5));
    CHECK(value("road-co2-per-person") == Approx(0.8));
    CHECK(value("co2-per-person") == Approx(1.0));
    CHECK_FALSE(std::isfinite(value("trips-per-motorcycle")));  // no motorcycles
}

TEST_CASE("closure: a figure closes where the ranges meet") {
    const cities::Estimate exact{10.0, 10.0, 10.0};
    const cities::Estimate wide{10.0, 8.0, 12.0};
    CHECK(judge(9.0, Band{8.0, 11.0}, exact) == Verdict::closes);
    CHECK(judge(9.0, Band{8.0, 9.9}, exact) == Verdict::misses);
    CHECK(judge(7.0, Band{6.0, 8.0}, wide) == Verdict::closes);
    CHECK(judge(7.0, Band{6.0, 7.9}, wide) == Verdict::misses);
    CHECK(judge(7.0, std::nullopt, wide) == Verdict::misses);
    CHECK(judge(9.0, std::nullopt, exact) == Verdict::no_band);
    CHECK(judge(9.0, Band{8.0, 11.0}, std::nullopt) == Verdict::no_figure);
    CHECK(judge(std::nan(""), std::nullopt, exact) == Verdict::no_model);
}

const config::Scenario& nation() {
    static const config::Scenario loaded = config::load_scenario(
        std::string(TANLU_SOURCE_DIR) + "/scenarios/china/no-policy.yaml", levers::specs());
    return loaded;
}

TEST_CASE("closure: the base year of a run is what its inputs say") {
    config::Scenario alone = nation();
    alone.horizon = alone.pack.base_year;
    const Dataset result = engine::run(std::span(&alone, 1));
    const BaseYear run = base_year_of(result, alone.id, alone.pack);
    const BaseYear inputs =
        base_year_of(alone.pack, [](const Value& number) { return number.number; });
    CHECK(run.population == Approx(inputs.population));
    CHECK(run.cars == Approx(inputs.cars));
    CHECK(run.motorcycles == Approx(inputs.motorcycles));
    CHECK(run.residents_car_km == Approx(inputs.residents_car_km).epsilon(1e-9));
    CHECK(run.persons_per_car == Approx(inputs.persons_per_car).epsilon(1e-6));
    CHECK(run.car_co2 == Approx(inputs.car_co2).epsilon(1e-9));
    CHECK(run.passenger_co2 == Approx(inputs.passenger_co2).epsilon(1e-9));
    CHECK(run.road_co2 == Approx(inputs.road_co2).epsilon(1e-9));
    CHECK(run.co2 == Approx(inputs.co2).epsilon(1e-9));
    CHECK(run.co2 / 1e9 == Approx(915.0).margin(0.5));  // as docs/guide/china-data.md says
    // Factors by mode stand between trips of the run and of the inputs: some per cent.
    CHECK(run.local_person_km == Approx(inputs.local_person_km).epsilon(0.05));
}

class Table {
public:
    explicit Table(const std::string& rows) : path_(folder_.path("closure.csv")) {
        std::ofstream(path_) << "check,name,value,low,high,unit,year,factor,factor-low,factor-high,"
                                "source,grade,boundary,area,by-construction,stand-in,note\n"
                             << rows;
    }
    std::vector<Figure> figures() const {
        Diagnostics diagnostics;
        auto read = read_figures(path_, {"est", "bj03"}, diagnostics);
        diagnostics.throw_if_errors();
        return read;
    }
    std::string error() const {
        try {
            figures();
        } catch (const InputError& error) {
            return error.what();
        }
        return "nothing";
    }

private:
    tanlu::test::TemporaryFolder folder_;
    std::string path_;
};

TEST_CASE("closure: bands come from the ranges of inputs and of the factor") {
    // A range of +-10 % on the factor alone, as a triangle: 5 % lie below 0.9 + 0.2 sqrt(0.05 / 2).
    Figure cars;
    cars.check = find_check("car-co2-per-person");
    cars.factor = {1.0, 0.9, 1.1};
    Figure population = cars;
    population.check = find_check("metro-trips");
    config::Scenario certain = nation();
    for (auto& place : certain.pack.parameters.passenger.local.settlements) {
        place.trip_rate.low.reset();
        place.trip_rate.high.reset();
        for (auto& mode : place.modes) mode.share.low = mode.share.high = mode.share.number;
    }
    const auto rows = close(certain, {cars, population});
    REQUIRE(rows.size() == 2);
    REQUIRE(rows[1].band);
    CHECK(rows[1].band->low / rows[1].model == Approx(0.9 + 0.2 * std::sqrt(0.025)).epsilon(0.005));
    CHECK(rows[1].band->high / rows[1].model ==
          Approx(1.1 - 0.2 * std::sqrt(0.025)).epsilon(0.005));
    REQUIRE(rows[0].band);  // stock, kilometres and energy use have ranges as well
    CHECK(rows[0].band->low < 0.93 * rows[0].model);
    CHECK(rows[0].verdict == Verdict::no_figure);
    const auto again = close(certain, {cars, population});
    CHECK(again[0].band->low == rows[0].band->low);
}

TEST_CASE("closure: the page of the format lists the checks of the program") {
    std::ifstream file(std::string(TANLU_SOURCE_DIR) + "/docs/formats/closure.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    std::size_t after = 0;
    for (const Check& check : checks()) {
        const std::string row = "| `" + std::string(check.key) + "` | " + std::string(check.unit) +
                                " | " + std::string(check.meaning) + " |";
        INFO(row);
        const std::size_t at = page.find(row, after);
        REQUIRE(at != std::string::npos);
        after = at;
    }
}

TEST_CASE("closure: figures are read in the unit of their check") {
    const auto figures =
        Table(
            "distance-per-person,,22000,20000,,m/person/day,2019,,,,bj03,B,,centre,"
            "no,,short\n"
            "metro-trips,,1.2,,,10^6/day,2024,1.2,1.1,1.4,est+bj03,U,boardings,"
            "city,yes,yes,\n"
            "none,a figure,,,,,,,,,,,,,,,nothing like it\n"
            "car-co2,,,,,,,,,,,,,,,,none found\n")
            .figures();
    REQUIRE(figures.size() == 4);
    CHECK(figures[0].amount->value == Approx(22.0));
    CHECK(figures[0].amount->low == Approx(20.0));
    CHECK(figures[0].amount->high == Approx(22.0));
    CHECK(figures[0].factor.value == 1.0);
    CHECK_FALSE(figures[0].by_construction);
    CHECK(figures[1].amount->value == Approx(1.2e6));
    CHECK(figures[1].factor.low == 1.1);
    CHECK(figures[1].by_construction);
    CHECK(figures[1].is_stand_in);
    CHECK(figures[2].check == nullptr);
    CHECK_FALSE(figures[3].amount);
}

TEST_CASE("closure: what is wrong in a table is told with its place") {
    const auto said = [](const std::string& row) { return Table(row + "\n").error(); };
    CHECK_THAT(said("metro-trip,,1,,,1/day,2023,,,,est,C,,city,no,,"),
               Contains("closure.csv:2:1: error: unknown check 'metro-trip'") &&
                   Contains("did you mean 'metro-trips'?"));
    CHECK_THAT(said("metro-trips,,1,,,km,2023,,,,est,C,,city,no,,"),
               Contains("unit of 'metro-trips'") && Contains("it is given in 1/day"));
    CHECK_THAT(said("metro-trips,,1,2,,1/day,2023,,,,est,C,,city,no,,"),
               Contains("the range leaves the value out"));
    CHECK_THAT(said("metro-trips,,-1,,,1/day,2023,,,,est,C,,city,no,,"),
               Contains("'-1' is not above zero"));
    CHECK_THAT(said("metro-trips,,1,,,1/day,2023,,,,bj3,C,,city,no,,"),
               Contains("no source 'bj3'") && Contains("did you mean 'bj03'?"));
    CHECK_THAT(said("metro-trips,,1,,,1/day,2023,,,,est,D,,city,no,,"),
               Contains("'D' is no grade"));
    CHECK_THAT(said("metro-trips,,1,,,1/day,2023,,,,est,C,,,no,,"), Contains("without an area"));
    CHECK_THAT(said("metro-trips,,1,,,1/day,2023,,,,est,C,,city,maybe,,"),
               Contains("by-construction is yes or no"));
    CHECK_THAT(said("metro-trips,,,,,,,,,,,,,,,,"), Contains("needs a note"));
    CHECK_THAT(said("none,,,,,,,,,,,,,,,,why"), Contains("needs a name and a note"));
    CHECK_THROWS_AS(closure_of(nation()), InputError);  // the nation has no such table
}

}  // namespace
}  // namespace tanlu::closure::test
