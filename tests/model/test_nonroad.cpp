#include "model/nonroad.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"
#include "model/energy_supply.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("nonroad: people and goods in one unit") {
    CHECK(converted_turnover(3000.0, 1500.0, 1.0) == 4500.0);
    CHECK(converted_turnover(26.0, 1000.0, 0.072) == Approx(98.0).epsilon(1e-14));
}

TEST_CASE("nonroad: energy of Chinese rail in 2010") {
    // 4.94 tce per million converted t km: 4.94 * 29307.6 / 1e6 = 0.144779544 MJ/t km
    const double intensity = 4.94 * kMegajoulesPerTce / 1e6;
    CHECK(intensity == Approx(0.144779544).epsilon(1e-12));
    // 1e6 t km, 60 % electric, two years of 10 %: 0.6 * 144779.544 * 0.81
    CHECK(carrier_energy(1e6, 0.6, intensity, 0.9 * 0.9) ==
          Approx(0.6 * 144779.544 * 0.81).epsilon(1e-12));
}

TEST_CASE("nonroad: carriers of equal intensity share the energy of the whole") {
    const double left = std::pow(0.995, 20.0);
    const double whole = carrier_energy(5e9, 1.0, 0.145, left);
    const double electric = carrier_energy(5e9, 0.73, 0.145, left);
    const double diesel = carrier_energy(5e9, 0.27, 0.145, left);
    CHECK(electric + diesel == Approx(whole).epsilon(1e-14));
    CHECK(carrier_energy(5e9, 0.0, 0.145, left) == 0.0);
    CHECK(carrier_energy(5e9, 1.0, 0.145, 1.0) == 5e9 * 0.145);
}

TEST_CASE("nonroad: one carrier takes what the others leave") {
    const std::array<double, 3> path{0.3, 0.0, 0.05};
    const std::array<double, 3> mandate{0.0, 0.0, 0.1};
    std::array<double, 3> share{};
    carrier_shares<double>(path, mandate, 1, share);
    CHECK(share[0] == 0.3);
    CHECK(share[1] == Approx(0.6).epsilon(1e-15));
    CHECK(share[2] == 0.1);  // the mandate binds
}

TEST_CASE("nonroad: a carrier leaves by parts of its own path") {
    CHECK(path_left(0.4, 0.25) == Approx(0.3).epsilon(1e-15));
    CHECK(path_left(0.267, 0.0) == 0.267);
    CHECK(path_left(0.267, 1.0) == 0.0);
}

TEST_CASE("nonroad: paths that add to more than 1 are cut in proportion") {
    const std::array<double, 3> path{0.8, 0.6, 0.5};
    const std::array<double, 3> mandate{};
    std::array<double, 3> share{};
    carrier_shares<double>(path, mandate, 2, share);
    CHECK(share[0] == Approx(0.8 / 1.4).epsilon(1e-15));
    CHECK(share[1] == Approx(0.6 / 1.4).epsilon(1e-15));
    CHECK(share[2] == 0.0);
}

// Mandate .7 for the first, path .4 for the second: .3 is left for it. Mandates of .9 and .6
// share 1.5.
TEST_CASE("nonroad: a mandate is met before paths have their part") {
    std::array<double, 3> share{};
    carrier_shares<double>(std::array<double, 3>{0.0, 0.4, 0.0},
                           std::array<double, 3>{0.7, 0.0, 0.0}, 2, share);
    CHECK(share[0] == Approx(0.7).epsilon(1e-15));
    CHECK(share[1] == Approx(0.3).epsilon(1e-15));
    CHECK(share[2] == 0.0);
    carrier_shares<double>(std::array<double, 3>{0.0, 0.4, 0.0},
                           std::array<double, 3>{0.9, 0.6, 0.0}, 2, share);
    CHECK(share[0] == Approx(0.9 / 1.5).epsilon(1e-15));
    CHECK(share[1] == Approx(0.6 / 1.5).epsilon(1e-15));
}

TEST_CASE("nonroad: shares of 0 and 1") {
    const std::array<double, 2> mandate{};
    std::array<double, 2> share{};
    carrier_shares<double>(std::array<double, 2>{0.0, 0.0}, mandate, 1, share);
    CHECK(share == std::array<double, 2>{0.0, 1.0});
    carrier_shares<double>(std::array<double, 2>{1.0, 0.0}, mandate, 1, share);
    CHECK(share == std::array<double, 2>{1.0, 0.0});
}

TEST_CASE("nonroad: feedstock is shared out when it is short") {
    CHECK(feedstock_cut(80.0, 100.0) == 1.0);
    CHECK(feedstock_cut(125.0, 100.0) == 0.8);
    CHECK(feedstock_cut(125.0, 0.0) == 0.0);
    CHECK(feedstock_cut(0.0, 0.0) == 1.0);
}

TEST_CASE("nonroad: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{converted_turnover<Real>(x[0], x[1], x[2]),
                                     carrier_energy<Real>(x[3], x[4], x[5], x[6]),
                                     feedstock_cut<Real>(x[7], x[8]), path_left<Real>(x[9], x[10])};
        },
        {3e12, 1.4e12, 1.0, 4e12, 0.6, 0.145, 0.01, 120.0, 100.0, 0.4, 0.25});
    for (const double first : {0.3, 0.9}) {  // with a remainder, and over-subscribed
        test::check_component(
            []<class Real>(std::span<const Real> x) {
                const std::vector<Real> path{x[0], Real(0.0), x[1]};
                const std::vector<Real> mandate{x[2], Real(0.0), x[3]};
                std::vector<Real> share(3);
                carrier_shares<Real>(path, mandate, 1, share);
                return share;
            },
            {first, 0.2, 0.1, 0.25});
    }
}

}  // namespace
}  // namespace tanlu::model
