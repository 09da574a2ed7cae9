// The numerical contract (docs/theory §13.2): each way to go wrong has its bit, in the sample that
// went wrong and in no other, and such a sample has no outputs that could be taken for results.
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "model/trip_length.hpp"
#include "region/batch.hpp"

namespace tanlu::test {
namespace {

using model::Problem;

constexpr int kSpoilt = 2;  ///< the lane that goes wrong

struct Accident {
    const char* name;
    Problem problem;
    std::function<void(LaneParameters&, region::Policies<Lanes>&)> cause;
};

SettlementMode<RunKind<Lanes>>& mode_of(Settlement<RunKind<Lanes>>& settlement,
                                        const std::string& id) {
    for (auto& mode : settlement.modes) {
        if (mode.id.text == id) return mode;
    }
    throw std::runtime_error(id);
}

/// Share of the trips in megacities that are short enough to be walked.
double walkable(const Passenger<RunKind<Lanes>>& passenger) {
    const auto& megacity = passenger.local.settlements[0];
    const auto& edges = passenger.local.band_edges;
    std::vector<Lanes> weight(edges.size());
    std::vector<Lanes> distance(edges.size());
    model::trip_bands<Lanes>(megacity.trip_length, gamma_shape<Lanes>(megacity.trip_length_shape),
                             edges, weight, distance);
    double sum = 0.0;
    for (const auto& mode : passenger.modes) {
        if (mode.id.text != "walk") continue;
        for (std::size_t b = 0; b < edges.size(); ++b) {
            if (mode.availability[b][kSpoilt] > 0.0) sum += weight[b][kSpoilt];
        }
    }
    return sum;
}

/// Sets the share of walking in megacities; the other modes keep their proportions.
void set_walking(Passenger<RunKind<Lanes>>& passenger, double share) {
    auto& megacity = passenger.local.settlements[0];
    const double before = mode_of(megacity, "walk").share[kSpoilt];
    for (auto& mode : megacity.modes) mode.share[kSpoilt] *= (1.0 - share) / (1.0 - before);
    mode_of(megacity, "walk").share[kSpoilt] = share;
}

const std::vector<Accident>& accidents() {
    static const std::vector<Accident> kAccidents = {
        {"ownership observed above its saturation", Problem::domain_error,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             p.classes[0].ownership->saturation[kSpoilt] = 0.01;
         }},
        {"a year without people", Problem::domain_error,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             p.drivers.population.at(2040)[kSpoilt] = 0.0;
         }},
        {"more townspeople than people", Problem::domain_error,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             p.drivers.urban_share.at(2050)[kSpoilt] = 1.2;
         }},
        {"a mandate beyond all sales", Problem::infeasible,
         [](LaneParameters&, region::Policies<Lanes>& policies) {
             policies.share_rules[0].low.at(2035)[kSpoilt] = 1.2;
         }},
        {"more walking than short trips allow", Problem::infeasible,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             set_walking(p.passenger, 1.01 * walkable(p.passenger));
         }},
        {"as much walking as short trips allow, but for a millionth", Problem::not_converged,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             // The last steps of the calibration are as small as what is missing to the limit.
             set_walking(p.passenger, (1.0 - 1e-6) * walkable(p.passenger));
         }},
        {"a price that is not a number", Problem::non_finite,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             p.battery.price[kSpoilt] = std::nan("");
         }},
        {"fuel that costs without end", Problem::non_finite,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             p.carriers[0].price->at(2045)[kSpoilt] = HUGE_VAL;
         }},
        {"vehicles owed to the stock", Problem::negative_stock,
         [](LaneParameters& p, region::Policies<Lanes>&) {
             p.classes[0].technologies[0].stock[kSpoilt] = -100.0;
         }},
    };
    return kAccidents;
}

TEST_CASE("every problem has its bit, in the sample that has it alone, and no outputs") {
    const config::Scenario& scenario = shipped("peak-2030");
    const LaneParameters sound = compiled(scenario);
    const Batch before = simulate(scenario, sound);
    REQUIRE(before.status.all_ok());
    for (const auto& accident : accidents()) {
        INFO(accident.name);
        const Batch after = simulate(scenario, sound, accident.cause);
        CHECK(after.status.bits[kSpoilt] == static_cast<std::uint32_t>(accident.problem));
        for (int i = 0; i < kLaneCount; ++i) {
            if (i == kSpoilt) continue;
            INFO("lane " << i);
            CHECK(after.status.is_ok(i));
            CHECK(moved(before, i, after, i) == "");
        }
        // Nothing of the last year looks like a result.
        std::size_t numbers = 0;
        for (std::size_t n = after.numbers.size() / 42 * 41; n < after.numbers.size(); ++n) {
            numbers += std::isfinite(after.numbers[n][kSpoilt]) ? 1 : 0;
        }
        CHECK(numbers == 0);
    }
}

// Shares drawn one by one add to 1 by their proportions: seven times all of them are the same
// shares, for the choice and for the levers that act on shares.
TEST_CASE("shares that do not add to 1 count by their proportions") {
    const config::Scenario& scenario = shipped("peak-2030");
    const LaneParameters sound = compiled(scenario);
    const Batch drawn = simulate(scenario, [&] {
        LaneParameters p = sound;
        for (auto& settlement : p.passenger.local.settlements) {
            for (auto& mode : settlement.modes) mode.share[kSpoilt] *= 7.0;
        }
        return p;
    }());
    REQUIRE(drawn.status.all_ok());
    double largest = 0.0;
    for (const Lanes& x : drawn.numbers) {
        largest = std::max(largest, std::abs(x[kSpoilt] - x[0]) / (std::abs(x[0]) + 1e-6));
    }
    CHECK(largest > 0.0);
    CHECK(largest < 1e-7);
}

TEST_CASE("there is an accident here for every problem") {
    std::uint32_t seen = 0;
    for (const auto& accident : accidents()) seen |= static_cast<std::uint32_t>(accident.problem);
    CHECK(seen == 0b11111U);
    CHECK(static_cast<std::uint32_t>(Problem::negative_stock) == 0b10000U);  // the last one
}

}  // namespace
}  // namespace tanlu::test
