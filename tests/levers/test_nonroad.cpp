// Carriers that leave rail and ships, and what takes their place (docs/theory §8.2).
#include <catch2/catch.hpp>
#include <cmath>

#include "levers/policies.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

double energy(const Dataset& run, int year, const char* subsector, const char* carrier) {
    return at(run, "energy", "no-policy", year, {subsector, carrier});
}

/// All diesel goes by 2040: what is left is electric, at the electric energy per activity. The
/// diesel share without the policy is 0.267 x 0.96^(t - 2019).
TEST_CASE("a carrier that is phased out reaches zero and the activity stays") {
    const Dataset& before = shipped_run("no-policy");
    const Dataset after =
        run_of(with(shipped("no-policy"), {"nonroad-phase-out",
                                           {{"nonroad", {"rail"}}, {"carrier", {"diesel"}}},
                                           {{"schedule", {{kStart, 0.0}, {2040, 1.0}}}}}));
    // Metro is electric and in the same subsector: take it off.
    const auto& metro = shipped("no-policy").pack.parameters.nonroad[1];
    REQUIRE(metro.id.text == "metro");
    for (const int year : {2028, 2034, 2040, 2060}) {
        INFO(year);
        const double gone = std::min(1.0, (year - kStart) / 12.0);
        const double share = 0.267 * std::pow(0.96, year - 2019);
        CHECK(energy(after, year, "rail", "diesel") ==
              Approx((1.0 - gone) * energy(before, year, "rail", "diesel")).margin(1e-3));
        if (gone == 1.0) CHECK(energy(after, year, "rail", "diesel") == 0.0);
        const double by_metro = metro.propulsion[0].base_energy.number *
                                at(before, "pkm", "no-policy", year, {"metro"}) /
                                at(before, "pkm", "no-policy", 2019, {"metro"}) *
                                std::pow(1.0 - metro.gain.number, year - 2019);
        const double trains = energy(before, year, "rail", "electricity") - by_metro;
        CHECK(energy(after, year, "rail", "electricity") - by_metro ==
              Approx(trains * (1.0 - share * (1.0 - gone)) / (1.0 - share)).epsilon(1e-9));
        for (const auto* mode : {"rail", "water", "road"}) {
            CHECK(at(after, "tkm", "no-policy", year, {mode}) ==
                  at(before, "tkm", "no-policy", year, {mode}));
        }
    }
}

TEST_CASE("ships that leave fuel oil for green methanol have no fossil CO2 left") {
    config::Scenario scenario =
        with(shipped("no-policy"),
             policy("nonroad-phase-out", {{"nonroad", {"shipping"}}, {"carrier", {"fuel-oil"}}},
                    "schedule", 1.0));
    const Dataset without_oil = run_of(scenario);
    CHECK(energy(without_oil, kLook, "shipping", "fuel-oil") == 0.0);
    CHECK(energy(without_oil, kLook, "shipping", "diesel") >
          1.5 * energy(shipped_run("no-policy"), kLook, "shipping", "diesel"));
    add_policy(scenario, policy("nonroad-carrier",
                                {{"nonroad", {"shipping"}}, {"carrier", {"green-methanol"}}},
                                "schedule", 1.0));
    const Dataset run = run_of(scenario);
    CHECK(sum_at(run, "co2", "no-policy", kLook, {"shipping"}) == 0.0);
    // Engines as efficient as on diesel: the same energy as if diesel had taken over.
    CHECK(energy(run, kLook, "shipping", "green-methanol") ==
          Approx(energy(without_oil, kLook, "shipping", "diesel")).epsilon(1e-12));
    // A least share of a carrier goes before its phase-out.
    add_policy(scenario,
               policy("nonroad-carrier", {{"nonroad", {"shipping"}}, {"carrier", {"fuel-oil"}}},
                      "schedule", 0.1));
    CHECK(energy(run_of(scenario), kLook, "shipping", "fuel-oil") > 0.0);
}

TEST_CASE("of two phase-outs of a carrier the stricter holds") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> of = {
        {"nonroad", {"rail"}}, {"carrier", {"diesel"}}};
    const config::Scenario strict =
        with(shipped("no-policy"), policy("nonroad-phase-out", of, "schedule", 0.6));
    const config::Scenario both = with(strict, policy("nonroad-phase-out", of, "schedule", 0.4));
    CHECK(difference_text(run_of(strict), run_of(both)) == "");
}

TEST_CASE("what has no share of its own cannot be phased out") {
    const auto refused = [](const char* mode, const char* carrier) {
        INFO(mode << " " << carrier);
        CHECK_THROWS_WITH(
            run_of(with(shipped("no-policy"),
                        policy("nonroad-phase-out", {{"nonroad", {mode}}, {"carrier", {carrier}}},
                               "schedule", 0.5))),
            Catch::Contains("test.yaml:1:3") && Catch::Contains("matches nothing"));
    };
    refused("rail", "electricity");         // the remainder
    refused("aviation", "bio-jet");         // none without a policy
    refused("shipping", "green-methanol");  // none without a policy
    refused("aviation", "fuel-oil");        // not a carrier of the mode
}

}  // namespace
}  // namespace tanlu::test
