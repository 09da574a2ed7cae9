#include "model/passenger.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

using Table = std::vector<double>;
using test::sum_of;

// Modes and nests of the example of the specification.
enum : std::size_t { walk, bike, ebike, bus, metro, car, taxi, kModes };
constexpr std::array<std::size_t, kModes> kNestOf{0, 0, 0, 1, 1, 2, 2};
constexpr std::array<double, 3> kMu{0.6, 0.5, 0.8};
const Nests<double> kNests{kNestOf, kMu};

// Base calibration: four bands, metro absent, walking in the first two bands only.
constexpr std::size_t kBands = 4;
struct Base {
    std::array<double, kBands> weight{0.4, 0.3, 0.2, 0.1};
    std::array<double, kModes> wanted{.36, .10, .12, .14, .0, .25, .03};
    std::array<double, kBands> scale{};
    Table cost, availability;
    Table share = Table(kBands * kModes);

    Base() {
        const std::array<double, kModes> speed{4.8, 11, 17, 15, 34, 25, 25};
        const std::array<double, kModes> fixed{0, 1, 2, 26, 30, 12, 35};
        const std::array<double, kBands> distance{1.0, 4.0, 9.0, 25.0};
        const std::array<double, kModes> motorised{0, 0, 0, 1, 1, 1, 1};
        for (std::size_t b = 0; b < kBands; ++b) {
            std::vector<double> counts;
            for (std::size_t m = 0; m < kModes; ++m) {
                cost.push_back(60.0 * distance[b] / speed[m] + fixed[m]);
                const bool absent = m == metro || (m == walk && b >= 2);
                availability.push_back(absent ? 0.0 : 1.0);
                counts.push_back(motorised[m] * availability.back());
            }
            scale[b] = band_scale<double>(2.0, std::span(cost).last(kModes), counts);
        }
    }
    Status<double> calibrate() {
        const LocalBase<double> base{.nests = kNests,
                                     .band_weight = weight,
                                     .scale = scale,
                                     .cost = cost,
                                     .availability = availability};
        return base_shares<double>(base, wanted, share);
    }
};

TEST_CASE("passenger: base shares meet the all-distance shares and the bands") {
    Base base;
    REQUIRE(base.calibrate().all_ok());
    for (std::size_t m = 0; m < kModes; ++m) {
        double all = 0.0;
        for (std::size_t b = 0; b < kBands; ++b) all += base.weight[b] * base.share[b * kModes + m];
        CHECK(all == Approx(base.wanted[m]).margin(1e-11));
    }
    for (std::size_t b = 0; b < kBands; ++b) {
        CHECK(sum_of(std::span(base.share).subspan(b * kModes, kModes)) ==
              Approx(1.0).epsilon(1e-14));
        CHECK(base.share[b * kModes + metro] == 0.0);
    }
    CHECK(base.share[2 * kModes + walk] == 0.0);
    CHECK(base.share[0 * kModes + walk] > base.share[1 * kModes + walk]);
}

TEST_CASE("passenger: the constants of the base are common to all bands") {
    // within a nest  mu ln(P_car / P_taxi) = -lambda_b (GC_car - GC_taxi) + ASC_car - ASC_taxi
    Base base;
    REQUIRE(base.calibrate().all_ok());
    const auto constants = [&](std::size_t b) {
        const std::size_t first = b * kModes;
        const double odds = base.share[first + car] / base.share[first + taxi];
        const double dearer = base.cost[first + car] - base.cost[first + taxi];
        return 0.8 * std::log(odds) + base.scale[b] * dearer;
    };
    CHECK(base.scale[3] < base.scale[0]);
    for (std::size_t b = 1; b < kBands; ++b) {
        CHECK(constants(b) == Approx(constants(0)).epsilon(1e-12));
    }
}

TEST_CASE("passenger: shares no band can hold are refused") {
    Base base;
    base.wanted[walk] = 0.75;  // walkable bands hold 0.7 of the trips
    base.wanted[car] = 0.0;
    base.wanted[bike] = 0.0;
    base.wanted[ebike] = 0.0;
    base.wanted[bus] = 0.22;  // with taxi 0.03 the shares add to 1
    CHECK(base.calibrate().has(0, Problem::infeasible));
    CHECK(std::isnan(base.share[bus]));
}

TEST_CASE("passenger: pivot and absolute form are one model") {
    Base base;
    REQUIRE(base.calibrate().all_ok());
    Table cost = base.cost;
    Table shift(cost.size(), 0.0);
    for (std::size_t b = 0; b < kBands; ++b) {
        cost[b * kModes + car] += 6.0;
        cost[b * kModes + bus] -= 4.0;
        shift[b * kModes + ebike] = 0.2;
    }
    const std::array<double, kBands> distance{1.0, 4.0, 9.0, 25.0};
    Table trips(cost.size());
    Table person_km(cost.size());
    const auto bases = pivot_bases<double>(kNests, base.share);
    local_travel<double>({.base = bases,
                          .trips = 1.0,
                          .induced = 0.0,
                          .band_weight = base.weight,
                          .distance = distance,
                          .scale = base.scale,
                          .base_cost = base.cost,
                          .cost = cost,
                          .utility_shift = shift},
                         trips, person_km);
    for (std::size_t b = 0; b < kBands; ++b) {
        const std::size_t first = b * kModes;
        const auto available = std::span<const double>(base.availability).subspan(first, kModes);
        // constants of the band from its base shares, then the utilities of the new year
        std::array<double, kModes> utility{};
        for (std::size_t m = 0; m < kModes; ++m) {
            utility[m] = -base.scale[b] * base.cost[first + m];
        }
        std::array<double, kModes> constant{};
        invert_constants<double>(kNests, std::span<const double>(base.share).subspan(first, kModes),
                                 utility, available, bus, constant);
        for (std::size_t m = 0; m < kModes; ++m) {
            utility[m] = -base.scale[b] * cost[first + m] + shift[first + m] + constant[m];
        }
        std::array<double, kModes> share{};
        nested_logit<double>(kNests, utility, available, share);
        for (std::size_t m = 0; m < kModes; ++m) {
            CHECK(trips[first + m] == Approx(base.weight[b] * share[m]).epsilon(1e-12));
        }
    }
}

TEST_CASE("passenger: base calibration in batches") {
    // calibrate_constants iterates, so a batch and the plain double agree to its tolerance only
    Base base;
    const auto calibrated = [&](int spoilt) {
        std::vector<Lanes> scale(base.scale.begin(), base.scale.end());
        for (Lanes& x : scale) {
            for (int i = 0; i < kLaneCount; ++i) x[i] *= 1.0 + 0.02 * i;
        }
        if (spoilt >= 0) scale[0][spoilt] = test::kNotANumber;
        const std::vector<Lanes> mu(kMu.begin(), kMu.end());
        const std::vector<Lanes> weight(base.weight.begin(), base.weight.end());
        const std::vector<Lanes> cost(base.cost.begin(), base.cost.end());
        const std::vector<Lanes> availability(base.availability.begin(), base.availability.end());
        const std::vector<Lanes> wanted(base.wanted.begin(), base.wanted.end());
        std::vector<Lanes> share(kBands * kModes);
        base_shares<Lanes>({.nests = {kNestOf, mu},
                            .band_weight = weight,
                            .scale = scale,
                            .cost = cost,
                            .availability = availability},
                           wanted, share);
        return share;
    };
    const std::vector<Lanes> shares = calibrated(-1);
    const std::array<double, kBands> base_scale = base.scale;
    for (int i = 0; i < kLaneCount; ++i) {
        for (std::size_t b = 0; b < kBands; ++b) base.scale[b] = base_scale[b] * (1.0 + 0.02 * i);
        REQUIRE(base.calibrate().all_ok());
        for (std::size_t k = 0; k < shares.size(); ++k) {
            CHECK(shares[k][i] == Approx(base.share[k]).epsilon(1e-12).margin(1e-300));
        }
    }
    base.scale = base_scale;
    const std::vector<Lanes> with_nan = calibrated(2);
    for (std::size_t k = 0; k < shares.size(); ++k) {
        CHECK((std::isnan(with_nan[k][2]) || base.availability[k] <= 0.0));
        for (int i = 0; i < kLaneCount; ++i) {
            if (i != 2) CHECK(test::same_bits(with_nan[k][i], shares[k][i]));
        }
    }
}

}  // namespace
}  // namespace tanlu::model
