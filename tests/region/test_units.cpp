// Invariant P8: the unit a number is written in is irrelevant. Children of the shipped scenarios
// write values of the pack again, in other units.
#include <catch2/catch.hpp>

#include "region/variations.hpp"

namespace tanlu::test {
namespace {

/// One leaf as the pack has it, and the same amount in another unit.
struct Rewritten {
    const char* path;
    const char* value;
};

/// Rates by definition: 1 kWh = 3.6 MJ, 1 L = 0.001 m3, 10^4 vehicle, 10^8 t km, 1 t = 1000 kg.
constexpr Rewritten kRewritten[] = {
    {"classes.private-car.technologies.bev.energy.electricity.use",
     "{value: 0.576, unit: MJ/km, source: gk, grade: U}"},  // 16 kWh/100 km
    {"classes.private-car.technologies.gasoline.energy.gasoline.use",
     "{value: 0.000077, unit: m3/km, source: gk, grade: U}"},  // 7.7 L/100 km
    {"classes.private-car.technologies.gasoline.stock",
     "{value: 197568256, unit: vehicle, source: gk, grade: U}"},  // 19756.8256 x 10^4
    {"classes.truck-heavy.base-tkm",
     "{value: 5.77754e12, unit: t km/yr, source: gk, grade: U}"},  // 57775.4 x 10^8
    {"classes.truck-heavy.technologies.fcev.energy.hydrogen.use",
     "{value: 90, unit: g/km, source: gk, grade: U}"},  // 9 kg/100 km
    {"carriers.gasoline.energy-content",
     "{value: 31908.8, unit: MJ/m3, source: gk, grade: U}"},  // 31.9088 MJ/L
    {"carriers.gasoline.price",
     "{value: 6900, unit: CNY2020/m3, source: gk, grade: U}"},  // 6.9 CNY/L
    {"carriers.electricity.price",
     "{value: 0.20833333333333334, unit: CNY2020/MJ, source: gk, grade: U}"},      // 0.75 CNY/kWh
    {"carriers.diesel.co2", "{value: 72.585, unit: t/TJ, source: gk, grade: U}"},  // g/MJ
    {"nonroad.rail.propulsion.electricity.base-energy",
     "{value: 270, unit: PJ/yr, source: gk, grade: U}"},  // 75 TWh
    {"classes.private-car.occupancy",
     "{value: 167, unit: person/100 vehicle, source: gk, grade: U}"},
    {"passenger.local.detour", "{value: 100, unit: \"%\", source: gk, grade: U}"},
};

TEST_CASE("the same amounts in other units give the same results") {
    const ScenarioTree tree;
    for (const auto& id : shipped_ids()) {
        std::string text = "extends: " + id + ".yaml\noverrides:\n";
        for (const auto& leaf : kRewritten) {
            text += std::string("  ") + leaf.path + ": " + leaf.value + "\n";
        }
        config::Scenario scenario = tree.load_child(id + "-rewritten", text);
        CHECK(scenario.overrides.size() >= 12);
        scenario.id = id;
        INFO(id);
        CHECK(difference_text(shipped_run(id), run_of(scenario),
                              {.tolerance = 1e-12, .floor = 1e-12, .ignored = {"audit"}}) == "");
    }
}

}  // namespace
}  // namespace tanlu::test
