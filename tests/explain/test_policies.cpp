// What policies moved a number, on the shipped scenarios of China.
#include "explain/policies.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "explain/effects.hpp"
#include "levers/lever.hpp"
#include "support/china.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

using explain::Subject;

explain::PolicyEffects effects_of(const config::Scenario& scenario, const Subject& subject,
                                  double stored) {
    return explain::policy_effects(scenario, explain::Inputs(scenario, ""), subject, stored);
}

TEST_CASE("Without its policies a scenario is its parent, and all effects add up") {
    const Subject subject{"co2_by_boundary", 2035, {{"boundary", {"ttw"}}}};
    const double stored =
        at(shipped_run("peak-2030"), "co2_by_boundary", "peak-2030", 2035, {"ttw"});
    const double parent =
        at(shipped_run("reference"), "co2_by_boundary", "reference", 2035, {"ttw"});

    const auto found = effects_of(shipped("peak-2030"), subject, stored);

    CHECK(found.parent == "reference");
    CHECK(found.is_same_number);
    CHECK(found.with_all == stored);
    CHECK(found.without_any == parent);
    CHECK(found.effects.size() == 9);  // seven of its own, two of the package freight-2030
    double sum = found.interaction;
    for (const auto& effect : found.effects) {
        sum += effect.change;
        CHECK(effect.change == found.with_all - effect.without);
        CHECK(effect.problem.empty());
    }
    CHECK(sum == Approx(stored - parent).epsilon(1e-9));
    CHECK(std::abs(found.effects[0].change) >= std::abs(found.effects[1].change));
    // Not judged by name: loads of trucks do not touch cars.
    const auto cars = effects_of(shipped("peak-2030"),
                                 {"stock", 2035, {{"vehicle_class", {"private-car"}}}}, 0.0);
    CHECK_FALSE(cars.is_same_number);  // the number said to be stored is not that of the run
    for (const auto& effect : cars.effects) {
        if (effect.id == "fuller-trucks") CHECK(effect.change == 0.0);
    }
}

TEST_CASE("One policy taken away is the scenario without it") {
    config::Scenario scenario = shipped("reference");
    const Subject subject{"nev_sales_share_auto", 2025, {}};
    const auto found = effects_of(scenario, subject, 0.0);

    std::erase_if(scenario.policies,
                  [](const config::Policy& policy) { return policy.id == "tax-exemption"; });
    const double without = at(run_of(scenario), "nev_sales_share_auto", "reference", 2025);

    bool seen = false;
    for (const auto& effect : found.effects) {
        if (effect.id != "tax-exemption") continue;
        seen = true;
        CHECK(effect.without == without);
        CHECK(effect.change > 0.0);
    }
    CHECK(seen);
}

TEST_CASE("A root has no policies of its own to judge") {
    const auto found = effects_of(shipped("no-policy"), {"gdp", 2030, {}}, 0.0);
    CHECK(found.parent.empty());
    CHECK(found.effects.empty());
    CHECK(found.with_all == found.without_any);
}

TEST_CASE("What one per cent more of an input does is what runs say") {
    const Subject subject{"co2", 2030, {{"subsector", {"cars"}}, {"carrier", {"gasoline"}}}};
    const auto effects = explain::input_effects(shipped("reference"), subject);
    // CO2 is energy times the factor: exactly in proportion.
    CHECK(effects.at("carriers.gasoline.co2") == Approx(1.0).epsilon(1e-9));
    CHECK(effects.at("carriers.diesel.co2") == 0.0);
    CHECK(effects.at("drivers.gdp.growth") > 0.0);  // rates are inputs of their own
    const auto run_with = [](double factor) {
        config::Scenario scenario = shipped("reference");
        scale_leaves(scenario, "classes.private-car.occupancy", "", factor);
        return at(run_of(scenario), "co2", "reference", 2030, {"cars", "gasoline"});
    };
    // The central difference of logarithms, see perturb::elasticity.
    const double expected = std::log(run_with(1.01) / run_with(0.99)) / std::log(1.01 / 0.99);
    CHECK(effects.at("classes.private-car.occupancy") == Approx(expected).epsilon(1e-8));
}

}  // namespace
}  // namespace tanlu::test
