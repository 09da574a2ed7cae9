// Policies that cannot mean anything are refused where they stand in the file.
#include <catch2/catch.hpp>

#include "levers/policies.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

/// What the run of a child says, and the line its policy stands in.
std::string refusal(const ScenarioTree& tree, const std::string& id, const std::string& policies) {
    const config::Scenario scenario =
        tree.load_child(id, "extends: reference.yaml\npolicies:\n" + policies);
    try {
        run_of(scenario);
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

TEST_CASE("a policy that matches nothing is refused with its file and line") {
    const ScenarioTree tree;
    const std::vector<std::string> nothing = {
        "  - {lever: minimum-sales-share, id: x, for: {class: e-bike, technology: fcev},\n"
        "     schedule: {2030: 10 %}, source: judgement, grade: U}\n",
        "  - {lever: purchase-subsidy, id: x, for: {class: motorcycle, technology: phev},\n"
        "     schedule: {2030: 10 CNY2020/vehicle}, source: judgement, grade: U}\n",
        "  - {lever: truck-load, id: x, for: {class: [bus, private-car]}, schedule: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: transit-service, id: x, for: {mode: air}, wait-time: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: transit-service, id: x, for: {mode: metro}, occupancy: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: fares, id: x, for: {mode: car}, fare: {2030: 10 %}, source: judgement,\n"
        "     grade: U}\n",
        "  - {lever: fares, id: x, for: {mode: walk}, fare: {2030: 10 %}, source: judgement,\n"
        "     grade: U}\n",
        "  - {lever: congestion-charge, id: x, for: {mode: air}, charge: {2030: 10 CNY2020},\n"
        "     zone: {2030: 10 %}, source: judgement, grade: U}\n",
        "  - {lever: congestion-charge, id: x, zone: {2030: 10 %}, source: judgement, grade: U}\n",
        "  - {lever: congestion-charge, id: x, for: {mode: [car, taxi]}, charge: {2030: 9 "
        "CNY2020},\n"
        "     zone: {2030: 10 %}, nev-discount: {2030: 50 %}, source: judgement, grade: U}\n",
        "  - {lever: congestion-charge, id: x, for: {mode: metro}, charge: {2030: 9 CNY2020},\n"
        "     zone: {2030: 10 %}, nev-discount: {2030: 50 %}, source: judgement, grade: U}\n",
        "  - {lever: low-emission-zone, id: x, for: {technology: fcev}, zone: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: bus-priority, id: x, for: {mode: car}, speed: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: metro-expansion, id: x, for: {mode: metro, settlement: rural},\n"
        "     coverage: {2030: 10 %}, source: judgement, grade: U}\n",
        "  - {lever: e-bike-support, id: x, for: {mode: e-bike}, stock: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: e-bike-support, id: x, for: {mode: e-bike, class: e-bike},\n"
        "     effect: {2030: 10 %}, source: judgement, grade: U}\n",
        "  - {lever: ride-pooling, id: x, for: {class: truck-heavy}, occupancy: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: ride-hail, id: x, for: {class: truck-heavy}, empty-running: {2030: -10 %},\n"
        "     source: judgement, grade: U}\n",
        // The car has about 30 % of trips in a megacity: it cannot have four times as many.
        "  - {lever: maas-carbon-credit, id: x, for: {mode: car}, participants: {2030: 10 %},\n"
        "     effect: {2030: 300 %}, source: judgement, grade: U}\n",
        "  - {lever: clean-production, id: x, for: {carrier: diesel}, schedule: {2030: 10 %},\n"
        "     source: judgement, grade: U}\n",
        "  - {lever: nonroad-carrier, id: x, for: {nonroad: rail, carrier: bio-jet},\n"
        "     schedule: {2030: 10 %}, source: judgement, grade: U}\n",
        // The remainder carrier takes what the others leave: no share of its own to set.
        "  - {lever: nonroad-carrier, id: x, for: {nonroad: aviation, carrier: kerosene},\n"
        "     schedule: {2030: 10 %}, source: judgement, grade: U}\n",
    };
    int number = 0;
    for (const auto& policy : nothing) {
        INFO(policy);
        const std::string id = "nothing-" + std::to_string(++number);
        // scenario, title, description, extends, policies, then the policy
        const std::string text = refusal(tree, id, policy);
        CHECK_THAT(text, Catch::Contains(id + ".yaml:6:"));
        CHECK_THAT(text, Catch::Contains("error: "));
    }
}

TEST_CASE("rules on sets that overlap in part are refused, sets apart, equal or nested are not") {
    const ScenarioTree tree;
    const auto rule = [](const std::string& id, const std::string& technologies) {
        return "  - {lever: minimum-sales-share, id: " + id +
               ", for: {class: private-car, technology: [" + technologies +
               "]}, schedule: {2030: 10 %}, source: judgement, grade: U}\n";
    };
    const std::string text =
        refusal(tree, "overlap", rule("one", "bev, phev") + rule("two", "phev, hev"));
    CHECK_THAT(text, Catch::Contains("overlap.yaml:7:"));  // where the second stands
    CHECK_THAT(text, Catch::Contains("private-car"));
    CHECK(refusal(tree, "apart", rule("one", "bev, phev") + rule("two", "hev")) == "");
    CHECK(refusal(tree, "equal", rule("one", "bev, phev") + rule("two", "phev, bev")) == "");
    CHECK(refusal(tree, "nested", rule("one", "bev, phev") + rule("two", "bev")) == "");
    CHECK(refusal(tree, "nested-2", rule("one", "bev") + rule("two", "bev, phev")) == "");
}

TEST_CASE("every refusal of a scenario is told at once") {
    const ScenarioTree tree;
    const std::string text = refusal(
        tree, "two",
        "  - {lever: truck-load, id: x, for: {class: bus}, schedule: {2030: 10 %},"
        " source: judgement, grade: U}\n"
        "  - {lever: clean-production, id: y, for: {carrier: diesel}, schedule: {2030: 10 %},"
        " source: judgement, grade: U}\n");
    CHECK_THAT(text, Catch::Contains("two.yaml:6:"));
    CHECK_THAT(text, Catch::Contains("two.yaml:7:"));
}

/// One policy after another on `no-policy`; what the run says.
std::string refusal(const std::vector<PolicyText>& policies) {
    config::Scenario scenario = shipped("no-policy");
    for (const auto& text : policies) add_policy(scenario, text);
    try {
        run_of(scenario);
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

TEST_CASE("a lever is refused on what it cannot move") {
    CHECK_THAT(refusal({policy("transit-service", {{"mode", {"walk"}}}, "wait-time", -0.2)}),
               Catch::Contains("nobody waits for 'walk'"));
    CHECK_THAT(refusal({policy("bus-priority", {{"mode", {"walk"}}}, "speed", 0.2)}),
               Catch::Contains("does not run on the lanes"));
    CHECK_THAT(refusal({policy("ride-hail", {{"class", {"private-car"}}}, "empty-running", -0.2)}),
               Catch::Contains("nobody hails"));
    CHECK_THAT(refusal({policy("e-bike-support", {{"mode", {"e-bike"}}, {"class", {"bus"}}},
                               {{"effect", 0.1}, {"stock", 0.1}})}),
               Catch::Contains("does not serve the modes"));
    CHECK_THAT(refusal({policy("cargo-bikes", {{"class", {"truck-heavy"}}},
                               {{"schedule", 0.5}, {"delivery-share", 0.5}})}),
               Catch::Contains("hauls between places"));
}

TEST_CASE("strengths that do not add are refused a second time on the same thing") {
    const PolicyText zone =
        policy("low-emission-zone", {{"technology", {"gasoline"}}}, "zone", 0.2);
    const PolicyText other = policy("low-emission-zone", {{"technology", {"diesel"}}}, "zone", 0.2);
    CHECK_THAT(refusal({zone, other}), Catch::Contains("their strengths do not add"));
    const PolicyText empty =
        policy("empty-running", {{"class", {"truck-heavy"}}}, "reduction", 0.5);
    CHECK_THAT(refusal({empty, empty}), Catch::Contains("'truck-heavy'"));
    CHECK(refusal({empty, policy("empty-running", {{"class", {"truck-medium"}}}, "reduction",
                                 0.5)}) == "");
    CHECK(refusal({empty,
                   policy("empty-running", {{"class", {"truck-heavy"}}}, "reduction", 0.0)}) == "");
}

TEST_CASE("limits that contradict each other are refused with class and year") {
    const auto limit = [](const char* lever, std::vector<std::string> technologies, double share) {
        return policy(lever, {{"class", {"private-car"}}, {"technology", std::move(technologies)}},
                      "schedule", share);
    };
    for (const auto& [first, second] :
         {std::pair{limit("minimum-sales-share", {"bev"}, 0.8),
                    limit("maximum-sales-share", {"bev"}, 0.5)},
          std::pair{limit("maximum-sales-share", {"bev", "phev"}, 0.2),
                    limit("minimum-sales-share", {"bev"}, 0.5)},
          std::pair{limit("maximum-sales-share", {"bev", "phev"}, 0.2),
                    limit("maximum-sales-share", {"gasoline", "diesel", "cng", "hev"}, 0.5)}}) {
        const std::string text = refusal({first, second});
        CHECK_THAT(text, Catch::Contains("'private-car'") && Catch::Contains("in 2028"));
    }
}

}  // namespace
}  // namespace tanlu::test
