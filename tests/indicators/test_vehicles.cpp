// Vehicles and trips on a result, with the working shown.
#include <catch2/catch.hpp>
#include <cmath>

#include "indicators/families.hpp"
#include "sample_result.hpp"

namespace tanlu::indicators {
namespace {

View policy(const Dataset& result) {
    return View(result, kPolicy, 0);
}

double in_2030(const Dataset& result, const Outcome& outcome) {
    return outcome.by_year.at(result.index("year", "2030"));
}

/// Sales: cars 60 petrol, 30 bev, 10 phev; trucks 95 petrol, 5 bev; motorcycles 200 bev.
Dataset sold() {
    Dataset result = empty_result();
    set(result, "sales", {"car", "petrol"}, 60.0);
    set(result, "sales", {"car", "bev"}, 30.0);
    set(result, "sales", {"car", "phev"}, 10.0);
    set(result, "sales", {"truck", "petrol"}, 95.0);
    set(result, "sales", {"truck", "bev"}, 5.0);
    set(result, "sales", {"motorcycle", "bev"}, 200.0);
    return result;
}

TEST_CASE("vehicles: penetration is a ratio of sums over automobiles, motorcycles left out") {
    // AUTO: (30 + 10 + 5) / (100 + 100) = 22.5 %; the mean of 40 % and 5 % is the same by chance of
    // equal sales, so make trucks three times as many: 55 / 400 = 13.75 %, mean of ratios 22.5 %.
    Dataset result = sold();
    CHECK(in_2030(result, nev_penetration(policy(result), "")[0]) == Approx(22.5));
    set(result, "sales", {"truck", "petrol"}, 285.0);
    set(result, "sales", {"truck", "bev"}, 15.0);
    const Outcomes shares = nev_penetration(policy(result), "");
    REQUIRE(shares.size() == 2);
    CHECK(in_2030(result, shares[0]) == Approx(13.75));
    CHECK(shares[0].switches == std::vector<Switch>{{"nev_universe", "AUTO"}});
    // Cars alone: 40 of 100.
    CHECK(in_2030(result, shares[1]) == Approx(40.0));
    CHECK(shares[1].switches == std::vector<Switch>{{"nev_universe", "pass_only"}});
}

TEST_CASE("vehicles: penetration never falls back on the stock") {
    Dataset result = empty_result();
    set(result, "stock", {"car", "bev"}, 10.0);
    const Outcome outcome = nev_penetration(policy(result), "")[0];
    CHECK(outcome.undefined == 42);
    CHECK(std::isnan(in_2030(result, outcome)));
}

TEST_CASE("vehicles: what the result does not say is named") {
    Dataset result = sold();
    result.attributes.erase("passenger_car_classes");
    CHECK(nev_penetration(policy(result), "")[0].undefined == 0);
    CHECK(nev_penetration(policy(result), "")[1].missing == "attribute passenger_car_classes");
    result.attributes["private_car_classes"] = "car";
    CHECK(nev_penetration(policy(result), "")[1].switches.front().value == "private cars");
    result.attributes["nev_technologies"] = "bev, erev";
    CHECK_THROWS_WITH(nev_penetration(policy(result), ""), "'erev' on axis technology");
    result.attributes.erase("automobile_classes");
    CHECK_THROWS_WITH(nev_penetration(policy(result), ""), "attribute automobile_classes");
    result.variables.clear();
    CHECK_THROWS_WITH(policy(result).emissions("ttw"), "variable emissions");
}

TEST_CASE("vehicles: a variable in another unit is not used") {
    Dataset result = sold();
    for (auto& variable : result.variables) {
        if (variable.name == "sales") variable.unit = "10^4 vehicle/yr";
    }
    CHECK_THROWS_WITH(nev_penetration(policy(result), ""),
                      "variable sales in vehicle/yr (the result has 10^4 vehicle/yr)");
}

TEST_CASE("vehicles: ownership is an absolute number in ten thousands") {
    Dataset result = empty_result();
    set(result, "stock", {"car", "bev"}, 3e6);
    set(result, "stock", {"truck", "phev"}, 5e5);
    set(result, "stock", {"motorcycle", "bev"}, 9e9);
    set(result, "stock", {"car", "petrol"}, 2e8);
    CHECK(in_2030(result, nev_ownership(policy(result), "").front()) == Approx(350.0));
}

TEST_CASE("vehicles: milestones of sales and stock, and the lag between them") {
    Dataset result = empty_result();
    // Sales share year - 2000 %: 50 % in 2050, never 80 %. Stock share year - 2007: 50 % in 2057.
    set(result, "sales", {"car", "bev"}, [](int year) { return year - 2000.0; });
    set(result, "sales", {"car", "petrol"}, [](int year) { return 2100.0 - year; });
    set(result, "stock", {"car", "bev"}, [](int year) { return year - 2007.0; });
    set(result, "stock", {"car", "petrol"}, [](int year) { return 2107.0 - year; });
    const Outcomes sales = nev_sales_50(policy(result), "");
    REQUIRE(sales.size() == 3);
    CHECK(*sales[0].value == 2050.0);
    CHECK_FALSE(sales[1].value);
    CHECK(sales[1].text == "not by 2060");
    CHECK(*nev_stock_50(policy(result), "")[0].value == 2057.0);
    CHECK(*nev_lag(policy(result), "").front().value == 7.0);
}

TEST_CASE("vehicles: the stock of engines peaks apart from the total") {
    Dataset result = empty_result();
    set(result, "stock", {"car", "petrol"}, [](int year) { return 500.0 - std::abs(year - 2029); });
    set(result, "stock", {"car", "bev"}, [](int year) { return 10.0 * (year - 2019); });
    CHECK(*ice_stock_peak(policy(result), "").front().value == 2029.0);
    set(result, "population", {}, 1000.0);
    const Outcomes ownership = ownership_saturation(policy(result), "");
    // 2030: (499 + 110) per 1000 people.
    CHECK(in_2030(result, ownership[0]) == Approx(609.0));
    CHECK(ownership[1].unit == "year");
    CHECK(ownership[1].text == "not_peaked");
}

/// Trips: walk 30, bicycle 10, e-bike 15, bus 20, car 25 in the city; car 100 in the village.
Dataset travelled() {
    Dataset result = empty_result();
    set(result, "trips", {"city", "walk"}, 30.0);
    set(result, "trips", {"city", "bicycle"}, 10.0);
    set(result, "trips", {"city", "e-bike"}, 15.0);
    set(result, "trips", {"city", "bus"}, 20.0);
    set(result, "trips", {"city", "car"}, 25.0);
    set(result, "trips", {"village", "car"}, 100.0);
    return result;
}

TEST_CASE("trips: the green share without and with e-bikes") {
    const Dataset result = travelled();
    const Outcomes shares = green_travel_share(policy(result), "");
    REQUIRE(shares.size() == 2);
    // (30 + 10 + 20) / 200 = 30 %; with e-bikes 75 / 200 = 37.5 %.
    CHECK(in_2030(result, shares[0]) == Approx(30.0));
    CHECK(shares[0].switches.at(0) == Switch{"green_includes_ebike", "false"});
    CHECK(in_2030(result, shares[1]) == Approx(37.5));
    CHECK(shares[1].switches.at(0) == Switch{"green_includes_ebike", "true"});
}

TEST_CASE("trips: a result that lists e-bikes as green does not change the switch") {
    Dataset result = travelled();
    result.attributes["green_modes"] = "walk, bicycle, e-bike, bus";
    const Outcomes shares = green_travel_share(policy(result), "");
    CHECK(in_2030(result, shares[0]) == Approx(30.0));
    CHECK(in_2030(result, shares[1]) == Approx(37.5));
}

TEST_CASE("trips: no trips at all leave the share undefined") {
    const Dataset result = empty_result();
    CHECK(green_travel_share(policy(result), "")[0].undefined == 42);
}

}  // namespace
}  // namespace tanlu::indicators
