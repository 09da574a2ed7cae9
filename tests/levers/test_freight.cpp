// Goods between road, rail and water: drayage, hubs, taxes on the trucks' fuel (docs/theory §7).
#include <catch2/catch.hpp>

#include "levers/policies.hpp"
#include "levers/resolved.hpp"
#include "region/freight_market.hpp"

namespace tanlu::test {
namespace {

using Carriage = region::FreightMarketModel<double>::Carriage;

/// What is carried from the base year to a year, energy taxes adding `addition` [CNY2020/t/km] to
/// the road tariff after the base year.
std::vector<Carriage> carried(const config::Scenario& scenario, double addition, int last_year) {
    const Resolved resolved(scenario);
    const int base = scenario.pack.base_year;
    const auto economy = region::economies(resolved.parameters, base, scenario.horizon);
    region::FreightMarketModel<double> market(resolved.parameters, resolved.structure,
                                              resolved.policies, base);
    std::vector<Carriage> result;
    for (int year = base; year <= last_year; ++year) {
        result.push_back(market.carry(year, economy[static_cast<std::size_t>(year - base)],
                                      year > base ? addition : 0.0));
    }
    return result;
}

config::Scenario and_policy(config::Scenario scenario, const PolicyText& text) {
    add_policy(scenario, text);
    return scenario;
}

TEST_CASE("freight policies conserve tonnes and never give drayage back") {
    std::vector<config::Scenario> scenarios = all_shipped();
    for (const double hubs : {-0.95, -0.5, 0.5}) {
        for (const double rail : {-0.5, 0.0, 2.0}) {
            config::Scenario scenario =
                with(shipped("neutrality-2060"), policy("logistics-hubs", {}, "drayage", hubs));
            scenarios.push_back(and_policy(
                scenario, policy("freight-shift", {{"mode", {"rail"}}}, "effect", rail)));
        }
    }
    for (const auto& scenario : scenarios) {
        for (const double addition : {0.0, 0.1, 0.5}) {
            for (const Carriage& year : carried(scenario, addition, 2060)) {
                CHECK(year.drayage >= 0.0);
                CHECK(year.tonnes == Approx(year.tonnes_wanted).epsilon(1e-12));
            }
        }
    }
}

/// Half of 40 km at both ends at 0.4 CNY/t/km is 16 CNY/t, for rail and water alike: the cost of
/// their one transfer, 30 CNY/t, cut by 16/30 does the same, at twice the drayage.
TEST_CASE("nearer hubs are worth the road haul that they save and halve the drayage") {
    const auto& freight = shipped("no-policy").pack.parameters.freight;
    REQUIRE(freight.drayage.number == 40.0);
    REQUIRE(freight.modes[0].tariff.number == Approx(0.4));
    REQUIRE(freight.transfer_cost.number == 30.0);
    const config::Scenario hubs =
        with(shipped("no-policy"), policy("logistics-hubs", {}, "drayage", -0.5));
    const config::Scenario transfers =
        with(shipped("no-policy"),
             policy("intermodal-standardisation", {}, "transfer-cost", -16.0 / 30.0));
    const Dataset with_hubs = run_of(hubs);
    const Dataset with_transfers = run_of(transfers);
    const std::size_t year = kLook - 2019;
    const Carriage by_hubs = carried(hubs, 0.0, kLook)[year];
    const Carriage by_transfers = carried(transfers, 0.0, kLook)[year];
    CHECK(by_hubs.drayage > 0.0);
    CHECK(by_hubs.drayage == Approx(0.5 * by_transfers.drayage).epsilon(1e-9));
    for (const auto* mode : {"rail", "water"}) {
        CHECK(at(with_hubs, "tkm", "no-policy", kLook, {mode}) ==
              Approx(at(with_transfers, "tkm", "no-policy", kLook, {mode})).epsilon(1e-12));
    }
    CHECK(at(with_hubs, "tkm", "no-policy", kLook, {"road"}) ==
          Approx(at(with_transfers, "tkm", "no-policy", kLook, {"road"}) - by_hubs.drayage)
              .epsilon(1e-12));
    // A wider market alone moves nothing.
    const Dataset wider =
        run_of(with(shipped("no-policy"), policy("logistics-hubs", {}, "contestable", 0.5)));
    CHECK(difference_text(shipped_run("no-policy"), wider,
                          {.tolerance = 1e-12, .ignored = {"audit"}}) == "");
}

/// A tax on diesel of 0.02 CNY/MJ: what a tonne-km costs more is 0.02 x diesel per km of last
/// year's trucks over what they carry.
TEST_CASE("a tax on diesel goes into the price of road haulage by energy over load") {
    constexpr double kTax = 0.02;
    const config::Scenario taxed =
        with(shipped("no-policy"), policy("fuel-tax", {{"carrier", {"diesel"}}}, "schedule", kTax));
    const Dataset run = run_of(taxed);
    double cost = 0.0;
    double tonne_km = 0.0;
    for (const auto* id : {"truck-heavy", "truck-medium"}) {
        double diesel = 0.0;
        for (const auto& technology : run.axis("technology").labels) {
            const double energy =
                at(run, "vehicle_energy", "no-policy", kStart - 1, {id, technology, "diesel"});
            if (energy > 0.0) diesel += energy;
        }
        const double per_km = diesel / sum_at(run, "vkm", "no-policy", kStart - 1, {id});
        cost += kTax * per_km * sum_at(run, "vkm", "no-policy", kStart, {id});
        tonne_km += at(run, "road_tkm", "no-policy", kStart, {id});
    }
    const double addition = cost / tonne_km;
    CHECK(addition > 0.005);  // 15 MJ/km over 21 t x 0.02 is about 0.01 CNY/t/km
    CHECK(addition < 0.02);
    const Carriage by_hand =
        carried(shipped("no-policy"), addition, kStart)[static_cast<std::size_t>(kStart - 2019)];
    for (std::size_t m = 0; m < 3; ++m) {
        const std::string& mode = taxed.pack.parameters.freight.modes[m].id.text;
        CHECK(at(run, "tkm", "no-policy", kStart, {mode}) ==
              Approx(by_hand.tonne_km[m]).epsilon(1e-12));
    }
    const auto moved = [&](const char* mode) {
        return at(run, "tkm", "no-policy", kStart, {mode}) -
               at(shipped_run("no-policy"), "tkm", "no-policy", kStart, {mode});
    };
    CHECK(moved("road") < 0.0);
    CHECK(moved("rail") > 0.0);
    CHECK(moved("water") > 0.0);
    // A tax on what no truck burns is none of theirs.
    const Dataset hydrogen = run_of(with(
        shipped("no-policy"), policy("fuel-tax", {{"carrier", {"methanol"}}}, "schedule", kTax)));
    CHECK(at(hydrogen, "tkm", "no-policy", kLook, {"rail"}) ==
          at(shipped_run("no-policy"), "tkm", "no-policy", kLook, {"rail"}));
}

TEST_CASE("all policies of freight and energy together are the same in both number types") {
    config::Scenario scenario = shipped("reference");
    for (const auto& lever : freight_cases()) add_policy(scenario, lever.policy);
    const Dataset lanes = run_of(scenario);
    CHECK(difference_text(run_of(scenario, engine::Arithmetic::reference), lanes,
                          {.tolerance = 1e-10, .floor = 1e-10, .ignored = {"audit"}}) == "");
    CHECK(lanes.attributes.at("audit") == "passed");
}

}  // namespace
}  // namespace tanlu::test
