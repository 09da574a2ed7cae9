// Mandates and phase-outs: met exactly, nested rules both obeyed, nothing else disturbed.
#include <catch2/catch.hpp>
#include <cmath>

#include "levers/policies.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

using Selections = std::vector<std::pair<std::string, std::vector<std::string>>>;

Selections of(const std::string& vehicle_class, std::vector<std::string> technologies) {
    return {{"class", {vehicle_class}}, {"technology", std::move(technologies)}};
}

/// Share of technologies in the sales of a class.
double share(const Dataset& run, const config::Scenario& scenario, int year,
             const std::string& vehicle_class, const std::vector<std::string>& technologies) {
    double part = 0.0;
    for (const auto& technology : technologies) {
        part += at(run, "sales", scenario.id, year, {vehicle_class, technology});
    }
    return part / sum_at(run, "sales", scenario.id, year, {vehicle_class});
}

const std::vector<std::string> kNev = {"phev", "bev"};

TEST_CASE("a minimum share that binds is met exactly, one that does not changes nothing") {
    const Dataset& before = shipped_run("no-policy");
    config::Scenario binding =
        with(shipped("no-policy"),
             {"minimum-sales-share", of("private-car", kNev), {{"schedule", {{2022, 0.9}}}}});
    const Dataset run = run_of(binding);
    for (int year = 2022; year <= 2060; ++year) {
        INFO(year);
        REQUIRE(share(before, binding, year, "private-car", kNev) < 0.9);
        CHECK(share(run, binding, year, "private-car", kNev) == Approx(0.9).epsilon(1e-12));
        // Within the group and outside, proportions stay as the buyers of that year chose: the
        // cheaper batteries of the mandate move them a little, so compare the year it starts.
        if (year > 2022) continue;
        const auto ratio = [&](const Dataset& d, const char* a, const char* b) {
            return at(d, "sales", "no-policy", year, {"private-car", a}) /
                   at(d, "sales", "no-policy", year, {"private-car", b});
        };
        CHECK(ratio(run, "phev", "bev") == Approx(ratio(before, "phev", "bev")).epsilon(1e-12));
        CHECK(ratio(run, "hev", "gasoline") ==
              Approx(ratio(before, "hev", "gasoline")).epsilon(1e-12));
    }
    const config::Scenario idle =
        with(shipped("no-policy"),
             {"minimum-sales-share", of("private-car", kNev), {{"schedule", {{2022, 1e-6}}}}});
    CHECK(difference_text(before, run_of(idle)) == "");
}

TEST_CASE("a phase-out ends at no sale at all") {
    const std::vector<std::string> oil = {"gasoline", "diesel", "cng", "hev"};
    const config::Scenario scenario =
        with(shipped("no-policy"), {"maximum-sales-share",
                                    of("private-car", oil),
                                    {{"schedule", {{2025, 0.4}, {2035, 0.0}}}}});
    const Dataset run = run_of(scenario);
    double last = 1.0;
    for (int year = 2025; year <= 2060; ++year) {
        INFO(year);
        const double left = share(run, scenario, year, "private-car", oil);
        const double limit = std::max(0.0, 0.4 * (2035 - year) / 10.0);
        CHECK(left <= limit + 1e-15);
        if (year >= 2035) CHECK(left == 0.0);
        CHECK(left <= last);
        last = left;
    }
    // Every car sold in the last 25 years is electric.
    CHECK(at(run, "nev_stock_share", "no-policy", 2060, {"private-car"}) > 0.95);
}

TEST_CASE("nested rules are all obeyed: so much NEV, of it so much fuel cell") {
    const std::vector<std::string> nev = {"bev", "fcev"};
    for (const bool inner_first : {false, true}) {
        config::Scenario scenario = shipped("no-policy");
        const PolicyText outer = {
            "minimum-sales-share", of("truck-heavy", nev), {{"schedule", {{2030, 0.5}}}}};
        const PolicyText inner = {
            "minimum-sales-share", of("truck-heavy", {"fcev"}), {{"schedule", {{2030, 0.2}}}}};
        add_policy(scenario, inner_first ? inner : outer);
        add_policy(scenario, inner_first ? outer : inner);
        const Dataset run = run_of(scenario);
        for (int year = 2030; year <= 2060; ++year) {
            INFO(year);
            CHECK(share(run, scenario, year, "truck-heavy", {"fcev"}) >= 0.2 - 1e-12);
            CHECK(share(run, scenario, year, "truck-heavy", nev) >= 0.5 - 1e-12);
        }
        CHECK(share(run, scenario, 2030, "truck-heavy", {"fcev"}) == Approx(0.2).epsilon(1e-12));
    }
    // An inner minimum above the outer one lifts both.
    config::Scenario scenario = shipped("no-policy");
    add_policy(scenario,
               {"minimum-sales-share", of("truck-heavy", nev), {{"schedule", {{2030, 0.3}}}}});
    add_policy(scenario,
               {"minimum-sales-share", of("truck-heavy", {"fcev"}), {{"schedule", {{2030, 0.6}}}}});
    const Dataset run = run_of(scenario);
    CHECK(share(run, scenario, 2030, "truck-heavy", {"fcev"}) == Approx(0.6).epsilon(1e-12));
    CHECK(share(run, scenario, 2030, "truck-heavy", nev) >= 0.6 - 1e-12);
}

TEST_CASE("of several rules on the same technologies the strictest holds") {
    config::Scenario scenario = shipped("no-policy");
    for (const double least : {0.7, 0.9, 0.8}) {
        add_policy(
            scenario,
            {"minimum-sales-share", of("private-car", kNev), {{"schedule", {{2025, least}}}}});
    }
    add_policy(scenario,
               {"maximum-sales-share", of("private-car", kNev), {{"schedule", {{2025, 0.95}}}}});
    const Dataset run = run_of(scenario);
    CHECK(share(run, scenario, 2026, "private-car", kNev) == Approx(0.9).epsilon(1e-12));
}

TEST_CASE("every share of the shipped scenarios' mandates is met") {
    for (const auto& scenario : all_shipped()) {
        int seen = 0;
        for (const auto& policy : scenario.policies) {
            if (policy.lever.text != "minimum-sales-share") continue;
            const auto& last = policy.parameter("schedule")->anchors.back();
            for (const auto& vehicle_class : policy.selection("class")->ids) {
                std::vector<std::string> sold;
                for (const auto& known : scenario.pack.parameters.classes) {
                    if (known.id.text != vehicle_class.text) continue;
                    for (const auto& technology : known.technologies) {
                        for (const auto& id : policy.selection("technology")->ids) {
                            if (id.text == technology.id.text) sold.push_back(id.text);
                        }
                    }
                }
                INFO(scenario.id << " " << policy.id << " " << vehicle_class.text);
                CHECK(share(shipped_run(scenario.id), scenario, last.year, vehicle_class.text,
                            sold) >= last.value.number - 1e-12);
                ++seen;
            }
        }
        CHECK((seen > 0 || scenario.id == "no-policy"));
    }
}

TEST_CASE("rules that cannot all be met are an error, never a result") {
    // More than all sales: told at the policy.
    config::Scenario too_much = shipped("no-policy");
    for (const auto* technology : {"bev", "phev"}) {
        add_policy(too_much, {"minimum-sales-share",
                              of("private-car", {technology}),
                              {{"schedule", {{2030, 0.6}}}}});
    }
    CHECK_THROWS_AS(run_of(too_much), InputError);
    CHECK_THROWS_WITH(run_of(too_much), Catch::Contains("test.yaml:2:3") &&
                                            Catch::Contains("private-car") &&
                                            Catch::Contains("2030"));
    // At least and at most contradict each other.
    config::Scenario both = shipped("no-policy");
    add_policy(both,
               {"minimum-sales-share", of("private-car", kNev), {{"schedule", {{2030, 0.8}}}}});
    add_policy(both,
               {"maximum-sales-share", of("private-car", kNev), {{"schedule", {{2030, 0.5}}}}});
    CHECK_THROWS_AS(run_of(both), Error);
}

}  // namespace
}  // namespace tanlu::test
