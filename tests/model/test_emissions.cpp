#include "model/emissions.hpp"

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// Petrol: IPCC 2006 factors, a tenth of the energy biogenic, upstream for the example.
CarrierFactors<double> petrol() {
    return {.co2 = 69.3e-3, .biogenic_share = 0.1, .ch4 = 25e-6, .n2o = 8e-6, .upstream = 0.02};
}

CarrierFactors<double> electricity(double grid_factor) {
    return {.production = grid_factor, .upstream = 0.01};
}

TEST_CASE("emissions: gases of 1000 MJ of petrol") {
    const Emissions<double> gases = carrier_emissions(1000.0, petrol());
    CHECK(gases.co2 == Approx(62.37).epsilon(1e-14));          // 69.3 * 0.9
    CHECK(gases.co2_biogenic == Approx(6.93).epsilon(1e-14));  // 69.3 * 0.1
    CHECK(gases.ch4 == Approx(0.025).epsilon(1e-14));
    CHECK(gases.n2o == Approx(0.008).epsilon(1e-14));
    // 62.37 + 27 * 0.025 + 273 * 0.008 = 62.37 + 0.675 + 2.184
    CHECK(tank_to_wheel_co2e(gases) == Approx(65.229).epsilon(1e-14));
    CHECK(well_to_tank_co2e(gases) == Approx(20.0).epsilon(1e-14));
}

TEST_CASE("emissions: biogenic CO2 is a memo item") {
    CarrierFactors<double> factors = petrol();
    factors.biogenic_share = 1.0;
    const Emissions<double> gases = carrier_emissions(1000.0, factors);
    CHECK(gases.co2 == 0.0);
    CHECK(gases.co2_biogenic == Approx(69.3).epsilon(1e-14));
    CHECK(by_boundary(gases, 0.0).ttw == 0.0);
}

TEST_CASE("emissions: boundaries nest, and wtw is ttw and wtt") {
    Emissions<double> all = carrier_emissions(1000.0, petrol());
    all += carrier_emissions(300.0, electricity(0.15));
    const BoundaryTotals<double> totals = by_boundary(all, 7.0);
    CHECK(totals.ttw == Approx(62.37).epsilon(1e-14));
    CHECK(totals.ttw_grid == Approx(62.37 + 45.0).epsilon(1e-14));  // 300 * 0.15
    // 65.229 of the tailpipe; well to tank 20 + 300 * (0.15 + 0.01) = 68
    CHECK(totals.wtw == Approx(65.229 + 68.0).epsilon(1e-14));
    CHECK(totals.wtw == tank_to_wheel_co2e(all) + well_to_tank_co2e(all));
    CHECK(totals.lca - totals.wtw == Approx(7.0).epsilon(1e-13));
}

TEST_CASE("emissions: a dirtier grid raises every boundary but the tailpipe") {
    const auto totals = [](double grid_factor) {
        return by_boundary(carrier_emissions(300.0, electricity(grid_factor)), 0.0);
    };
    CHECK(totals(0.2).ttw == totals(0.1).ttw);
    CHECK(totals(0.2).ttw_grid > totals(0.1).ttw_grid);
    CHECK(totals(0.2).wtw > totals(0.1).wtw);
}

TEST_CASE("emissions: an electric fleet on a grid without carbon has none") {
    const BoundaryTotals<double> totals =
        by_boundary(carrier_emissions(5e9, electricity(0.0)), 0.0);
    CHECK(totals.ttw == 0.0);
    CHECK(totals.ttw_grid == 0.0);
}

TEST_CASE("emissions: parts add up to the whole") {
    const Emissions<double> whole = carrier_emissions(1000.0, petrol());
    Emissions<double> parts = carrier_emissions(250.0, petrol());
    parts += carrier_emissions(750.0, petrol());
    CHECK(parts.co2 == Approx(whole.co2).epsilon(1e-14));
    CHECK(parts.co2_biogenic == Approx(whole.co2_biogenic).epsilon(1e-14));
    CHECK(by_boundary(parts, 0.0).wtw == Approx(by_boundary(whole, 0.0).wtw).epsilon(1e-14));
}

TEST_CASE("emissions: manufacture of vehicles and batteries") {
    // 2 sold * (11000 + 60 kWh * 70 kg/kWh) + 1 retired * 500 = 2 * 15200 + 500
    CHECK(embodied_emissions(2.0, 11000.0, 60.0, 70.0, 1.0, 500.0) ==
          Approx(30900.0).epsilon(1e-14));
    CHECK(embodied_emissions(0.0, 11000.0, 60.0, 70.0, 0.0, 500.0) == 0.0);
    // 70 * (1 - 0.5 + 0.5 * 0.2) = 42
    CHECK(manufacture_factor(70.0, 0.5, 0.2) == Approx(42.0).epsilon(1e-14));
    CHECK(manufacture_factor(70.0, 0.5, 1.0) == 70.0);
}

TEST_CASE("emissions: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            const CarrierFactors<Real> factors{x[1], x[2], x[3], x[4], x[5], x[6]};
            const Emissions<Real> gases = carrier_emissions<Real>(x[0], factors);
            const BoundaryTotals<Real> totals = by_boundary<Real>(gases, x[7]);
            return std::vector<Real>{gases.co2,  gases.co2_biogenic, gases.ch4,  gases.n2o,
                                     totals.ttw, totals.ttw_grid,    totals.wtw, totals.lca};
        },
        {1000.0, 0.07, 0.1, 25e-6, 8e-6, 0.15, 0.02, 3.0});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{embodied_emissions<Real>(x[0], x[1], x[2], x[3], x[4], x[5]),
                                     manufacture_factor<Real>(x[6], x[7], x[8])};
        },
        {2.0, 11000.0, 60.0, 70.0, 1.0, 500.0, 70.0, 0.5, 0.4});
}

}  // namespace
}  // namespace tanlu::model
