#include "model/passenger.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "component_check.hpp"
#include "model/drawn_shares.hpp"
#include "model/generalised_cost.hpp"

namespace tanlu::model {
namespace {

using Table = std::vector<double>;
using test::sum_of;

// Modes and nests of the example of the specification.
enum : std::size_t { walk, bike, ebike, bus, metro, car, taxi, kModes };
constexpr std::array<std::size_t, kModes> kNestOf{0, 0, 0, 1, 1, 2, 2};
constexpr std::array<double, 3> kMu{0.6, 0.5, 0.8};
const Nests<double> kNests{kNestOf, kMu};
constexpr std::array<double, kModes> kShares{.28, .08, .09, .15, .12, .25, .03};

/// One band of 1000 trips of 5 km with the shares of the example; costs of 20 min everywhere.
struct OneBand {
    std::array<double, 1> weight{1.0};
    std::array<double, 1> distance{5.0};
    std::array<double, 1> scale{0.1};
    std::array<double, kModes> base_share = kShares;
    std::array<double, kModes> base_cost{20, 20, 20, 20, 20, 20, 20};
    std::array<double, kModes> cost = base_cost;
    std::array<double, kModes> shift{};
    double induced = 0.0;

    struct Result {
        Table trips = Table(kModes);
        Table person_km = Table(kModes);
    };
    Result run(const Nests<double>& nests = kNests) const {
        const auto base = pivot_bases<double>(nests, base_share);
        const LocalTravelYear<double> year{.base = base,
                                           .trips = 1000.0,
                                           .induced = induced,
                                           .band_weight = weight,
                                           .distance = distance,
                                           .scale = scale,
                                           .base_cost = base_cost,
                                           .cost = cost,
                                           .utility_shift = shift};
        Result result;
        local_travel<double>(year, result.trips, result.person_km);
        return result;
    }
};

// 0.3 + 0.1 + 0.4 = 0.8; over 0.8 they are 0.375, 0.125 and 0.5.
TEST_CASE("passenger: drawn shares are divided by their sum, those of a pack stay as they are") {
    CHECK(0.3 * share_scale<double>(0.3 + 0.1 + 0.4) == Approx(0.375).epsilon(1e-15));
    CHECK(share_scale<double>(0.25) == 4.0);
    CHECK(share_scale<double>(1.0 + 1e-10) == 1.0);
    CHECK(share_scale<double>(0.0) == 1.0);
    CHECK(share_scale<double>(std::nan("")) == 1.0);
}

TEST_CASE("passenger: pivot of the worked example") {
    OneBand band;
    band.cost[car] = 24.0;  // dV = -0.1 * 4 = -0.4
    band.shift[bike] = 0.3;
    const std::array<double, kModes> expected{.282588265922, .133116938536, .090831942618,
                                              .158142437850, .126513950280, .174318208256,
                                              .034488256539};
    const OneBand::Result fixed = band.run();
    for (std::size_t m = 0; m < kModes; ++m) {
        CHECK(fixed.trips[m] / 1000.0 == Approx(expected[m]).margin(6e-13).epsilon(1e-12));
        CHECK(fixed.person_km[m] == Approx(5.0 * fixed.trips[m]).epsilon(1e-15));
    }
    CHECK(sum_of(fixed.trips) == Approx(1000.0).epsilon(1e-14));
    // with phi = 1 the trips follow the log-sum, dLS = -.052860838198
    band.induced = 1.0;
    const OneBand::Result induced = band.run();
    CHECK(std::log(sum_of(induced.trips) / 1000.0) == Approx(-.052860838198).epsilon(1e-11));
}

TEST_CASE("passenger: without change the base year comes back") {
    const OneBand::Result base = OneBand{}.run();
    for (std::size_t m = 0; m < kModes; ++m) {
        CHECK(base.trips[m] == Approx(1000.0 * kShares[m]).epsilon(1e-14));
    }
}

TEST_CASE("passenger: dearer driving suppresses trips, better service induces them") {
    OneBand band;
    band.induced = 0.3;
    band.cost[car] = 30.0;
    CHECK(sum_of(band.run().trips) < 1000.0);
    band.cost[car] = 20.0;
    band.cost[bus] = 15.0;
    CHECK(sum_of(band.run().trips) > 1000.0);
    band.induced = 0.0;
    CHECK(sum_of(band.run().trips) == Approx(1000.0).epsilon(1e-14));
}

TEST_CASE("passenger: twice the trips are twice the travel") {
    OneBand band;
    band.induced = 0.3;
    band.cost[car] = 26.0;
    const OneBand::Result once = band.run();
    band.weight[0] = 2.0;
    const OneBand::Result twice = band.run();
    for (std::size_t m = 0; m < kModes; ++m) CHECK(twice.trips[m] == 2.0 * once.trips[m]);
}

TEST_CASE("passenger: the order of modes does not matter") {
    OneBand band;
    band.cost[car] = 26.0;
    band.shift[bike] = 0.3;
    band.induced = 0.3;
    const OneBand::Result forward = band.run();
    std::array<std::size_t, kModes> reversed_nests = kNestOf;
    std::reverse(reversed_nests.begin(), reversed_nests.end());
    std::reverse(band.base_share.begin(), band.base_share.end());
    std::reverse(band.cost.begin(), band.cost.end());
    std::reverse(band.shift.begin(), band.shift.end());
    const OneBand::Result backward = band.run({reversed_nests, kMu});
    for (std::size_t m = 0; m < kModes; ++m) {
        CHECK(backward.trips[kModes - 1 - m] == Approx(forward.trips[m]).epsilon(1e-14));
    }
}

TEST_CASE("passenger: a shorter headway does not lower the share of the bus") {
    double previous = 0.0;
    for (const double headway : {30.0, 20.0, 12.0, 8.0, 4.0}) {
        OneBand band;
        TripService<double> service{.distance = 5.0, .speed = 15.0};
        service.wait_time = waiting_time(20.0);
        band.base_cost[bus] = generalised_cost<double>(service, {}, 0.3);
        service.wait_time = waiting_time(headway);
        band.cost[bus] = generalised_cost<double>(service, {}, 0.3);
        const double share = band.run().trips[bus];
        CHECK(share > previous);
        previous = share;
    }
}

TEST_CASE("passenger: more cars, more trips by car") {
    CHECK(ownership_shift(0.5, 1.0) == 0.0);
    CHECK(ownership_shift(0.5, 4.0) == Approx(std::log(2.0)).epsilon(1e-15));
    OneBand band;
    band.shift[car] = ownership_shift(0.5, 1.5);
    CHECK(band.run().trips[car] > 250.0);
    CHECK(band.run().trips[bus] < 150.0);
}

TEST_CASE("passenger: a mode that is not there stays at zero and harms nobody") {
    OneBand band;
    band.base_share[metro] = 0.0;
    band.base_share[bus] = 0.27;
    band.base_cost[metro] = test::kNotANumber;  // no service, no cost
    band.shift[metro] = coverage_shift(0.0, 0.0);
    band.cost[car] = 25.0;
    const OneBand::Result result = band.run();
    CHECK(result.trips[metro] == 0.0);
    CHECK(result.person_km[metro] == 0.0);
    CHECK(sum_of(result.trips) == Approx(1000.0).epsilon(1e-14));
}

TEST_CASE("passenger: coverage") {
    CHECK(coverage_shift(0.6, 0.3) == Approx(std::log(2.0)).epsilon(1e-15));
    OneBand band;
    band.shift[metro] = coverage_shift(0.0, 0.5);  // the metro closes
    const OneBand::Result closed = band.run();
    CHECK(closed.trips[metro] == 0.0);
    CHECK(closed.trips[bus] > 150.0);
    CHECK(sum_of(closed.trips) == Approx(1000.0).epsilon(1e-14));
    // the same in a batch, whose logarithm of zero is another function
    CHECK(coverage_shift<Lanes>(0.0, 0.5)[3] == -kInfinity);
}

TEST_CASE("passenger: bands without trips or without modes give zero") {
    OneBand band;
    band.weight[0] = 0.0;
    CHECK(sum_of(band.run().trips) == 0.0);
    band.weight[0] = 1.0;
    band.base_share.fill(0.0);
    CHECK(sum_of(band.run().trips) == 0.0);
}

TEST_CASE("passenger: sensitivity is the scale over the mean cost of the modes that count") {
    const std::array<double, 3> cost{test::kNotANumber, 30.0, 50.0};
    const std::array<double, 3> weight{0.0, 1.0, 1.0};
    CHECK(band_scale<double>(2.0, cost, weight) == Approx(0.05).epsilon(1e-15));  // 2 / 40
    const std::array<double, 3> none{};
    CHECK(band_scale<double>(2.0, cost, none) == 0.0);
}

TEST_CASE("passenger: trips of a year") {
    // 1000 persons * 365 days * 2.4 trips * 0.87
    CHECK(yearly_trips(1000.0, 2.4, 0.87) == Approx(762120.0).epsilon(1e-14));
    CHECK(yearly_trips(0.0, 2.4, 1.0) == 0.0);
}

TEST_CASE("passenger: yes-or-no conditions are mixed, not averaged") {
    CHECK(mixture(0.25, 100.0, 20.0) == 40.0);
    CHECK(mixture(0.0, 100.0, 20.0) == 20.0);
    CHECK(mixture(1.0, 100.0, 20.0) == 100.0);
    // one digit in five, five days of seven: 1/7; with 90 % complying and 30 % exempt: 0.09
    CHECK(last_digit_ban(0.2, 1.0, 0.0) == Approx(1.0 / 7.0).epsilon(1e-15));
    CHECK(last_digit_ban(0.2, 0.9, 0.3) == Approx(0.09).epsilon(1e-14));
    CHECK(last_digit_ban(0.2, 0.9, 1.0) == 0.0);
}

TEST_CASE("passenger: taking the car away sends its trips to the other modes") {
    OneBand band;
    const OneBand::Result free = band.run();
    band.shift[car] = -kInfinity;
    const OneBand::Result banned = band.run();
    CHECK(banned.trips[car] == 0.0);
    CHECK(sum_of(banned.trips) == Approx(1000.0).epsilon(1e-14));
    // its own nest gains most in proportion
    CHECK(banned.trips[taxi] / free.trips[taxi] > banned.trips[bus] / free.trips[bus]);
}

/// Without the e-bike a plain logit sends its 90 trips to j in proportion P_j / (1 - P_e): bus
/// 90 * 0.15 / 0.91 = 14.8. In nests, modes outside of its own still gain in proportion.
TEST_CASE("passenger: diversion is in proportion to shares") {
    OneBand band;
    band.shift[ebike] = -kInfinity;
    const std::array<std::size_t, kModes> one_nest{};
    const std::array<double, 1> plain{1.0};
    const OneBand::Result logit = band.run({one_nest, plain});
    for (std::size_t m = 0; m < kModes; ++m) {
        if (m == ebike) continue;
        CHECK(logit.trips[m] - 1000.0 * kShares[m] ==
              Approx(90.0 * kShares[m] / 0.91).epsilon(1e-12));
    }
    const OneBand::Result nested = band.run();
    const auto gain = [&](std::size_t m) { return nested.trips[m] / (1000.0 * kShares[m]); };
    CHECK(gain(bus) == Approx(gain(car)).epsilon(1e-12));
    CHECK(gain(walk) == Approx(gain(bike)).epsilon(1e-12));
    CHECK(gain(walk) > gain(bus));
    CHECK(nested.trips[ebike] == 0.0);
}

TEST_CASE("passenger: vehicle-km") {
    CHECK(vehicle_km(100.0, 1.2, 1.5) == Approx(80.0).epsilon(1e-15));
    CHECK(vehicle_km(100.0, 1.0, 1.0) == 100.0);
    CHECK(hailed_vehicle_km(60.0, 0.4) == Approx(100.0).epsilon(1e-15));
    CHECK(hailed_vehicle_km(60.0, 0.0) == 60.0);
    // 3000 person km / (60 * 0.5) = 100 km: below the plan of 150, above a plan of 80
    CHECK(scheduled_vehicle_km(3000.0, 60.0, 0.5, 150.0) == 150.0);
    CHECK(scheduled_vehicle_km(3000.0, 60.0, 0.5, 80.0) == 100.0);
}

TEST_CASE("passenger: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            constexpr std::array<std::size_t, 3> nest_of{0, 1, 1};
            const Nests<Real> nests{nest_of, x.subspan(0, 2)};
            const auto base = pivot_bases<Real>(nests, x.subspan(10, 6));
            std::vector<Real> trips(6), person_km(6);
            local_travel<Real>({.base = base,
                                .trips = x[2],
                                .induced = x[3],
                                .band_weight = x.subspan(4, 2),
                                .distance = x.subspan(6, 2),
                                .scale = x.subspan(8, 2),
                                .base_cost = x.subspan(16, 6),
                                .cost = x.subspan(22, 6),
                                .utility_shift = x.subspan(28, 6)},
                               trips, person_km);
            trips.insert(trips.end(), person_km.begin(), person_km.end());
            return trips;
        },
        {0.6, 0.8, 1e9, 0.3, 0.7, 0.3, 2.0, 9.0, 0.06, 0.03, 0.5, 0.2, 0.3, 0.1, 0.3, 0.6, 20,
         35,  30,  110, 50,  40,  21,  33,  36,  115,  45,   48,  0.1, 0.2, 0.3, 0.1, 0.2, 0.3});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{band_scale<Real>(x[0], x.subspan(1, 2), x.subspan(3, 2)),
                                     ownership_shift<Real>(x[5], x[6]),
                                     coverage_shift<Real>(x[7], x[8]),
                                     yearly_trips<Real>(x[9], x[10], x[11])};
        },
        {2.0, 30, 50, 1.0, 0.5, 0.5, 1.3, 0.6, 0.4, 1e6, 2.4, 0.9});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            return std::vector<Real>{
                mixture<Real>(x[0], x[1], x[2]), last_digit_ban<Real>(x[14], x[3], x[4]),
                vehicle_km<Real>(x[5], x[6], x[7]), hailed_vehicle_km<Real>(x[8], x[9]),
                scheduled_vehicle_km<Real>(x[10], x[11], x[12], x[13])};
        },
        {0.2, 10, 30, 0.9, 0.3, 100, 1.2, 1.5, 60, 0.4, 3000, 60, 0.5, 80, 0.2});
}

}  // namespace
}  // namespace tanlu::model
