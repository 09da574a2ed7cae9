// Invariant P5: a child whose added policies all have strength zero is its parent, bit for bit. By
// files, so that the reader of policies is part of the test, and lever by lever.
#include <catch2/catch.hpp>

#include "levers/policies.hpp"

namespace tanlu::test {
namespace {

/// Every lever at strength zero on everything it can act on, besides the cases of the table.
constexpr const char* kEverything = R"(
  - {lever: purchase-subsidy, id: x1, for: {class: automobile, technology: all},
     schedule: {2020: 0 CNY2020/vehicle}, source: judgement, grade: U}
  - {lever: purchase-tax-exemption, id: x2, for: {class: automobile, technology: all},
     schedule: {2020: 0 %}, cap: {2020: 0 CNY2020/vehicle}, source: judgement, grade: U}
  - {lever: minimum-sales-share, id: x3, for: {class: [private-car, truck-heavy], technology: bev},
     schedule: {2021: 0 %}, source: judgement, grade: U}
  - {lever: maximum-sales-share, id: x4, for: {class: [private-car, truck-heavy], technology: all},
     schedule: {2021: 100 %}, source: judgement, grade: U}
  - {lever: vehicle-efficiency, id: x5, for: {class: all, technology: all}, schedule: {2020: 0 %},
     source: judgement, grade: U}
  - {lever: truck-load, id: x6, for: {class: all}, schedule: {2020: 0 %}, source: judgement,
     grade: U}
  - {lever: clean-production, id: x7, for: {carrier: [electricity, hydrogen]},
     schedule: {2020: 0 %}, source: judgement, grade: U}
  - {lever: transit-service, id: x8, for: {mode: [bus, metro, taxi]}, wait-time: {2020: 0 %},
     in-vehicle-time: {2020: 0 %}, access-time: {2020: 0 %}, coverage: {2020: 0 %},
     occupancy: {2020: 0 %}, source: judgement, grade: U}
  - {lever: active-mobility-infrastructure, id: x9, for: {mode: [walk, bike, bus, car]},
     effect: {2020: 0 %}, source: judgement, grade: U}
  - {lever: compact-city, id: x10, schedule: {2020: 0 %}, source: judgement, grade: U}
  - {lever: fares, id: t1, for: {mode: [bus, metro, taxi, coach, rail, hsr, air]},
     fare: {2020: 0 %}, source: judgement, grade: U}
  - {lever: driving-restriction, id: t2, schedule: {2020: 0 %}, compliance: {2020: 80 %},
     nev-exempt: {2020: 100 %}, source: judgement, grade: U}
  - {lever: congestion-charge, id: t3, for: {mode: [car, taxi]}, charge: {2020: 0 CNY2020},
     distance-charge: {2020: 0 CNY2020/km}, zone: {2020: 40 %}, source: judgement, grade: U}
  - {lever: congestion-charge, id: t4, charge: {2020: 20 CNY2020}, zone: {2020: 0 %},
     nev-discount: {2020: 50 %}, source: judgement, grade: U}
  - {lever: low-emission-zone, id: t5, for: {technology: all}, zone: {2020: 0 %},
     age: {2020: 6.5 yr}, retirement: {2020: 0 %}, source: judgement, grade: U}
  - {lever: bus-priority, id: t6, for: {mode: [bus, taxi]}, speed: {2020: 0 %},
     car-speed: {2020: 0 %}, source: judgement, grade: U}
  - {lever: metro-expansion, id: t7, for: {mode: [metro, bus]}, coverage: {2020: 0 %},
     access-time: {2020: 0 %}, source: judgement, grade: U}
  - {lever: shared-bikes, id: t8, for: {mode: [bike, e-bike]}, coverage: {2020: 0 %},
     access-time: {2020: 0 %}, source: judgement, grade: U}
  - {lever: e-bike-support, id: t9, for: {mode: e-bike, class: e-bike}, effect: {2020: 0 %},
     stock: {2020: 0 %}, source: judgement, grade: U}
  - {lever: ride-pooling, id: t10, for: {class: all}, occupancy: {2020: 0 %}, source: judgement,
     grade: U}
  - {lever: ride-hail, id: t11, for: {class: taxi}, empty-running: {2020: 0 %},
     base-empty-share: {2020: 30 %}, source: judgement, grade: U}
  - {lever: maas-carbon-credit, id: t12, for: {mode: [walk, bike, bus, metro]},
     participants: {2020: 50 %}, effect: {2020: 0 %}, source: judgement, grade: U}
  - {lever: maas-carbon-credit, id: t13, for: {mode: [walk, bike, bus, metro]},
     participants: {2020: 0 %}, effect: {2020: 20 %}, source: judgement, grade: U}
  - {lever: road-building, id: t14, lane-km: {2020: 0 %}, elasticity: {2020: 100 %},
     adjustment: {2020: 50 %}, source: judgement, grade: U}
  - {lever: freight-shift, id: x11, for: {mode: [road, rail, water]}, effect: {2020: 0 %},
     source: judgement, grade: U}
  - {lever: intermodal-standardisation, id: x12, transfer-cost: {2020: 0 %},
     contestable: {2020: 0 %}, source: judgement, grade: U}
  - {lever: nonroad-efficiency, id: x13, for: {nonroad: all}, schedule: {2020: 0 %},
     source: judgement, grade: U}
  - {lever: market-development, id: x14, for: {class: automobile, technology: nev},
     schedule: {2020: 0 %}, source: judgement, grade: U}
)";

std::string zero_policies() {
    std::string text = "policies:";
    int number = 0;
    for (const auto& lever : lever_cases()) {
        text += as_yaml(neutralised(lever, 2020), "zero-" + std::to_string(++number));
    }
    return text + kEverything;
}

/// The child has an id of its own, the cells are the same.
TEST_CASE("a child with every lever at strength zero is its parent, bit for bit") {
    const ScenarioTree tree;
    for (const auto& id : shipped_ids()) {
        INFO(id);
        const config::Scenario child =
            tree.load_child(id + "-zero", "extends: " + id + ".yaml\n" + zero_policies());
        REQUIRE(child.policies.size() >= shipped(id).policies.size() + 30);
        CHECK(difference_text(shipped_run(id), [&] {
                  config::Scenario same_id = child;
                  same_id.id = id;
                  return run_of(same_id);
              }()) == "");
    }
}

TEST_CASE("each lever alone at strength zero is the parent, bit for bit, in both number types") {
    using engine::Arithmetic;
    for (const std::string id : {"reference", "neutrality-2060"}) {
        const Dataset reference = run_of(shipped(id), Arithmetic::reference);
        for (const auto& lever : lever_cases()) {
            INFO(lever.policy.lever << " on " << id);
            const config::Scenario child = with(shipped(id), neutralised(lever, 2020));
            CHECK(difference_text(shipped_run(id), run_of(child)) == "");
            CHECK(difference_text(reference, run_of(child, Arithmetic::reference)) == "");
        }
    }
}

/// On a parent where every lever pulls, and with other numbers that describe the policy: what
/// another policy of the same lever says must not get in either.
TEST_CASE("zero strength is nothing beside the same lever at full strength") {
    config::Scenario everything = shipped("no-policy");
    for (const auto& lever : lever_cases()) add_policy(everything, lever.policy);
    const Dataset before = run_of(everything);
    for (const auto& lever : lever_cases()) {
        INFO(lever.policy.lever);
        PolicyText zero = neutralised(lever, 2021);
        for (auto& [key, anchors] : zero.parameters) {
            if (!has_neutral(zero.lever, key)) anchors[0].second *= 0.7;
        }
        CHECK(difference_text(before, run_of(with(everything, zero))) == "");
        for (auto& [key, anchors] : zero.parameters) {
            if (!has_neutral(zero.lever, key)) anchors[0].second *= 1.2 / 0.7;
        }
        CHECK(difference_text(before, run_of(with(everything, zero))) == "");
    }
}

}  // namespace
}  // namespace tanlu::test
