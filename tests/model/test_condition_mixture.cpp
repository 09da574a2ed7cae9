#include "model/condition_mixture.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// One band of 1000 trips of 4 km, half by A and half by B, in a plain logit; ten minutes more make
/// a mode a third as likely: lambda = ln 3 / 10 per minute.
struct TwoModes {
    std::array<std::size_t, 2> nest_of{0, 0};
    std::array<double, 1> mu{1.0};
    std::array<double, 1> weight{1.0};
    std::array<double, 1> distance{4.0};
    std::array<double, 1> scale{std::log(3.0) / 10.0};
    std::array<double, 2> base_share{0.5, 0.5};
    std::array<double, 2> cost{20.0, 30.0};
    std::array<double, 2> shift{0.0, 0.0};
    double induced = 0.0;

    struct Result {
        std::vector<double> trips = std::vector<double>(2);
        std::vector<double> person_km = std::vector<double>(2);
    };
    Result run(const std::vector<TripCondition<double>>& conditions) const {
        const auto base = pivot_bases<double>({nest_of, mu}, base_share);
        Result result;
        mixed_local_travel<double>({.base = base,
                                    .trips = 1000.0,
                                    .induced = induced,
                                    .band_weight = weight,
                                    .distance = distance,
                                    .scale = scale,
                                    .base_cost = cost,
                                    .cost = cost,
                                    .utility_shift = shift,
                                    .reference_cost = cost,
                                    .reference_shift = shift},
                                   conditions, result.trips, result.person_km);
        return result;
    }
};

TripCondition<double> charge_on_a(double fraction) {
    return {fraction, {10.0, 0.0}, {0.0, 0.0}};
}
TripCondition<double> ban_of_a(double fraction) {
    return {fraction, {0.0, 0.0}, {-kInfinity, 0.0}};
}
TripCondition<double> ban_of_b(double fraction) {
    return {fraction, {0.0, 0.0}, {0.0, -kInfinity}};
}

/// Facing the charge, A has (1/2)(1/3) against 1/2 of B, a quarter: 250 of 1000 trips. Not facing
/// it, 500. Two fifths face it: 500 + 0.4 (250 - 500) = 400. The mean utility, -0.4 ln 3, would
/// give 1000 / (1 + 3^0.4) = 392.
TEST_CASE("condition mixture: trips are mixed, not utilities") {
    const auto result = TwoModes().run({charge_on_a(0.4)});
    CHECK(result.trips[0] == Approx(400.0).epsilon(1e-14));
    CHECK(result.trips[1] == Approx(600.0).epsilon(1e-14));
    CHECK(result.person_km[0] == Approx(1600.0).epsilon(1e-14));
    CHECK(result.trips[0] > 1.02 * 1000.0 / (1.0 + std::pow(3.0, 0.4)));
}

/// With phi = 1 those who face the charge make 1000 e^dLS = 1000 (1/6 + 1/2) trips: A 166.7, B 500.
TEST_CASE("condition mixture: travel is induced, or given up, before the mixing") {
    TwoModes band;
    band.induced = 1.0;
    const auto result = band.run({charge_on_a(0.4)});
    CHECK(result.trips[0] == Approx(500.0 + 0.4 * (500.0 / 3.0 - 500.0)).epsilon(1e-14));
    CHECK(result.trips[1] == Approx(500.0).epsilon(1e-14));
}

/// Trips by A: 500 under neither, 250 under the charge, 1000 with B taken away, charge or not.
///   0.6 0.75 500 + 0.4 0.75 250 + 0.6 0.25 1000 + 0.4 0.25 1000 = 550
TEST_CASE("condition mixture: independent conditions have product weights, in any order") {
    const TwoModes band;
    const auto one = band.run({charge_on_a(0.4), ban_of_b(0.25)});
    CHECK(one.trips[0] == Approx(550.0).epsilon(1e-14));
    CHECK(one.trips[1] == Approx(450.0).epsilon(1e-14));
    const auto other = band.run({ban_of_b(0.25), charge_on_a(0.4)});
    CHECK(other.trips[0] == Approx(one.trips[0]).epsilon(1e-14));
    CHECK(other.trips[1] == Approx(one.trips[1]).epsilon(1e-14));
}

/// Facing two charges on A at once it is a ninth as likely: 1000 (1/18) / (1/18 + 1/2) = 100.
///   0.25 500 + 0.5 250 + 0.25 100 = 275 with one half facing each
TEST_CASE("condition mixture: what active conditions do adds up") {
    const auto result = TwoModes().run({charge_on_a(0.5), charge_on_a(0.5)});
    CHECK(result.trips[0] == Approx(275.0).epsilon(1e-14));
}

TEST_CASE("condition mixture: a ban that all face removes the mode") {
    TwoModes band;
    const auto result = band.run({ban_of_a(1.0)});
    CHECK(result.trips[0] == 0.0);
    CHECK(result.person_km[0] == 0.0);
    CHECK(result.trips[1] == Approx(1000.0).epsilon(1e-14));
    band.induced = 0.3;  // dLS = ln(1/2) for the trips that have one mode left
    CHECK(band.run({ban_of_a(1.0)}).trips[1] == Approx(1000.0 * std::pow(0.5, 0.3)).epsilon(1e-14));
}

/// An eighth of the trips has no mode left: they are not made.
///   A: 0.5 0.75 500 + 0.5 0.25 1000 = 312.5,   B: 0.5 0.75 500 + 0.5 0.75 1000 = 562.5
TEST_CASE("condition mixture: trips without any mode are not made") {
    TwoModes band;
    for (const double induced : {0.0, 0.3, 1.0}) {
        band.induced = induced;
        const auto none = band.run({ban_of_a(1.0), ban_of_b(1.0)});
        CHECK(none.trips == std::vector<double>{0.0, 0.0});
        CHECK(none.person_km == std::vector<double>{0.0, 0.0});
    }
    band.induced = 0.0;
    const auto some = band.run({ban_of_a(0.5), ban_of_b(0.25)});
    CHECK(some.trips[0] == Approx(312.5).epsilon(1e-14));
    CHECK(some.trips[1] == Approx(562.5).epsilon(1e-14));
}

TEST_CASE("condition mixture: nothing changed or nobody concerned is the same bits") {
    TwoModes band;
    band.induced = 0.3;
    band.base_share = {0.3, 0.7};
    band.shift = {0.1, -0.2};
    const auto plain = band.run({});
    const TripCondition<double> empty{0.37, {0.0, 0.0}, {0.0, 0.0}};
    for (const auto& conditions :
         std::vector<std::vector<TripCondition<double>>>{{charge_on_a(0.0)},
                                                         {ban_of_a(0.0)},
                                                         {ban_of_b(0.0), charge_on_a(0.0)},
                                                         {empty},
                                                         {empty, ban_of_a(0.0), empty}}) {
        const auto mixed = band.run(conditions);
        for (std::size_t m = 0; m < 2; ++m) {
            CHECK(test::same_bits(mixed.trips[m], plain.trips[m]));
            CHECK(test::same_bits(mixed.person_km[m], plain.person_km[m]));
        }
    }
}

TEST_CASE("condition mixture: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            constexpr std::array<std::size_t, 3> kNestOf{0, 1, 1};
            const std::vector<TripCondition<Real>> conditions{
                {x[20], {x[21], x[22], x[23]}, {x[24], x[25], x[26]}},
                {x[27], {Real(0.0), Real(0.0), Real(0.0)}, {Real(0.0), Real(-kInfinity), x[28]}}};
            const auto base = pivot_bases<Real>({kNestOf, x.subspan(0, 2)}, x.subspan(7, 3));
            std::vector<Real> trips(3), person_km(3);
            mixed_local_travel<Real>({.base = base,
                                      .trips = x[2],
                                      .induced = x[3],
                                      .band_weight = x.subspan(4, 1),
                                      .distance = x.subspan(5, 1),
                                      .scale = x.subspan(6, 1),
                                      .base_cost = x.subspan(10, 3),
                                      .cost = x.subspan(13, 3),
                                      .utility_shift = x.subspan(16, 3)},
                                     conditions, trips, person_km);
            trips.insert(trips.end(), person_km.begin(), person_km.end());
            trips.push_back(x[19]);
            return trips;
        },
        {0.6, 0.8, 1e9, 0.3, 0.7, 2.0, 0.06, 0.5, 0.2, 0.3, 20,  35,  30,   21, 33,
         36,  0.1, 0.2, 0.3, 1.0, 0.3, 1.0,  2.0, 3.0, 0.1, 0.2, 0.3, 0.25, 0.1});
}

}  // namespace
}  // namespace tanlu::model
