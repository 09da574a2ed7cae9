#include "model/road.hpp"

#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("road: speed falls with traffic density") {
    // 1.21^-0.5 = 1/1.1
    CHECK(congested_speed(33.0, 1.21, 0.5) == Approx(30.0).epsilon(1e-14));
    CHECK(congested_speed(33.0, 1.0, 0.3) == 33.0);
    CHECK(congested_speed(33.0, 5.0, 0.0) == 33.0);
    CHECK(congested_speed(33.0, 1.3, 0.3) < congested_speed(33.0, 1.2, 0.3));
}

TEST_CASE("road: speed stays within half and one and a half of the base") {
    CHECK(congested_speed(30.0, 1000.0, 0.3) == 15.0);  // 1000^-0.3 = 0.126
    CHECK(congested_speed(30.0, 0.001, 0.3) == 45.0);
}

TEST_CASE("road: new lanes act through one channel only") {
    // traffic 1.2, lanes 1.25, drawn traffic 1.1
    CHECK(traffic_density(1.2, 1.25, 1.1, InducedTravel::speed) == Approx(0.96).epsilon(1e-14));
    CHECK(traffic_density(1.1, 1.25, 1.1, InducedTravel::elasticity) == 1.0);
}

TEST_CASE("road: induced traffic is the short-run elasticity at first") {
    // 0.436 * 0.424 = 0.184864, the 0.185 of the source: 1.1^0.184864
    const double first = induced_traffic(1.0, 1.1, 0.436, 0.424);
    CHECK(first == Approx(std::pow(1.1, 0.184864)).epsilon(1e-13));
    CHECK(std::log(first) / std::log(1.1) == Approx(0.185).margin(5e-4));
}

TEST_CASE("road: induced traffic approaches the long-run elasticity") {
    double factor = 1.0;
    for (int year = 0; year < 60; ++year) factor = induced_traffic(factor, 1.3, 0.436, 0.424);
    CHECK(factor == Approx(std::pow(1.3, 0.436)).epsilon(1e-12));
    CHECK(induced_traffic(1.0, 1.0, 0.436, 0.424) == 1.0);
}

TEST_CASE("road: trips lengthen with speed up to a constant time budget") {
    CHECK(distance_rebound(24.0, 20.0, 1.0) == Approx(1.2).epsilon(1e-14));
    CHECK(distance_rebound(24.2, 20.0, 0.5) == Approx(1.1).epsilon(1e-14));  // sqrt(1.21)
    CHECK(distance_rebound(20.0, 20.0, 0.5) == 1.0);
    CHECK(distance_rebound(24.0, 20.0, 0.0) == 1.0);
}

TEST_CASE("road: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{congested_speed<Real>(x[0], x[1], x[2])};
        },
        {30.0, 1.2, 0.3});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{
                traffic_density<Real>(x[0], x[1], x[2], InducedTravel::speed),
                traffic_density<Real>(x[0], x[1], x[2], InducedTravel::elasticity)};
        },
        {1.2, 1.25, 1.1});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{induced_traffic<Real>(x[0], x[1], x[2], x[3])};
        },
        {1.05, 1.2, 0.436, 0.424});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{distance_rebound<Real>(x[0], x[1], x[2])};
        },
        {24.0, 20.0, 0.5});
}

}  // namespace
}  // namespace tanlu::model
