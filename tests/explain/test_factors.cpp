// Factors of a small region, worked out by hand (see small_world.hpp for its numbers).
#include "explain/factors.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "explain/explanation.hpp"
#include "explain/small_world.hpp"

namespace tanlu::test {
namespace {

using explain::Factor;
using explain::Role;
using explain::Subject;

/// The region with what is needed to ask about it.
struct SmallWorld {
    config::Scenario scenario = small_scenario();
    Dataset result = small_result();
    explain::Cells cells{result, "small", "here"};
    explain::Inputs inputs{scenario, ""};
    explain::Frame frame{cells, scenario, inputs};

    double number(const Subject& subject) const {
        return cells.sum(subject.variable, subject.year, subject.labels);
    }
    /// Values of the factors; checks that they multiply back.
    std::vector<double> factors(const Subject& subject) const {
        const auto found = factors_of(frame, subject);
        std::vector<double> values;
        for (const Factor& factor : found) values.push_back(factor.value());
        if (!found.empty()) {
            CHECK(explain::mismatch_of(found, number(subject)) <= explain::kTolerance);
        }
        return values;
    }
};

void check_same(const std::vector<double>& found, const std::vector<double>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        INFO("factor " << i);
        CHECK(found[i] == Approx(expected[i]).epsilon(1e-13));
    }
}

TEST_CASE("CO2 of petrol cars is population to carbon") {
    const SmallWorld world;
    const Subject subject{
        "vehicle_co2",
        kYear,
        {{"vehicle_class", {"car"}}, {"technology", {"ice"}}, {"carrier", {"petrol"}}}};
    // 1000 people; 11e6 km / 1000; 6 of 11; 4e6 vehicle-km for 6e6 person-km; 3 of 4; 6e6 MJ over
    // 3e6 km; all of it petrol; 0.07 kg/MJ of which 0.9 is fossil.
    // 1000 * 11000 * 6/11 * 4/6 * 3/4 * 2 * 1 * 0.063 = 378000 kg
    check_same(world.factors(subject), {1000.0, 11000.0, 6.0 / 11, 4.0 / 6, 0.75, 2.0, 1.0, 0.063});
    CHECK(world.number(subject) == Approx(378000.0).epsilon(1e-14));
    const auto factors = factors_of(world.frame, subject);
    CHECK(factors.front().role == Role::activity);
    CHECK(factors[2].role == Role::structure);
    CHECK(factors[5].role == Role::intensity);
    CHECK(factors.back().role == Role::carbon);
}

TEST_CASE("Energy of a truck class is GDP, freight, load and intensity") {
    const SmallWorld world;
    // GDP 2e6; 4e6 t km / 2e6; road 3 of 4; heavy 2 of 3; 0.25e6 km for 2e6 t km; 2e6 MJ / 0.25e6.
    check_same(world.factors({"vehicle_energy", kYear, {{"vehicle_class", {"heavy"}}}}),
               {2e6, 2.0, 0.75, 2.0 / 3, 0.125, 8.0});
}

TEST_CASE("A subsector that carries people and goods follows both, converted") {
    const SmallWorld world;
    // 0.5 * 1e6 person-km + 1 * 1e6 t km = 1.5e6; 0.5e6 MJ over that; all electricity.
    check_same(
        world.factors({"energy", kYear, {{"subsector", {"rail"}}, {"carrier", {"electricity"}}}}),
        {1.5e6, 1.0 / 3, 1.0});
}

TEST_CASE("The total follows population, income, energy per income and carbon") {
    const SmallWorld world;
    // 1000 * 2000 * (13.1e6 / 2e6) * (777600 / 13.1e6)
    check_same(world.factors({"co2_by_boundary", kYear, {{"boundary", {"ttw"}}}}),
               {1000.0, 2000.0, 6.55, 777600.0 / 13.1e6});
}

TEST_CASE("Stock, sales, kilometres per vehicle") {
    const SmallWorld world;
    // 1000 * 0.4 * 1/4 = 100
    check_same(
        world.factors({"stock", kYear, {{"vehicle_class", {"car"}}, {"technology", {"bev"}}}}),
        {1000.0, 0.4, 0.25});
    // 400 vehicles * 50/400 * 20/50 = 20
    check_same(
        world.factors({"sales", kYear, {{"vehicle_class", {"car"}}, {"technology", {"bev"}}}}),
        {400.0, 0.125, 0.4});
    // 4e6 km over the mean of 360 and 400
    check_same(world.factors({"vkt", kYear, {{"vehicle_class", {"car"}}}}), {4e6, 1.0 / 380});
    // The stock before the base year is not in the result.
    CHECK(world.factors({"vkt", kBaseYear, {{"vehicle_class", {"car"}}}}).empty());
}

TEST_CASE("Shares are counted over all") {
    const SmallWorld world;
    check_same(world.factors({"pkm_share", kYear, {{"passenger_mode", {"car"}}}}),
               {6e6, 1.0 / 11e6});
    check_same(world.factors({"nev_stock_share", kYear, {{"vehicle_class", {"car"}}}}),
               {100.0, 1.0 / 400});
    // Buses do not count as automobiles here: 400 cars and 16 trucks.
    check_same(world.factors({"nev_stock_share_auto", kYear, {}}), {100.0, 1.0 / 416});
}

TEST_CASE("Drivers and paths are the inputs themselves") {
    const SmallWorld world;
    check_same(world.factors({"population", kYear, {}}), {1000.0});
    check_same(world.factors({"urban_population", kYear, {}}), {1000.0, 0.4});
    // Policies leave 0.12 of the 0.15 kg/MJ given.
    check_same(world.factors({"production_factor", kYear, {{"carrier", {"electricity"}}}}),
               {0.15, 0.8});
}

TEST_CASE("What is zero, or no product, has no factors") {
    const SmallWorld world;
    CHECK(world.factors({"vehicle_co2", kYear, {{"technology", {"bev"}}}}).empty());
    CHECK(world.factors({"time_value", kYear, {}}).empty());
}

/// The check can fail: an emission that does not follow from energy and the factor of the pack.
TEST_CASE("A number that its factors do not give is found out") {
    SmallWorld world;
    const Subject subject{"co2", kYear, {{"subsector", {"cars"}}, {"carrier", {"petrol"}}}};
    CHECK(explain::mismatch_of(factors_of(world.frame, subject), world.number(subject)) <=
          explain::kTolerance);

    for (auto& variable : world.result.variables) {
        if (variable.name != "co2") continue;
        for (double& cell : variable.data) cell *= 1.0 + 1e-9;
    }

    const double off =
        explain::mismatch_of(factors_of(world.frame, subject), world.number(subject));
    CHECK(off == Approx(1e-9).epsilon(1e-3));
    CHECK(off > explain::kTolerance);
}

TEST_CASE("Parts stand largest first and add up, with factors of their own") {
    const SmallWorld world;
    const Subject subject{"co2_by_boundary", kYear, {{"boundary", {"ttw_grid"}}}};

    const auto parts = parts_of(world.frame, subject);

    CHECK(parts.axis == "subsector");
    REQUIRE(parts.parts.size() == 4);
    CHECK(parts.parts[0].label == "cars");
    CHECK(parts.parts[0].value == 468000.0);  // 378000 + 0.6e6 MJ * 0.15
    CHECK(parts.parts[3].label == "rail");
    double sum = 0.0;
    for (const auto& part : parts.parts) {
        sum += part.value;
        CHECK(explain::mismatch_of(part.factors, part.value) <= explain::kTolerance);
    }
    CHECK(sum == Approx(942600.0).epsilon(1e-14));
    // Short: person-km, vehicle-km per person-km, energy per km, CO2 per energy.
    REQUIRE(parts.parts[0].factors.size() == 4);
    CHECK(parts.parts[0].factors[0].value() == 6e6);
    CHECK(parts.parts[0].factors[2].value() == Approx(1.65));  // 6.6e6 MJ over 4e6 km
}

TEST_CASE("Parts of a share are what each adds to it") {
    const SmallWorld world;
    const auto parts = parts_of(world.frame, {"nev_stock_share_auto", kYear, {}});
    REQUIRE(parts.parts.size() == 1);  // only cars have battery vehicles
    CHECK(parts.parts[0].label == "car");
    CHECK(parts.parts[0].value == Approx(100.0 / 416).epsilon(1e-14));
}

}  // namespace
}  // namespace tanlu::test
