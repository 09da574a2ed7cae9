// What part of the trips face: charges, bans and rewards are mixed over those who do and those who
// do not, by hand from runs in which all do or nobody does.
#include <catch2/catch.hpp>
#include <cmath>

#include "levers/policies.hpp"
#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

const std::vector<std::string> kModes = {"walk", "bike", "e-bike", "bus", "metro", "car", "taxi"};

const Dataset& before() {
    return shipped_run("no-policy");
}

Dataset run_with(const std::vector<PolicyText>& policies) {
    config::Scenario scenario = shipped("no-policy");
    for (const auto& text : policies) add_policy(scenario, text);
    return run_of(scenario);
}

/// Trips of a mode in a megacity in the first year, when all else is still as it was.
double trips(const Dataset& run, const std::string& mode, int year = kStart) {
    return at(run, "trips", "no-policy", year, {"megacity", mode});
}

const std::vector<std::string> kAllCars = {"gasoline", "diesel", "cng", "hev", "phev", "bev"};

PolicyText zone(double share, double age = 0.0, std::vector<std::string> technologies = kAllCars) {
    return policy("low-emission-zone", {{"technology", std::move(technologies)}},
                  {{"zone", share}, {"age", age}});
}
PolicyText parking(double charge, double covered) {
    return policy("parking-price", {}, {{"charge", charge}, {"covered", covered}});
}
PolicyText restriction(double resting, double exempt = 0.0) {
    return policy("driving-restriction", {}, {{"schedule", resting}, {"nev-exempt", exempt}});
}

TEST_CASE("a zone without cars that all trips touch leaves local car travel at zero") {
    const Dataset run = run_with({zone(1.0)});
    for (const int year : {kStart, 2060}) {
        for (const auto* settlement : {"megacity", "large-city", "small-city", "town", "rural"}) {
            CHECK(at(run, "trips", "no-policy", year, {settlement, "car"}) == 0.0);
        }
        CHECK(at(run, "local_pkm", "no-policy", year, {"car"}) == 0.0);
        CHECK(at(run, "pkm", "no-policy", year, {"car"}) > 0.0);  // between cities as before
    }
    CHECK(run.attributes.at("audit") == "passed");
}

/// One day in five on five days of seven: pi = 1/7 of the trips are made as if there were no car.
TEST_CASE("a ban by last digit is a seventh of the way to no cars at all") {
    const Dataset no_cars = run_with({zone(1.0)});
    const Dataset banned = run_with({restriction(0.2)});
    for (const auto& mode : kModes) {
        INFO(mode);
        const double all = trips(before(), mode);
        CHECK(trips(banned, mode) ==
              Approx(all + (trips(no_cars, mode) - all) / 7.0).epsilon(1e-12));
    }
    PolicyText evaded = restriction(0.2);
    evaded.parameters.push_back({"compliance", {{kStart, 0.5}}});
    const double kept = trips(run_with({evaded}), "car");
    CHECK(kept == Approx(trips(before(), "car") * (1.0 - 0.5 / 7.0)).epsilon(1e-12));
}

/// Parking dearer for half of the trips, no cars for three tenths, independently:
///   0.5 0.7 T + 0.5 0.7 T(parking) + 0.3 T(no cars)
TEST_CASE("two conditions meet trips independently, whatever their order") {
    const Dataset dear = run_with({parking(10.0, 1.0)});
    const Dataset no_cars = run_with({zone(1.0)});
    const Dataset both = run_with({parking(10.0, 0.5), zone(0.3)});
    for (const auto& mode : kModes) {
        INFO(mode);
        const double mixed =
            0.35 * trips(before(), mode) + 0.35 * trips(dear, mode) + 0.3 * trips(no_cars, mode);
        CHECK(trips(both, mode) == Approx(mixed).epsilon(1e-12));
    }
    const PolicyText charge =
        policy("congestion-charge", {{"mode", {"car", "taxi"}}}, {{"charge", 8.0}, {"zone", 0.4}});
    const PolicyText credit = policy("maas-carbon-credit", {{"mode", {"bus", "bike"}}},
                                     {{"participants", 0.3}, {"effect", 0.2}});
    const Dataset one = run_with({parking(10.0, 0.5), zone(0.3), charge, credit, restriction(0.2)});
    const Dataset other =
        run_with({restriction(0.2), credit, zone(0.3), charge, parking(10.0, 0.5)});
    CHECK(difference_text(one, other, {.tolerance = 1e-11, .floor = 1e-9, .ignored = {"audit"}}) ==
          "");
    CHECK(one.attributes.at("audit") == "passed");
}

/// What is lost in the first year is lost by those who may not drive: cars but the exempt of them.
TEST_CASE("an exemption of new-energy vehicles grows with their share of the cars") {
    const Dataset all = run_with({restriction(0.2)});
    const Dataset exempt = run_with({restriction(0.2, 1.0)});
    const Dataset half = run_with({restriction(0.2, 0.5)});
    const auto lost = [&](const Dataset& run, int year) {
        return 1.0 - trips(run, "car", year) / trips(before(), "car", year);
    };
    const double nev =
        at(before(), "nev_stock_share", "no-policy", kStart - 1, {"private-car"});  // end of 2027
    REQUIRE(nev > 0.01);
    CHECK(lost(exempt, kStart) == Approx(lost(all, kStart) * (1.0 - nev)).epsilon(1e-9));
    CHECK(lost(half, kStart) == Approx(lost(all, kStart) * (1.0 - 0.5 * nev)).epsilon(1e-9));
    CHECK(lost(all, 2060) == Approx(lost(all, kStart)).epsilon(1e-3));
    double last = 1.0;
    for (const int year : {kStart, 2035, 2045, 2060}) {
        INFO(year);
        CHECK(lost(exempt, year) < last);
        last = lost(exempt, year);
    }
    // The discount of a charge works by the same share.
    const auto charged = [&](std::vector<std::pair<std::string, double>> more) {
        more.insert(more.begin(), {{"charge", 10.0}, {"zone", 0.4}});
        return lost(run_with({policy("congestion-charge", {}, more)}), kStart);
    };
    CHECK(charged({{"nev-discount", 1.0}}) == Approx(charged({}) * (1.0 - nev)).epsilon(1e-9));
    CHECK(charged({{"nev-discount", 0.0}}) == charged({}));
}

TEST_CASE("a zone for old cars only spares the others") {
    const std::vector<std::string> oil = {"gasoline", "diesel", "cng", "hev"};
    std::vector<double> left;
    for (const double age : {0.0, 5.0, 5.5, 10.0, 20.0}) {
        left.push_back(trips(run_with({zone(0.5, age, oil)}), "car"));
    }
    for (std::size_t i = 1; i < left.size(); ++i) CHECK(left[i] > left[i - 1]);
    CHECK(left.back() < trips(before(), "car"));
    // Half a year more spares half of an age: between five and six years, in the middle.
    const double six = trips(run_with({zone(0.5, 6.0, oil)}), "car");
    CHECK(left[2] == Approx(0.5 * (left[1] + six)).epsilon(1e-12));
}

TEST_CASE("early scrappage of a zone is a rule on the cars it excludes") {
    config::Scenario scenario = shipped("no-policy");
    PolicyText text = zone(0.3, 8.0, {"gasoline", "diesel"});
    text.parameters.push_back({"retirement", {{2030, 0.1}, {2040, 0.2}}});
    add_policy(scenario, text);
    const auto parameters =
        plan::compile<double>(scenario.pack.parameters, scenario.pack.base_year, scenario.horizon);
    const auto structure = region::structure_of(parameters);
    Diagnostics diagnostics;
    const auto policies = levers::resolve<double>(scenario, parameters, structure, diagnostics);
    REQUIRE(policies.retirements.size() == 1);
    const auto& rule = policies.retirements[0];
    CHECK(parameters.classes[rule.vehicle_class].id.text == "private-car");
    CHECK(rule.technologies.size() == 2);
    CHECK(rule.fraction.at(2029) == 0.0);
    CHECK(rule.fraction.at(2035) == Approx(0.15));
    CHECK(rule.fraction.at(2060) == 0.2);
    CHECK(rule.age.at(2035) == 8.0);

    const Dataset zone_only = run_with({zone(0.3, 8.0, {"gasoline", "diesel"})});
    const Dataset scrapped = run_of(scenario);
    CHECK(at(scrapped, "stock", "no-policy", 2040, {"private-car", "gasoline"}) <
          0.99 * at(zone_only, "stock", "no-policy", 2040, {"private-car", "gasoline"}));
    CHECK(sum_at(scrapped, "stock", "no-policy", 2040, {"private-car"}) ==
          Approx(sum_at(zone_only, "stock", "no-policy", 2040, {"private-car"})).epsilon(1e-9));
}

TEST_CASE("a charge by distance falls on long trips, a charge by trip on short ones") {
    const auto mean_length = [](const Dataset& run) {
        double made = 0.0;
        for (const auto* settlement : {"megacity", "large-city", "small-city", "town", "rural"}) {
            made += at(run, "trips", "no-policy", kStart, {settlement, "car"});
        }
        return at(run, "local_pkm", "no-policy", kStart, {"car"}) / made;
    };
    const auto charged = [](const char* key, double amount) {
        return run_with({policy("congestion-charge", {}, {{key, amount}, {"zone", 0.5}})});
    };
    CHECK(mean_length(charged("distance-charge", 1.5)) < mean_length(before()));
    CHECK(mean_length(charged("charge", 10.0)) > mean_length(before()));
    // Both together are one charge: more than either.
    const Dataset both = run_with({policy(
        "congestion-charge", {}, {{"charge", 10.0}, {"distance-charge", 1.5}, {"zone", 0.5}})});
    CHECK(trips(both, "car") < trips(charged("charge", 10.0), "car"));
    CHECK(trips(both, "car") < trips(charged("distance-charge", 1.5), "car"));
}

TEST_CASE("participants travel greener, the others as before") {
    const auto credit = [](double participants, double effect) {
        return run_with({policy("maas-carbon-credit", {{"mode", {"bike"}}},
                                {{"participants", participants}, {"effect", effect}})});
    };
    const Dataset everybody = credit(1.0, 0.25);
    const Dataset some = credit(0.3, 0.25);
    const Dataset paths =
        run_with({policy("active-mobility-infrastructure", {{"mode", {"bike"}}}, "effect", 0.25)});
    for (const auto& mode : kModes) {
        INFO(mode);
        const double old_trips = trips(before(), mode);
        CHECK(trips(some, mode) ==
              Approx(old_trips + 0.3 * (trips(everybody, mode) - old_trips)).epsilon(1e-12));
        CHECK(trips(everybody, mode) == Approx(trips(paths, mode)).epsilon(1e-12));
    }
}

TEST_CASE("conditions come to the same in both number types") {
    config::Scenario scenario = shipped("neutrality-2060");
    for (const auto& text :
         {parking(10.0, 0.5), zone(0.3, 6.5, {"gasoline", "diesel"}), restriction(0.2, 0.7),
          policy("maas-carbon-credit", {{"mode", {"bus", "bike"}}},
                 {{"participants", 0.3}, {"effect", 0.2}})}) {
        add_policy(scenario, text);
    }
    const Dataset lanes = run_of(scenario);
    const Dataset reference = run_of(scenario, engine::Arithmetic::reference);
    CHECK(difference_text(reference, lanes,
                          {.tolerance = 1e-10, .floor = 1e-9, .ignored = {"audit"}}) == "");
    CHECK(lanes.attributes.at("audit") == "passed");
    CHECK(reference.attributes.at("audit") == "passed");
}

TEST_CASE("more than six conditions at once are refused, six are not") {
    std::vector<PolicyText> many(6, parking(2.0, 0.2));
    CHECK(trips(run_with(many), "car") < trips(run_with({parking(2.0, 0.2)}), "car"));
    many.push_back(zone(0.0));  // in force in no year: does not count
    CHECK_NOTHROW(run_with(many));
    many.push_back(restriction(0.2));
    CHECK_THROWS_AS(run_with(many), InputError);
    CHECK_THROWS_WITH(run_with(many),
                      Catch::Contains("test.yaml:8:3") && Catch::Contains("megacity") &&
                          Catch::Contains("more than 6") && Catch::Contains("join some"));
}

}  // namespace
}  // namespace tanlu::test
