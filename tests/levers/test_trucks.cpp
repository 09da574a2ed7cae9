// How tonne-km become kilometres and trucks: empty running, classes, utilisation, deliveries
// (docs/theory §3.4, §7.4, §7.5).
#include <catch2/catch.hpp>

#include "levers/policies.hpp"
#include "levers/resolved.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

double km(const Dataset& run, int year, const std::string& vehicle_class) {
    return sum_at(run, "vkm", "no-policy", year, {vehicle_class});
}
double tonne_km(const Dataset& run, int year, const std::string& vehicle_class) {
    return at(run, "road_tkm", "no-policy", year, {vehicle_class});
}
Dataset run_with(const PolicyText& text) {
    return run_of(with(shipped("no-policy"), text));
}

/// e0 = 0.25, half of it goes: load x (1 - 0.125) / (1 - 0.25) = 7/6.
TEST_CASE("less empty running needs fewer kilometres for the same tonne-km") {
    const Dataset& before = shipped_run("no-policy");
    const Dataset after = run_with(lever_case("empty-running").policy);
    // Without a share of its own, 0.2: 0.9 / 0.8 = 1.125.
    const Dataset usual =
        run_with(policy("empty-running", {{"class", {"truck-heavy"}}}, "reduction", 0.5));
    for (const int year : {2028, 2045, 2060}) {
        CHECK(tonne_km(after, year, "truck-heavy") == tonne_km(before, year, "truck-heavy"));
        CHECK(km(after, year, "truck-heavy") ==
              Approx(km(before, year, "truck-heavy") * 6.0 / 7.0).epsilon(1e-12));
        CHECK(km(usual, year, "truck-heavy") ==
              Approx(km(before, year, "truck-heavy") / 1.125).epsilon(1e-12));
        CHECK(km(after, year, "truck-medium") ==
              Approx(km(before, year, "truck-medium")).epsilon(1e-14));
    }
}

TEST_CASE("tonne-km that move to larger trucks are conserved and kilometres follow the loads") {
    const Dataset& before = shipped_run("no-policy");
    const Dataset after = run_with(lever_case("larger-trucks").policy);
    for (const int year : {2028, 2035, 2060}) {
        INFO(year);
        const double moved = 0.5 * tonne_km(before, year, "truck-medium");
        CHECK(tonne_km(after, year, "truck-medium") == Approx(moved).epsilon(1e-14));
        CHECK(tonne_km(after, year, "truck-heavy") ==
              Approx(tonne_km(before, year, "truck-heavy") + moved).epsilon(1e-14));
        const double load = tonne_km(before, year, "truck-heavy") / km(before, year, "truck-heavy");
        CHECK(km(after, year, "truck-heavy") ==
              Approx(km(before, year, "truck-heavy") + moved / load).epsilon(1e-12));
        CHECK(km(after, year, "truck-medium") ==
              Approx(0.5 * km(before, year, "truck-medium")).epsilon(1e-12));
        CHECK(sum_at(after, "road_tkm", "no-policy", year) ==
              Approx(sum_at(before, "road_tkm", "no-policy", year)).epsilon(1e-14));
        CHECK(at(after, "tkm", "no-policy", year, {"rail"}) ==
              at(before, "tkm", "no-policy", year, {"rail"}));
    }
    // Loads and shifts act together: a fuller heavy truck needs less for what it takes over.
    config::Scenario both = with(shipped("no-policy"), lever_case("larger-trucks").policy);
    add_policy(both, lever_case("truck-load").policy);
    CHECK(km(run_of(both), 2035, "truck-heavy") ==
          Approx(km(after, 2035, "truck-heavy") / 1.2).epsilon(1e-12));
}

TEST_CASE("two shifts out of a class never take more than it has") {
    config::Scenario scenario = with(shipped("no-policy"), lever_case("larger-trucks").policy);
    add_policy(scenario, lever_case("larger-trucks").policy);
    const Dataset run = run_of(scenario);
    CHECK(tonne_km(run, 2040, "truck-medium") ==
          Approx(0.25 * tonne_km(shipped_run("no-policy"), 2040, "truck-medium")).epsilon(1e-13));
    CHECK(sum_at(run, "road_tkm", "no-policy", 2040) ==
          Approx(sum_at(shipped_run("no-policy"), "road_tkm", "no-policy", 2040)).epsilon(1e-14));
}

/// 20 % more kilometres per truck: the fleet that the same traffic needs is 1/1.2 of it, as soon as
/// the trucks that are too many have been scrapped.
TEST_CASE("drop-and-hook drives the same kilometres with fewer trucks") {
    const Dataset& before = shipped_run("no-policy");
    const Dataset after = run_with(lever_case("drop-and-hook").policy);
    const auto trucks = [](const Dataset& run, int year, const char* vehicle_class) {
        return sum_at(run, "stock", "no-policy", year, {vehicle_class});
    };
    for (const int year : {2028, 2035, 2045, 2060}) {
        INFO(year);
        CHECK(km(after, year, "truck-heavy") ==
              Approx(km(before, year, "truck-heavy")).epsilon(1e-12));
        CHECK(trucks(after, year, "truck-heavy") < trucks(before, year, "truck-heavy"));
        CHECK(trucks(after, year, "truck-light") ==
              Approx(trucks(before, year, "truck-light")).epsilon(1e-14));
        if (year < 2045) continue;
        CHECK(trucks(after, year, "truck-heavy") ==
              Approx(trucks(before, year, "truck-heavy") / 1.2).epsilon(1e-12));
        CHECK(at(after, "vkt", "no-policy", year, {"truck-heavy"}) ==
              Approx(1.2 * at(before, "vkt", "no-policy", year, {"truck-heavy"})).epsilon(1e-9));
    }
}

TEST_CASE("deliveries: fuller tours and cargo bikes and more parcels act on their part of the km") {
    const Dataset& before = shipped_run("no-policy");
    const auto ratio = [&](const Dataset& run) {
        CHECK(tonne_km(run, 2040, "truck-light") == tonne_km(before, 2040, "truck-light"));
        return km(run, 2040, "truck-light") / km(before, 2040, "truck-light");
    };
    // 1 - 0.4 + 0.4 / 1.5
    CHECK(ratio(run_with(lever_case("delivery-consolidation").policy)) ==
          Approx(0.6 + 0.4 / 1.5).epsilon(1e-12));
    // 1 - 0.4 x 0.3
    CHECK(ratio(run_with(lever_case("cargo-bikes").policy)) == Approx(0.88).epsilon(1e-12));
    CHECK(ratio(run_with(lever_case("e-shopping").policy)) == Approx(1.1).epsilon(1e-12));
}

TEST_CASE("e-shopping takes its share of local trips away only where it is told to") {
    const Resolved resolved(
        with(shipped("no-policy"),
             policy("e-shopping", {{"class", {"truck-light"}}, {"settlement", {"megacity"}}},
                    {{"van-km", 0.1}, {"trips", 0.05}})));
    const auto& settlements = resolved.parameters.passenger.local.settlements;
    for (std::size_t i = 0; i < settlements.size(); ++i) {
        const bool meant = settlements[i].id.text == "megacity";
        CHECK(resolved.policies.trip_rate.at(i, kLook) == (meant ? 0.95 : 1.0));
        CHECK(resolved.policies.trip_rate.at(i, kStart - 1) == 1.0);
        CHECK(resolved.policies.trip_rate.is_set(i) == meant);
    }
}

TEST_CASE("policies of trucks that make no sense are refused at their place") {
    using Selections = std::vector<std::pair<std::string, std::vector<std::string>>>;
    const auto refused = [](const std::string& lever, const Selections& of, const std::string& key,
                            const std::string& why) {
        INFO(lever << ": " << why);
        CHECK_THROWS_WITH(run_with(policy(lever, of, key, 0.1)),
                          Catch::Contains("test.yaml:1:3") && Catch::Contains(why));
    };
    const std::string shift = "larger-trucks";
    refused(shift, {{"class", {"truck-heavy"}}, {"into", {"truck-heavy"}}}, "schedule",
            "it is the same class");
    refused(shift, {{"class", {"truck-light"}}, {"into", {"truck-heavy"}}}, "schedule",
            "they do not serve the same market");
    refused(shift, {{"class", {"truck-medium"}}, {"into", {"private-car"}}}, "schedule",
            "they do not serve the same market");
    refused(shift, {{"class", {"truck-medium"}}, {"into", {"truck-heavy", "truck-light"}}},
            "schedule", "more than one class");
    refused(shift, {{"class", {"bus"}}, {"into", {"truck-heavy"}}}, "schedule",
            "none of the classes carries freight");
    for (const auto& [lever, key] :
         std::vector<std::pair<std::string, std::string>>{{"empty-running", "reduction"},
                                                          {"drop-and-hook", "utilisation"},
                                                          {"delivery-consolidation", "gain"},
                                                          {"cargo-bikes", "schedule"},
                                                          {"e-shopping", "van-km"}}) {
        refused(lever, {{"class", {"private-car", "bus"}}}, key,
                "none of the classes carries freight");
    }
}

}  // namespace
}  // namespace tanlu::test
