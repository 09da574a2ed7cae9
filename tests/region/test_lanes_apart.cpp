// Lanes: eight equal samples give eight equal results, and a sample knows nothing of its
// neighbours, over the whole year loop and bit for bit (docs/theory §13).
#include <catch2/catch.hpp>

#include "region/batch.hpp"
#include "region/variations.hpp"

namespace tanlu::test {
namespace {

/// Puts the numbers of one tree into one lane of another of the same shape.
void set_lane(LaneParameters& to, const LaneParameters& from, int i) {
    LaneParameters source = from;
    std::vector<double> numbers;
    for_each_leaf(source,
                  [&](const std::string&, const Field&, Lanes& x) { numbers.push_back(x[i]); });
    std::size_t next = 0;
    for_each_leaf(to, [&](const std::string&, const Field&, Lanes& x) { x[i] = numbers[next++]; });
    REQUIRE(next == numbers.size());
}

TEST_CASE("eight equal samples give eight equal results") {
    for (const auto& scenario : all_shipped()) {
        const Batch result = simulate(scenario, compiled(scenario));
        INFO(scenario.id);
        CHECK(result.status.all_ok());
        for (int i = 1; i < kLaneCount; ++i) CHECK(moved(result, 0, result, i) == "");
    }
}

TEST_CASE("a sample is the same bits whoever its neighbours are, in whichever lane") {
    for (std::size_t k = 0; k < all_shipped().size(); ++k) {
        const config::Scenario& scenario = all_shipped()[k];
        const config::Scenario other = variation(scenario, 77U + k);
        INFO(scenario.id);
        const LaneParameters calm = compiled(scenario);
        const LaneParameters odd = compiled(other);
        const Batch all_calm = simulate(scenario, calm);
        const Batch all_odd = simulate(scenario, odd);
        REQUIRE(moved(all_calm, 0, all_odd, 0) != "");
        LaneParameters mixed = calm;
        set_lane(mixed, odd, 3);
        const Batch result = simulate(scenario, mixed);
        for (int i = 0; i < kLaneCount; ++i) {
            INFO("lane " << i);
            CHECK(moved(result, i, i == 3 ? all_odd : all_calm, 0) == "");
        }
    }
}

/// Sample i of eight different ones. Two of them have no trips by a mode that the others have, one
/// by the first mode of a settlement type, so that no mode has a share in every lane.
LaneParameters sample(const config::Scenario& scenario, int i) {
    LaneParameters numbers = compiled(variation(scenario, 300U + static_cast<unsigned>(i)));
    if (i == 2 || i == 5) {
        auto& modes = numbers.passenger.local.settlements[0].modes;
        const std::size_t without = i == 2 ? 0 : 1;
        modes[modes.size() - 1].share += modes[without].share;
        modes[without].share = 0.0;
    }
    return numbers;
}

TEST_CASE("a sample among seven different ones is the same bits as among its copies") {
    const config::Scenario& scenario = shipped("integrated");
    LaneParameters mixed = sample(scenario, 0);
    for (int i = 1; i < kLaneCount; ++i) set_lane(mixed, sample(scenario, i), i);
    const Batch together = simulate(scenario, mixed);
    for (int i = 0; i < kLaneCount; ++i) {
        INFO("lane " << i);
        const Batch alone = simulate(scenario, sample(scenario, i));
        CHECK(together.status.bits[static_cast<std::size_t>(i)] == alone.status.bits[0]);
        CHECK(moved(together, i, alone, 0) == "");
    }
}

TEST_CASE("a spoilt sample is reported in its lane alone and leaves its neighbours as they are") {
    const config::Scenario& scenario = shipped("peak-2030");
    LaneParameters spoilt = compiled(scenario);
    const Batch before = simulate(scenario, spoilt);
    spoilt.battery.price[5] = std::nan("");
    const Batch result = simulate(scenario, spoilt);
    for (int i = 0; i < kLaneCount; ++i) {
        INFO("lane " << i);
        if (i == 5) {
            CHECK_FALSE(result.status.is_ok(i));
        } else {
            CHECK(result.status.is_ok(i));
            CHECK(moved(result, i, before, i) == "");
        }
    }
}

}  // namespace
}  // namespace tanlu::test
