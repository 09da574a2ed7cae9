#include "model/vehicle_energy.hpp"

#include "component_check.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("vehicle energy: worked example") {
    // 2 * 1.25 = 2.5; two years at 10 %: * 1.21 = 3.025; weather * 1.1 = 3.3275;
    // load * 1.05 = 3.493875; congestion * 1.2 = 4.19265 MJ/km
    const RoadConditions<double> conditions{
        .gap = 0.25, .ageing = 0.1, .temperature = 1.1, .load = 1.05, .congestion = 1.2};
    CHECK(energy_per_km(2.0, conditions, 2.0) == Approx(4.19265).epsilon(1e-14));
}

TEST_CASE("vehicle energy: ideal conditions give the certificate") {
    CHECK(energy_per_km(2.0, RoadConditions<double>{}, 17.0) == 2.0);
    const RoadConditions<double> ageing{.ageing = 0.01};
    CHECK(energy_per_km(2.0, ageing, 0.0) == 2.0);
    CHECK(energy_per_km(2.0, ageing, 9.0) > energy_per_km(2.0, ageing, 8.0));
}

TEST_CASE("vehicle energy: vintages improve from the base year on") {
    CHECK(vintage_energy(3.0, 0.1, 2.0) == Approx(2.43).epsilon(1e-14));  // 3 * 0.9^2
    CHECK(vintage_energy(3.0, 0.1, 0.0) == 3.0);
    CHECK(vintage_energy(3.0, 0.1, -12.0) == 3.0);
    CHECK(vintage_energy(3.0, 0.0, 30.0) == 3.0);
}

TEST_CASE("vehicle energy: fuller trucks use more") {
    CHECK(load_factor_effect(0.5, 0.6, 0.5) == Approx(1.05).epsilon(1e-14));
    CHECK(load_factor_effect(0.5, 0.5, 0.5) == 1.0);
}

TEST_CASE("vehicle energy: plug-in hybrids by utility factor") {
    const PlugInEnergy<double> split = plug_in_energy(0.6, 0.7, 2.0);
    CHECK(split.electricity == Approx(0.42).epsilon(1e-14));
    CHECK(split.liquid == Approx(0.8).epsilon(1e-14));
    CHECK(plug_in_energy(0.0, 0.7, 2.0).electricity == 0.0);
    CHECK(plug_in_energy(0.0, 0.7, 2.0).liquid == 2.0);
    CHECK(plug_in_energy(1.0, 0.7, 2.0).electricity == 0.7);
    CHECK(plug_in_energy(1.0, 0.7, 2.0).liquid == 0.0);
}

TEST_CASE("vehicle energy: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const RoadConditions<Real> conditions{x[1], x[2], x[3], x[4], x[5]};
            return std::vector<Real>{energy_per_km<Real>(x[0], conditions, 40.0)};
        },
        {2.0, 0.3, 0.01, 1.1, 1.05, 1.02});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const PlugInEnergy<Real> split = plug_in_energy<Real>(x[2], x[3], x[4]);
            return std::vector<Real>{vintage_energy<Real>(x[0], x[1], 37.0), split.electricity,
                                     split.liquid, load_factor_effect<Real>(x[5], x[6], x[7])};
        },
        {3.0, 0.02, 0.6, 0.7, 2.0, 0.5, 0.6, 0.5});
}

}  // namespace
}  // namespace tanlu::model
