// Invariants P7 and P10: neither the order of entries in the files nor entries that nothing uses
// change a result.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "region/variations.hpp"

namespace tanlu::test {
namespace {

/// Sums are taken in another order: equal to rounding, by label.
const Comparison kToRounding = {.tolerance = 1e-9,
                                .floor = 1e-12,
                                .expected = {},
                                .first_year = 0,
                                .last_year = 9999,
                                .ignored = {"audit"}};

template <class Entries>
void shuffle(Entries& entries, std::mt19937_64& source) {
    for (std::size_t i = entries.size(); i > 1; --i) {
        std::swap(entries[i - 1], entries[static_cast<std::size_t>(source() % i)]);
    }
}

/// Every list of the pack whose order means nothing, shuffled. Road comes first among the freight
/// modes by declaration; bands rise.
config::Scenario shuffled(const config::Scenario& from, std::uint64_t seed) {
    config::Scenario scenario = from;
    auto& p = scenario.pack.parameters;
    std::mt19937_64 source(seed);
    shuffle(p.subsectors, source);
    shuffle(p.carriers, source);
    shuffle(p.technology_nests, source);
    shuffle(p.technologies, source);
    shuffle(p.classes, source);
    for (auto& vehicle_class : p.classes) {
        shuffle(vehicle_class.technologies, source);
        for (auto& technology : vehicle_class.technologies) shuffle(technology.energy, source);
    }
    shuffle(p.passenger.nests, source);
    shuffle(p.passenger.modes, source);
    shuffle(p.passenger.local.settlements, source);
    for (auto& settlement : p.passenger.local.settlements) shuffle(settlement.modes, source);
    shuffle(p.passenger.intercity.modes, source);
    shuffle(p.freight.commodities, source);
    shuffle(p.freight.haulage, source);
    std::swap(p.freight.modes[1], p.freight.modes[2]);
    shuffle(p.nonroad, source);
    for (auto& mode : p.nonroad) {
        shuffle(mode.passenger_activity, source);
        shuffle(mode.propulsion, source);
    }
    for (auto& policy : scenario.policies) {
        for (auto& selection : policy.selectors) shuffle(selection.ids, source);
    }
    return scenario;
}

TEST_CASE("the order of entries in the files is irrelevant") {
    for (const auto& id : shipped_ids()) {
        for (const std::uint64_t seed : {7U, 8U, 9U}) {
            const config::Scenario other = shuffled(shipped(id), seed);
            REQUIRE(other.pack.parameters.classes[0].id.text +
                        other.pack.parameters.classes[1].id.text !=
                    "private-carbusiness-car");
            INFO(id << " shuffled by " << seed);
            CHECK(difference_text(shipped_run(id), run_of(other), kToRounding) == "");
        }
    }
}

/// Policies of one kind that do not touch each other act in any order.
TEST_CASE("the order of policies is irrelevant") {
    for (const auto& id : {"reference", "peak-2030", "neutrality-2060"}) {
        config::Scenario scenario = shipped(id);
        std::reverse(scenario.policies.begin(), scenario.policies.end());
        INFO(id);
        CHECK(difference_text(shipped_run(id), run_of(scenario), kToRounding) == "");
    }
}

TEST_CASE("technologies, carriers and subsectors that nothing uses change no bit") {
    for (const auto& id : {"no-policy", "neutrality-2060"}) {
        INFO(id);
        config::Scenario scenario = shipped(id);
        auto& p = scenario.pack.parameters;
        auto technology = p.technologies.front();
        technology.id.text = "steam";
        p.technologies.push_back(technology);
        auto carrier = p.carriers.front();
        carrier.id.text = "peat";
        p.carriers.push_back(carrier);
        auto subsector = p.subsectors.front();
        subsector.id.text = "canals";
        p.subsectors.push_back(subsector);
        // What is new has prices of its own, and cells where nothing happens.
        CHECK(difference_text(shipped_run(id), run_of(scenario),
                              {.ignored = {"carrier_price", "audit"}}) == "");
    }
}

/// A technology of a class that has neither stock nor sales.
TEST_CASE("a technology without vehicles and buyers changes no bit") {
    for (const auto& id : shipped_ids()) {
        INFO(id);
        config::Scenario scenario = shipped(id);
        int added = 0;
        for (auto& vehicle_class : scenario.pack.parameters.classes) {
            const auto& known = vehicle_class.technologies;
            const bool has = std::any_of(known.begin(), known.end(), [](const auto& technology) {
                return technology.id.text == "methanol";
            });
            if (has) continue;
            auto unused = vehicle_class.technologies.front();
            unused.id.text = "methanol";
            unused.stock.number = 0.0;
            unused.on_sale = false;
            unused.sales_share.reset();
            unused.emerging = false;
            vehicle_class.technologies.push_back(unused);
            ++added;
        }
        REQUIRE(added > 5);
        CHECK(difference_text(shipped_run(id), run_of(scenario),
                              {.ignored = {"purchase_price", "ownership_cost", "energy_factor",
                                           "audit"}}) == "");
    }
}

TEST_CASE("years before the horizon do not depend on the horizon") {
    for (const auto& id : {"no-policy", "neutrality-2060"}) {
        config::Scenario scenario = shipped(id);
        scenario.horizon = 2040;
        CHECK(difference_text(run_of(scenario), shipped_run(id),
                              {.last_year = 2040, .ignored = {}}) == "");
    }
}

}  // namespace
}  // namespace tanlu::test
