#include "model/passenger.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

using Table = std::vector<double>;

// Intercity: two bands of car, rail and air; no air in the first.
struct Intercity {
    std::array<double, 6> base{70, 30, 0, 20, 50, 30};
    std::array<double, 2> scale{0.02, 0.005};
    std::array<double, 6> base_cost{100, 120, 300, 700, 500, 400};
    std::array<double, 6> cost = base_cost;
    std::array<double, 6> shift{};
    double growth = 1.0, shock = 1.0, induced = 0.0;

    Table run() const {
        constexpr std::array<std::size_t, 3> kOneNest{0, 0, 0};
        constexpr std::array<double, 1> kPlain{1.0};
        const auto bases = pivot_bases<double>({kOneNest, kPlain}, base);
        const std::array<double, 2> total{base[0] + base[1] + base[2], base[3] + base[4] + base[5]};
        Table person_km(6);
        intercity_travel<double>({.base = bases,
                                  .growth = growth,
                                  .shock = shock,
                                  .induced = induced,
                                  .base_person_km = total,
                                  .scale = scale,
                                  .base_cost = base_cost,
                                  .cost = cost,
                                  .utility_shift = shift},
                                 person_km);
        return person_km;
    }
};

TEST_CASE("intercity: growth and shock scale the base") {
    Intercity travel;
    travel.growth = 1.5;
    travel.shock = 0.6;
    const Table result = travel.run();
    for (std::size_t k = 0; k < 6; ++k) {
        CHECK(result[k] == Approx(0.9 * travel.base[k]).epsilon(1e-14));
    }
}

TEST_CASE("intercity: a plain logit within the band") {
    Intercity travel;
    travel.cost[4] = 500.0 - std::log(2.0) / 0.005;  // e^dV of rail in the second band is 2
    const Table result = travel.run();
    // weights 20, 100, 30 of 150, times 100 person km
    CHECK(result[3] == Approx(100.0 * 20.0 / 150.0).epsilon(1e-13));
    CHECK(result[4] == Approx(100.0 * 100.0 / 150.0).epsilon(1e-13));
    CHECK(result[5] == Approx(100.0 * 30.0 / 150.0).epsilon(1e-13));
    CHECK(result[0] == Approx(70.0).epsilon(1e-14));  // the other band is not touched
    // with phi = 1: dLS = ln(1.5), so the band grows by half
    travel.induced = 1.0;
    const Table induced = travel.run();
    CHECK(induced[3] + induced[4] + induced[5] == Approx(150.0).epsilon(1e-13));
}

TEST_CASE("intercity: absent modes and empty bands stay at zero") {
    Intercity travel;
    travel.base = {70, 30, 0, 0, 0, 0};
    travel.cost[0] = 140.0;
    const Table result = travel.run();
    CHECK(result[2] == 0.0);
    CHECK(result[3] + result[4] + result[5] == 0.0);
    CHECK(result[0] + result[1] == Approx(100.0).epsilon(1e-14));
    CHECK(result[0] < 70.0);
}

TEST_CASE("intercity: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            constexpr std::array<std::size_t, 2> kOneNest{0, 0};
            const std::array<Real, 1> plain{Real(1.0)};
            const auto bases = pivot_bases<Real>({kOneNest, plain}, x.subspan(3, 4));
            const std::array<Real, 2> total{x[3] + x[4], x[5] + x[6]};
            std::vector<Real> person_km(4);
            intercity_travel<Real>({.base = bases,
                                    .growth = x[0],
                                    .shock = x[1],
                                    .induced = x[2],
                                    .base_person_km = total,
                                    .scale = x.subspan(7, 2),
                                    .base_cost = x.subspan(9, 4),
                                    .cost = x.subspan(13, 4),
                                    .utility_shift = x.subspan(17, 4)},
                                   person_km);
            return person_km;
        },
        {1.4, 0.9, 0.3, 70,  30,  40,  60,  0.02, 0.005, 100, 120,
         700, 500, 90,  130, 720, 450, 0.1, 0.2,  0.1,   0.2});
}

}  // namespace
}  // namespace tanlu::model
