#include "model/energy_supply.hpp"

#include <array>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("energy supply: losses come between generation and plug, once") {
    // 0.5 / (1 - 0.05) = 0.526315789...
    CHECK(grid_factor_at_plug(0.5, GridPoint::generation, 0.05) ==
          Approx(0.5 / 0.95).epsilon(1e-15));
    CHECK(grid_factor_at_plug(0.5306, GridPoint::consumer, 0.05) == 0.5306);
    CHECK(grid_factor_at_plug(0.5306, GridPoint::generation, 0.0) == 0.5306);
}

TEST_CASE("energy supply: official grid factor of 2023 per megajoule") {
    // 0.5306 kg/kWh / 3.6 MJ/kWh = 0.147388... kg/MJ
    CHECK(0.5306 / kMegajoulesPerKilowattHour == Approx(0.1473888889).epsilon(1e-9));
    // 1 tce = 7e6 kcal of 4186.8 J
    CHECK(kMegajoulesPerTce == Approx(7e6 * 4186.8 / 1e6).epsilon(1e-12));
}

TEST_CASE("energy supply: grid factor of a generation mix") {
    // 0.6 * 0.83 + 0.1 * 0.40 + 0.3 * 0 = 0.538 kg/kWh
    const std::array<double, 3> shares{0.6, 0.1, 0.3};
    const std::array<double, 3> factors{0.83, 0.40, 0.0};
    CHECK(mix<double>(shares, factors) == Approx(0.538).epsilon(1e-14));
    const std::array<double, 3> clean{0.0, 0.0, 1.0};
    CHECK(mix<double>(clean, factors) == 0.0);
}

TEST_CASE("energy supply: hydrogen by mix and by electrolysis") {
    // half from gas at 12.3, half from coal at 20: 16.15 kg/kg; over 120 MJ/kg: 0.134583... kg/MJ
    const std::array<double, 2> shares{0.5, 0.5};
    const std::array<double, 2> factors{12.3, 20.0};
    const double blend = mix<double>(shares, factors);
    CHECK(blend == Approx(16.15).epsilon(1e-14));
    CHECK(blend / kHydrogenHeatingValue == Approx(0.1345833333).epsilon(1e-9));
    // 0.5306 * 50 + 0.5 = 27.03 kg/kg on the grid of 2023, 0.5 on a grid without carbon
    CHECK(electrolytic_hydrogen(0.5306, 50.0, 0.5) == Approx(27.03).epsilon(1e-14));
    CHECK(electrolytic_hydrogen(0.0, 50.0, 0.5) == 0.5);
}

TEST_CASE("energy supply: e-fuel carries the carbon of its electricity") {
    // 0.04 / 0.5 + 0.01
    CHECK(efuel_factor(0.04, 0.5, 0.01) == Approx(0.09).epsilon(1e-14));
    CHECK(efuel_factor(0.0, 0.4, 0.0) == 0.0);
}

TEST_CASE("energy supply: charging losses are added to energy measured at the battery") {
    // certification: 77.702 kWh in the battery took 87.868 kWh from the grid, 0.884
    CHECK(grid_energy(77.702, MeteringPoint::battery, 77.702 / 87.868) ==
          Approx(87.868).epsilon(1e-14));
    CHECK(grid_energy(0.88, MeteringPoint::battery, 0.88) == 1.0);
    CHECK(grid_energy(0.88, MeteringPoint::plug, 0.88) == 0.88);
    CHECK(grid_energy(0.88, MeteringPoint::battery, 1.0) == 0.88);
}

TEST_CASE("energy supply: cold and heat cost energy") {
    // half a year at 5 degC: 0.012 * (15 - 5) = 0.12; a quarter at 35: 0.006 * (35 - 25) = 0.06;
    // a quarter at 20: none.  1 + 0.5 * 0.12 + 0.25 * 0.06 = 1.075
    const std::array<double, 3> weights{0.5, 0.25, 0.25};
    const std::array<double, 3> months{5.0, 35.0, 20.0};
    const TemperatureResponse<double> electric{.cold = 0.012, .heat = 0.006};
    CHECK(temperature_factor<double>(weights, months, electric) == Approx(1.075).epsilon(1e-14));
    const std::array<double, 3> mild{15.0, 25.0, 18.0};
    CHECK(temperature_factor<double>(weights, mild, electric) == 1.0);
    CHECK(temperature_factor<double>(weights, months, {}) == 1.0);
}

TEST_CASE("energy supply: price with fuel tax, carbon price and value-added tax") {
    // carbon: 0.1 CNY/kg * 0.07 kg/MJ = 0.007; (0.2 + 0.05 + 0.007) * 1.13 = 0.29041 CNY/MJ
    CHECK(user_price(0.2, 0.05, 0.1, 0.07, 0.13) == Approx(0.29041).epsilon(1e-14));
    CHECK(user_price(0.2, 0.0, 0.0, 0.07, 0.0) == 0.2);
    CHECK(user_price(0.2, 0.0, 0.2, 0.07, 0.0) > user_price(0.2, 0.0, 0.1, 0.07, 0.0));
}

TEST_CASE("energy supply: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{mix<Real>(x.first(3), x.last(3))};
        },
        {0.5, 0.2, 0.3, 0.8, 0.4, 0.1});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{grid_factor_at_plug<Real>(x[0], GridPoint::generation, x[1]),
                                     electrolytic_hydrogen<Real>(x[2], x[3], x[4]),
                                     efuel_factor<Real>(x[5], x[6], x[7])};
        },
        {0.5, 0.05, 0.5, 52.0, 0.4, 0.04, 0.45, 0.01});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{grid_energy<Real>(x[0], MeteringPoint::battery, x[1]),
                                     user_price<Real>(x[2], x[3], x[4], x[5], x[6])};
        },
        {0.6, 0.88, 0.2, 0.05, 0.1, 0.07, 0.13});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const TemperatureResponse<Real> response{x[0], x[1], x[2], x[3]};
            return std::vector<Real>{
                temperature_factor<Real>(x.subspan(4, 2), x.subspan(6, 2), response)};
        },
        {0.012, 0.006, 15.0, 25.0, 0.5, 0.5, 4.0, 31.0});
}

}  // namespace
}  // namespace tanlu::model
