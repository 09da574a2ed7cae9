#include "model/generalised_cost.hpp"

#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// A bus trip of 8 km.
TripService<double> bus() {
    return {.distance = 8.0,
            .detour = 1.25,
            .speed = 15.0,
            .access_time = 9.0,
            .wait_time = 6.0,
            .transfers = 0.5,
            .parking_time = 0.0,
            .fixed_cost = 1.5,
            .cost_per_km = 0.03};
}

TEST_CASE("generalised cost: worked example") {
    // ride 60 * 1.25 * 8 / 15 = 40; walk 1.75 * 9 = 15.75; wait 2 * 6 = 12; transfers 0.5 * 5 = 2.5
    // money (1.5 + 8 * 0.03) / 0.3 = 1.74 / 0.3 = 5.8; together 76.05
    CHECK(generalised_cost<double>(bus(), {}, 0.3) == Approx(76.05).epsilon(1e-14));
    // 40 + 9 + 6, nothing weighted
    CHECK(door_to_door_time<double>(bus()) == Approx(55.0).epsilon(1e-14));
}

TEST_CASE("generalised cost: parking search counts as ridden time") {
    TripService<double> car = bus();
    car.parking_time = 4.0;
    CHECK(generalised_cost<double>(car, {}, 0.3) == Approx(80.05).epsilon(1e-14));
    CHECK(door_to_door_time<double>(car) == Approx(59.0).epsilon(1e-14));
}

TEST_CASE("generalised cost: waiting is half a short headway, less of a long one") {
    CHECK(waiting_time(0.0) == 0.0);
    CHECK(waiting_time(10.0) == 5.0);
    CHECK(waiting_time(12.0) == 6.0);
    CHECK(waiting_time(20.0) == 8.0);  // 6 + (20 - 12)/4
    CHECK(waiting_time(60.0) == 18.0);
    CHECK(waiting_time(12.0 + 1e-9) == Approx(6.0).margin(1e-9));  // no step
}

TEST_CASE("generalised cost: waiting rises with headway") {
    for (double headway = 1.0; headway < 40.0; headway += 0.5) {
        CHECK(waiting_time(headway + 0.5) > waiting_time(headway));
    }
}

TEST_CASE("generalised cost: value of time from income") {
    // 0.32 * 75000 / 2000 / 60 = 0.2 CNY/min
    CHECK(value_of_time(0.32, 2000.0, 75000.0, 75000.0, 1.0) == Approx(0.2).epsilon(1e-14));
    CHECK(value_of_time(0.32, 2000.0, 75000.0, 150000.0, 1.0) == Approx(0.4).epsilon(1e-14));
    CHECK(value_of_time(0.32, 2000.0, 75000.0, 150000.0, 0.5) ==
          Approx(0.2 * std::sqrt(2.0)).epsilon(1e-14));
    CHECK(value_of_time(0.32, 2000.0, 75000.0, 150000.0, 0.0) == Approx(0.2).epsilon(1e-14));
}

TEST_CASE("generalised cost: labour makes fares rise with income") {
    // 10 * (0.3 + 0.7 * 2) = 17
    CHECK(fare_with_labour(10.0, 0.7, 2.0) == Approx(17.0).epsilon(1e-14));
    CHECK(fare_with_labour(10.0, 0.7, 1.0) == Approx(10.0).epsilon(1e-14));
    CHECK(fare_with_labour(10.0, 0.0, 3.0) == 10.0);
}

TEST_CASE("generalised cost: running cost is shared by those in the car") {
    // (0.53 + 0.15) / 1.7 = 0.4 CNY per person-km
    CHECK(running_cost(0.53, 0.15, 1.7) == Approx(0.4).epsilon(1e-14));
    CHECK(running_cost(0.53, 0.15, 1.0) == Approx(0.68).epsilon(1e-14));
}

TEST_CASE("generalised cost: dearer money weighs less as income rises") {
    const double poor = generalised_cost<double>(bus(), {}, 0.1);
    const double rich = generalised_cost<double>(bus(), {}, 0.4);
    CHECK(rich < poor);
    CHECK(rich > 70.25);  // all but the money
}

TEST_CASE("generalised cost: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const TripService<Real> service{x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]};
            const TimeWeights<Real> weights{x[9], x[10], x[11], x[12]};
            return std::vector<Real>{generalised_cost<Real>(service, weights, x[13])};
        },
        {8.0, 1.25, 15.0, 9.0, 6.0, 0.5, 1.0, 1.5, 0.03, 1.0, 1.75, 2.0, 5.0, 0.3});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            TripService<Real> service;
            service.distance = x[0];
            service.detour = x[1];
            service.speed = x[2];
            service.access_time = x[3];
            service.wait_time = x[4];
            service.parking_time = x[5];
            return std::vector<Real>{door_to_door_time<Real>(service)};
        },
        {8.0, 1.25, 15.0, 9.0, 6.0, 1.0});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{waiting_time<Real>(x[0]),
                                     waiting_time<Real>(Real(x[0] * 2.0))};
        },
        {9.0});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{value_of_time<Real>(x[0], x[1], x[2], x[3], x[4])};
        },
        {0.32, 2000, 70000, 90000, 0.8});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{fare_with_labour<Real>(x[0], x[1], x[2])};
        },
        {10.0, 0.7, 1.5});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{running_cost<Real>(x[0], x[1], x[2])};
        },
        {0.53, 0.15, 1.67});
}

}  // namespace
}  // namespace tanlu::model
