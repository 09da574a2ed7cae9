// Each lever moves what it is meant to move, the way it is meant to.
#include <catch2/catch.hpp>
#include <cmath>

#include "levers/policies.hpp"

namespace tanlu::test {
namespace {

TEST_CASE("every lever moves its target the right way, from the first year of its schedule on") {
    const Dataset& before = shipped_run("no-policy");
    for (const auto& lever : lever_cases()) {
        INFO(lever.policy.lever);
        const Dataset after = run_of(with(shipped("no-policy"), lever.policy));
        const double old_value = at(before, lever.output, "no-policy", kLook, lever.cell);
        const double new_value = at(after, lever.output, "no-policy", kLook, lever.cell);
        CAPTURE(old_value, new_value);
        CHECK(lever.sign * (new_value - old_value) > 1e-4 * std::abs(old_value));
        // A stock that turns over answers in its first year already, if less.
        const double first = at(after, lever.output, "no-policy", kStart, lever.cell);
        CHECK(lever.sign * (first - at(before, lever.output, "no-policy", kStart, lever.cell)) >
              0.0);
        CHECK(after.attributes.at("audit") == "passed");
    }
}

TEST_CASE("a stronger policy moves more than a weaker one") {
    const Dataset& before = shipped_run("no-policy");
    for (const auto& lever : lever_cases()) {
        INFO(lever.policy.lever);
        PolicyText half = lever.policy;
        half.parameters[0].second[0].second = weaker_strength(lever);
        const auto effect = [&](const PolicyText& text) {
            const Dataset after = run_of(with(shipped("no-policy"), text));
            return lever.sign * (at(after, lever.output, "no-policy", kLook, lever.cell) -
                                 at(before, lever.output, "no-policy", kLook, lever.cell));
        };
        CHECK(effect(half) < effect(lever.policy));
        CHECK(effect(half) > 0.0);
    }
}

/// Vehicles that use less, not drive less: 20 % for every vehicle sold since 2028.
TEST_CASE(
    "efficiency of new vehicles reaches the road with the turnover of the fleet, no further") {
    const auto& lever = lever_case("vehicle-efficiency");
    const Dataset after = run_of(with(shipped("no-policy"), lever.policy));
    const auto per_km = [&](const Dataset& run, int year) {
        return at(run, "vehicle_energy", "no-policy", year, {"truck-heavy", "diesel", "diesel"}) /
               at(run, "vkm", "no-policy", year, {"truck-heavy", "diesel"});
    };
    const auto ratio = [&](int year) {
        return per_km(after, year) / per_km(shipped_run("no-policy"), year);
    };
    CHECK(ratio(2027) == Approx(1.0).epsilon(1e-15));
    CHECK(ratio(2028) < 1.0);
    CHECK(ratio(2034) < ratio(2028));
    CHECK(ratio(2060) == Approx(0.8).epsilon(0.005));
    CHECK(ratio(2060) > 0.8 - 1e-12);
}

TEST_CASE("fuller trucks need fewer kilometres for the same tonne-km") {
    const auto& lever = lever_case("truck-load");
    const Dataset after = run_of(with(shipped("no-policy"), lever.policy));
    const Dataset& before = shipped_run("no-policy");
    for (const int year : {2028, 2040, 2060}) {
        CHECK(at(after, "road_tkm", "no-policy", year, {"truck-heavy"}) ==
              at(before, "road_tkm", "no-policy", year, {"truck-heavy"}));
        CHECK(
            sum_at(after, "vkm", "no-policy", year, {"truck-heavy"}) ==
            Approx(sum_at(before, "vkm", "no-policy", year, {"truck-heavy"}) / 1.2).epsilon(1e-12));
    }
}

/// A price of carbon is what is added to the price of a fuel: EF x (1 - biogenic) x price.
TEST_CASE("a carbon price raises the price of each fuel by its fossil carbon") {
    const auto& lever = lever_case("carbon-price");
    const Dataset after = run_of(with(shipped("no-policy"), lever.policy));
    for (const auto& carrier : shipped("no-policy").pack.parameters.carriers) {
        INFO(carrier.id.text);
        const double added = 0.5 * carrier.co2.number * (1.0 - carrier.biogenic_share.number);
        const double old_price =
            at(shipped_run("no-policy"), "carrier_price", "no-policy", 2040, {carrier.id.text});
        CHECK(at(after, "carrier_price", "no-policy", 2040, {carrier.id.text}) ==
              Approx(old_price + added).epsilon(1e-14));
    }
}

TEST_CASE("half a grid has half the CO2, whatever else is in force") {
    for (const auto& id : {"no-policy", "neutrality-2060"}) {
        const Dataset after = run_of(with(shipped(id), lever_case("clean-production").policy));
        const Dataset& before = shipped_run(id);
        for (const int year : {2028, 2045}) {
            CHECK(at(after, "production_factor", id, year, {"electricity"}) ==
                  Approx(0.5 * at(before, "production_factor", id, year, {"electricity"})));
            CHECK(at(after, "production_factor", id, year, {"hydrogen"}) ==
                  at(before, "production_factor", id, year, {"hydrogen"}));
        }
    }
}

/// Better service draws riders and makes a few new trips (the exponent `induced`).
TEST_CASE("faster and shorter ways to the bus draw riders, and travel grows a little") {
    const Dataset& before = shipped_run("no-policy");
    for (const auto* key : {"wait-time", "in-vehicle-time", "access-time"}) {
        INFO(key);
        const Dataset after = run_of(
            with(shipped("no-policy"), policy("transit-service", {{"mode", {"bus"}}}, key, -0.4)));
        CHECK(at(after, "pkm", "no-policy", kLook, {"bus"}) >
              at(before, "pkm", "no-policy", kLook, {"bus"}));
        CHECK(at(after, "pkm", "no-policy", kLook, {"car"}) <
              at(before, "pkm", "no-policy", kLook, {"car"}));
        CHECK(sum_at(after, "trips", "no-policy", kLook) >
              sum_at(before, "trips", "no-policy", kLook));
    }
}

TEST_CASE("goods that move to rail add drayage to the road, and no tonne is lost") {
    const Dataset after = run_of(with(shipped("no-policy"), lever_case("freight-shift").policy));
    for (int year = kStart; year <= 2060; ++year) {
        CHECK(at(after, "audit", "no-policy", year, {"tonnes"}) < 1e-12);
    }
    // Goods that ride a train are fetched and brought by truck: as much as the drayage is long.
    std::vector<double> road;
    for (const double drayage : {0.0, 40.0, 80.0}) {
        config::Scenario scenario = with(shipped("no-policy"), lever_case("freight-shift").policy);
        set_leaf(scenario, "freight.drayage", drayage);
        const Dataset run = run_of(scenario);
        road.push_back(at(run, "tkm", "no-policy", kLook, {"road"}));
        CHECK(at(run, "tkm", "no-policy", kLook, {"rail"}) ==
              at(after, "tkm", "no-policy", kLook, {"rail"}));
    }
    CHECK(road[1] > 1.0001 * road[0]);
    CHECK(road[2] - road[0] == Approx(2.0 * (road[1] - road[0])).epsilon(1e-9));
    const Dataset wider = run_of(
        with(shipped("no-policy"), policy("intermodal-standardisation", {}, "contestable", 0.5)));
    // With no change of cost or service a wider market changes nothing.
    CHECK(difference_text(shipped_run("no-policy"), wider,
                          {.tolerance = 1e-12, .ignored = {"audit"}}) == "");
    config::Scenario both = with(shipped("no-policy"), lever_case("freight-shift").policy);
    add_policy(both, policy("intermodal-standardisation", {}, "contestable", 0.5));
    CHECK(at(run_of(both), "tkm", "no-policy", kLook, {"rail"}) >
          at(after, "tkm", "no-policy", kLook, {"rail"}));
}

TEST_CASE("a blend of aviation fuel moves its share of the activity exactly") {
    const Dataset after = run_of(with(shipped("no-policy"), lever_case("nonroad-carrier").policy));
    for (const int year : {2028, 2045, 2060}) {
        const double kerosene = at(after, "energy", "no-policy", year, {"aviation", "kerosene"});
        const double bio = at(after, "energy", "no-policy", year, {"aviation", "bio-jet"});
        CHECK(bio / (bio + kerosene) == Approx(0.4).epsilon(1e-12));  // relative intensity 1
        CHECK(bio + kerosene == Approx(at(shipped_run("no-policy"), "energy", "no-policy", year,
                                          {"aviation", "kerosene"}))
                                    .epsilon(1e-12));
    }
}

TEST_CASE("of two tax exemptions the more generous counts, and a cap limits it") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> of = {
        {"class", {"private-car"}}, {"technology", {"bev"}}};
    config::Scenario full =
        with(shipped("no-policy"), policy("purchase-tax-exemption", of, "schedule", 1.0));
    config::Scenario half =
        with(shipped("no-policy"), policy("purchase-tax-exemption", of, "schedule", 0.5));
    config::Scenario both = with(full, policy("purchase-tax-exemption", of, "schedule", 0.5));
    CHECK(difference_text(run_of(full), run_of(both)) == "");
    config::Scenario capped = shipped("no-policy");
    add_policy(capped, {"purchase-tax-exemption",
                        of,
                        {{"schedule", {{kStart, 1.0}}}, {"cap", {{kStart, 1000.0}}}}});
    // A cap is part of its policy: before the policy waives anything it limits nobody else's.
    config::Scenario early_cap = full;
    early_cap.policies[0].parameters[0].path.anchors[0].year = 2020;
    const Dataset uncapped = run_of(early_cap);
    add_policy(
        early_cap,
        {"purchase-tax-exemption", of, {{"schedule", {{kStart, 0.5}}}, {"cap", {{2020, 1000.0}}}}});
    CHECK(difference_text(uncapped, run_of(early_cap), {.last_year = kStart - 1}) == "");
    const auto sold = [&](const config::Scenario& scenario) {
        return at(run_of(scenario), "sales", "no-policy", kLook, {"private-car", "bev"});
    };
    CHECK(sold(capped) < sold(half));
    CHECK(sold(capped) >
          at(shipped_run("no-policy"), "sales", "no-policy", kLook, {"private-car", "bev"}));
    CHECK(sold(half) < sold(full));
}

}  // namespace
}  // namespace tanlu::test
