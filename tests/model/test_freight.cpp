#include "model/freight.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

using Table = std::vector<double>;
using test::sum_of;

TEST_CASE("freight: elasticity goes from the near term to the table") {
    const auto elasticity = [](int year) { return freight_elasticity(0.9, 0.4, year, 2025, 2035); };
    CHECK(elasticity(2020) == 0.9);
    CHECK(elasticity(2025) == 0.9);
    CHECK(elasticity(2030) == Approx(0.65).epsilon(1e-15));  // half way
    CHECK(elasticity(2035) == Approx(0.4).epsilon(1e-15));
    CHECK(elasticity(2060) == Approx(0.4).epsilon(1e-15));
}

TEST_CASE("freight: volume follows GDP, cost and shock") {
    // 1.21^0.5 = 1.1;  4^-0.5 = 0.5;  1 - 0.1 = 0.9:  2 * 1.1 * 0.5 * 0.9 = 0.99
    const FreightGrowth<double> growth{.gdp_ratio = 1.21,
                                       .elasticity = 0.5,
                                       .cost_ratio = 4.0,
                                       .cost_elasticity = -0.5,
                                       .shock = -0.1};
    CHECK(freight_index(2.0, growth) == Approx(0.99).epsilon(1e-14));
    CHECK(freight_index(2.0, FreightGrowth<double>{}) == 2.0);
}

TEST_CASE("freight: generalised cost per tonne") {
    // tariff 0.15 * 1000 = 150; 1000/40 = 25 h at 1.5 = 37.5; transfers 2 * 30 = 60; and 5
    const FreightService<double> rail{.haul = 1000.0,
                                      .tariff = 0.15,
                                      .speed = 40.0,
                                      .transfers = 2.0,
                                      .transfer_cost = 30.0,
                                      .reliability = 5.0};
    CHECK(freight_cost(rail, 1.5) == Approx(252.5).epsilon(1e-14));
    CHECK(freight_cost(rail, 0.0) == Approx(215.0).epsilon(1e-14));  // bulk: time is free
}

/// Road and rail over 100 km; 600 t km by road, 440 t km by rail with circuity 1.1: 6 t and 4 t.
struct Corridor {
    std::array<double, 2> base{600.0, 440.0};
    std::array<double, 2> base_cost{50.0, 40.0};
    std::array<double, 2> cost = base_cost;
    std::array<double, 2> circuity{1.0, 1.1};
    double growth = 1.0, contestable = 0.5, drayage = 40.0;

    struct Result {
        Table tonnes = Table(2);
        Table tonne_km = Table(2);
        double drayage = 0.0;
    };
    Result run() const {
        Result result;
        result.drayage = freight_by_mode<double>({.base_tkm = base,
                                                  .base_cost = base_cost,
                                                  .cost = cost,
                                                  .circuity = circuity,
                                                  .haul = 100.0,
                                                  .growth = growth,
                                                  .scale = 0.1,
                                                  .contestable = contestable,
                                                  .drayage = drayage},
                                                 result.tonnes, result.tonne_km);
        return result;
    }
};

TEST_CASE("freight: worked example of a shift to rail") {
    Corridor corridor;
    corridor.growth = 2.0;
    corridor.cost[1] = 40.0 - 10.0 * std::log(2.0);  // e^dV of rail is 2
    const Corridor::Result result = corridor.run();
    // pivot: rail 0.4 * 2 / (0.6 + 0.4 * 2) = 4/7; half contestable: 0.4 + 0.5 (4/7 - 0.4) = 17/35
    CHECK(result.tonnes[1] == Approx(20.0 * 17.0 / 35.0).epsilon(1e-13));
    CHECK(result.tonnes[0] == Approx(20.0 * 18.0 / 35.0).epsilon(1e-13));
    CHECK(result.tonne_km[1] == Approx(20.0 * 17.0 / 35.0 * 110.0).epsilon(1e-13));
    CHECK(result.tonne_km[0] == Approx(20.0 * 18.0 / 35.0 * 100.0).epsilon(1e-13));
    // 20 t * (17/35 - 14/35) shifted, 40 km by road at either end
    CHECK(result.drayage == Approx(2.0 * 40.0 * 20.0 * 3.0 / 35.0).epsilon(1e-12));
}

TEST_CASE("freight: without change the base comes back, scaled") {
    Corridor corridor;
    corridor.growth = 1.7;
    const Corridor::Result result = corridor.run();
    CHECK(result.tonne_km[0] == Approx(1.7 * 600.0).epsilon(1e-14));
    CHECK(result.tonne_km[1] == Approx(1.7 * 440.0).epsilon(1e-14));
    CHECK(result.drayage == Approx(0.0).margin(1e-12));
}

TEST_CASE("freight: shifting conserves tonnes and never gives drayage back") {
    for (const double cheaper : {-60.0, -5.0, 0.0, 5.0, 20.0, 80.0}) {
        for (const double contestable : {0.0, 0.06, 0.45, 1.0}) {
            Corridor corridor;
            corridor.cost[1] -= cheaper;
            corridor.contestable = contestable;
            const Corridor::Result result = corridor.run();
            CHECK(sum_of(result.tonnes) == Approx(10.0).epsilon(1e-14));
            CHECK(result.drayage >= 0.0);
            if (cheaper < 0.0) CHECK(result.drayage == 0.0);
            if (cheaper > 0.0 && contestable > 0.0) CHECK(result.tonnes[1] > 4.0);
            CHECK(result.tonnes[1] <= 4.0 + 6.0 * contestable);
        }
    }
}

TEST_CASE("freight: what is not contestable does not move") {
    Corridor corridor;
    corridor.contestable = 0.0;
    corridor.cost = {500.0, 1.0};
    const Corridor::Result result = corridor.run();
    CHECK(result.tonnes[0] == Approx(6.0).epsilon(1e-15));
    CHECK(result.drayage == 0.0);
}

TEST_CASE("freight: cheaper rail moves more as more is contestable") {
    Corridor corridor;
    corridor.cost[1] = 30.0;
    double previous = 0.0;
    for (const double contestable : {0.1, 0.3, 0.6, 1.0}) {
        corridor.contestable = contestable;
        CHECK(corridor.run().tonnes[1] > previous);
        previous = corridor.run().tonnes[1];
    }
}

TEST_CASE("freight: absent modes and empty bands stay at zero") {
    Corridor corridor;
    corridor.base = {600.0, 0.0};
    corridor.cost[1] = 1.0;
    CHECK(corridor.run().tonnes[1] == 0.0);
    CHECK(corridor.run().tonnes[0] == Approx(6.0).epsilon(1e-15));
    corridor.base = {0.0, 0.0};
    const Corridor::Result empty = corridor.run();
    CHECK(sum_of(empty.tonnes) == 0.0);
    CHECK(sum_of(empty.tonne_km) == 0.0);
    CHECK(empty.drayage == 0.0);
}

TEST_CASE("freight: load of trucks") {
    // 20 t * 1.1 * (1 - 0.1)/(1 - 0.2) * 1.2 = 29.7 t
    const TruckOperation<double> better{.base_load = 20.0,
                                        .load_factor_ratio = 1.1,
                                        .empty_share = 0.1,
                                        .base_empty_share = 0.2,
                                        .capacity_ratio = 1.2};
    CHECK(truck_load(better) == Approx(29.7).epsilon(1e-14));
    const TruckOperation<double> base{
        .base_load = 21.6, .empty_share = 0.2, .base_empty_share = 0.2};
    CHECK(truck_load(base) == 21.6);
    // 2160 t km * 0.8 / 21.6 t = 80 km
    CHECK(truck_vehicle_km(2160.0, 0.8, 21.6) == Approx(80.0).epsilon(1e-14));
    CHECK(truck_vehicle_km(2160.0, 0.0, 21.6) == 0.0);
}

TEST_CASE("freight: nearer terminals make the modes that need them cheaper") {
    // 2 ends x 40 km x 0.4 = 32 CNY/t; half of it is saved; dearer trucks raise it by 2 x 40 x 0.05
    CHECK(drayage_cost_change(40.0, 0.5, 0.4, 0.4) == Approx(-16.0).epsilon(1e-14));
    CHECK(drayage_cost_change(40.0, 1.0, 0.45, 0.4) == Approx(4.0).epsilon(1e-13));
    // 2 x 40 x (0.5 x 0.45 - 0.4): both
    CHECK(drayage_cost_change(40.0, 0.5, 0.45, 0.4) == Approx(-14.0).epsilon(1e-13));
    CHECK(drayage_cost_change(40.0, 1.0, 0.4, 0.4) == 0.0);
}

TEST_CASE("freight: urban delivery is a part of what a class drives") {
    // half is delivery, 25 % more parcels per tour, a tenth by bike: 1 - 0.5 (1 - 0.9/1.25)
    CHECK(delivery_factor(0.5, 0.25, 0.1) == Approx(0.86).epsilon(1e-14));
    CHECK(delivery_factor(0.3, 0.0, 0.0) == 1.0);
    CHECK(delivery_factor(0.0, 3.0, 1.0) == 1.0);
    CHECK(delivery_factor(0.3, 0.0, 1.0) == Approx(0.7).epsilon(1e-14));
    // The same as parcels counted one by one: 10000 of 100 per tour, tours of 50 km
    const double before = parcel_vehicle_km(10000.0, 0.0, 100.0, 50.0);
    CHECK(delivery_factor(1.0, 0.25, 0.2) ==
          Approx(parcel_vehicle_km(10000.0, 0.2, 125.0, 50.0) / before).epsilon(1e-14));
}

TEST_CASE("freight: parcel vans") {
    // 10000 parcels, a fifth by bike: 8000 / 100 per tour * 50 km = 4000 km
    CHECK(parcel_vehicle_km(10000.0, 0.2, 100.0, 50.0) == Approx(4000.0).epsilon(1e-14));
    CHECK(parcel_vehicle_km(10000.0, 1.0, 100.0, 50.0) == 0.0);
    CHECK(parcel_vehicle_km(10000.0, 0.2, 125.0, 50.0) < 4000.0);
}

TEST_CASE("freight: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{drayage_cost_change<Real>(x[0], x[1], x[2], x[3]),
                                     delivery_factor<Real>(x[4], x[5], x[6])};
        },
        {40.0, 0.5, 0.45, 0.4, 0.5, 0.25, 0.1});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const FreightGrowth<Real> growth{x[3], x[4], x[5], x[6], x[7]};
            return std::vector<Real>{freight_elasticity<Real>(x[0], x[1], 2029, 2025, 2035),
                                     freight_index<Real>(x[2], growth)};
        },
        {0.9, 0.4, 1.3, 1.05, 0.8, 1.02, -0.1, -0.05});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const FreightService<Real> service{x[0], x[1], x[2], x[3], x[4], x[5]};
            return std::vector<Real>{freight_cost<Real>(service, x[6])};
        },
        {1000.0, 0.15, 40.0, 2.0, 30.0, 5.0, 1.5});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            std::vector<Real> out(7);
            out[6] = freight_by_mode<Real>({.base_tkm = x.subspan(0, 3),
                                            .base_cost = x.subspan(3, 3),
                                            .cost = x.subspan(6, 3),
                                            .circuity = x.subspan(9, 3),
                                            .haul = x[12],
                                            .growth = x[13],
                                            .scale = x[14],
                                            .contestable = x[15],
                                            .drayage = x[16]},
                                           std::span(out).first(3), std::span(out).subspan(3, 3));
            return out;
        },
        {600, 440, 300, 400, 250, 120, 420, 240, 110, 1.0, 1.1, 1.3, 700, 1.5, 0.01, 0.35, 40});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const TruckOperation<Real> operation{x[0], x[1], x[2], x[3], x[4]};
            return std::vector<Real>{truck_vehicle_km<Real>(x[5], x[6], truck_load(operation)),
                                     parcel_vehicle_km<Real>(x[7], x[8], x[9], x[10])};
        },
        {20.0, 1.1, 0.15, 0.2, 1.05, 1e9, 0.7, 1e6, 0.1, 100, 50});
}

}  // namespace
}  // namespace tanlu::model
