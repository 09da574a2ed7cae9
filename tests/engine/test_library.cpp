// The national library of scenarios: each is what its description says, and no more.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/observed.hpp"
#include "engine/run.hpp"
#include "indicators/summary.hpp"
#include "levers/lever.hpp"
#include "support/china.hpp"

namespace tanlu::test {
namespace {

double level(const std::string& id, int year, const char* boundary = "ttw") {
    return at(shipped_run(id), "co2_by_boundary", id, year, {boundary});
}

double cumulative(const std::string& id, const char* boundary = "ttw") {
    double sum = 0.0;
    for (int year = 2020; year <= 2060; ++year) sum += level(id, year, boundary);
    return sum;
}

TEST_CASE("the library holds what a ministry asks for, and tests know all of it") {
    const auto& ids = library_ids();
    CHECK(ids.size() >= 10);
    for (const auto* id :
         {"reference", "peak-2030", "neutrality-2060", "nev-only", "mode-shift-only",
          "freight-shift", "clean-grid", "delayed-action", "integrated"}) {
        CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
    }
    for (const auto& id : shipped_ids()) CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
}

TEST_CASE("every scenario of the library is audited, plausible and described in two tongues") {
    for (const auto& id : library_ids()) {
        INFO(id);
        CHECK(shipped(id).description.en.size() > 60);
        CHECK_FALSE(shipped(id).description.zh.empty());
        CHECK(shipped_run(id).attributes.at("audit") == "passed");
        CHECK(engine::implausible(shipped_run(id), shipped(id)).empty());
    }
}

/// "Levers without evidence ship at strength zero."
TEST_CASE("no scenario pulls a lever whose effect nobody has measured") {
    int unproven = 0;
    for (const auto& id : library_ids()) {
        for (const auto& policy : shipped(id).policies) {
            const auto specs = levers::specs();
            const auto spec = std::find_if(specs.begin(), specs.end(), [&](const auto& candidate) {
                return candidate.name == policy.lever.text;
            });
            REQUIRE(spec != specs.end());
            if (spec->evidence.source != config::kNoEvidence) continue;
            ++unproven;
            INFO(id << " " << policy.id);
            CHECK(policy.grade == Grade::unverified);
            for (const auto& parameter : spec->parameters) {
                const Trajectory* path = policy.parameter(parameter.key);
                if (!path || !parameter.neutral) continue;
                for (const auto& anchor : path->anchors) {
                    CHECK(anchor.value.number == *parameter.neutral);
                }
            }
        }
    }
    CHECK(unproven >= 3);
}

TEST_CASE("a cleaner grid alone changes nothing in transport") {
    CHECK(difference_text(shipped_run("reference"),
                          [] {
                              config::Scenario same_id = shipped("clean-grid");
                              same_id.id = "reference";
                              return run_of(same_id);
                          }(),
                          {.ignored = {"co2_by_boundary", "emissions", "co2_production",
                                       "production_factor", "audit"}}) == "");
    CHECK(cumulative("clean-grid") == cumulative("reference"));
    CHECK(cumulative("clean-grid", "ttw_grid") < 0.97 * cumulative("reference", "ttw_grid"));
}

TEST_CASE("single strategies act where they say and nowhere else") {
    const auto share = [](const char* id, const char* variable, const char* label, int year) {
        return at(shipped_run(id), variable, id, year, {label});
    };
    // Travel alone: fewer trips by car, freight as it was.
    CHECK(share("mode-shift-only", "trip_share", "car", 2035) <
          0.97 * share("reference", "trip_share", "car", 2035));
    CHECK(share("mode-shift-only", "tkm", "rail", 2035) == share("reference", "tkm", "rail", 2035));
    // Freight alone: goods on rail; travel moves by the price of batteries alone, through electric
    // trucks.
    CHECK(share("freight-shift", "tkm", "rail", 2050) >
          1.03 * share("reference", "tkm", "rail", 2050));
    CHECK(share("freight-shift", "pkm", "car", 2050) ==
          Approx(share("reference", "pkm", "car", 2050)).epsilon(1e-4));
    // Vehicles alone: all cars electric in 2040.
    CHECK(at(shipped_run("nev-only"), "nev_sales_share_auto", "nev-only", 2045) ==
          Approx(1.0).epsilon(1e-12));
}

TEST_CASE("waiting costs carbon, and all strategies save more than any of them") {
    CHECK(cumulative("delayed-action") > 1.05 * cumulative("neutrality-2060"));
    CHECK(cumulative("delayed-action") < cumulative("reference"));
    for (const auto* boundary : {"ttw", "ttw_grid", "wtw"}) {
        INFO(boundary);
        for (const auto& id : library_ids()) {
            INFO(id);
            if (id != "integrated")
                CHECK(cumulative("integrated", boundary) < cumulative(id, boundary));
        }
    }
    // Before the first year of the delayed packages nothing is known of them.
    config::Scenario same_id = shipped("delayed-action");
    same_id.id = "reference";
    CHECK(difference_text(shipped_run("reference"), run_of(same_id), {.last_year = 2034}) == "");
}

/// Beside a longer one a scenario has years of nothing at its end: its peak is still there.
TEST_CASE("the peak of a shorter scenario is found beside longer ones") {
    std::vector<config::Scenario> both = {shipped("reference"), shipped("no-policy")};
    both[0].horizon = 2045;
    const Dataset beside = engine::run(both);
    const auto alone = indicators::summarise(run_of(both[0]), 0, 0);
    const auto summary = indicators::summarise(beside, 0, 0);
    REQUIRE(alone.boundaries[0].peak.year.has_value());
    CHECK(summary.boundaries[0].peak.year == alone.boundaries[0].peak.year);
    CHECK(summary.boundaries[0].peak.level == alone.boundaries[0].peak.level);
    CHECK(std::isnan(summary.boundaries[0].in_2060));
}

/// The credit rule is in force and asks for less than is sold.
TEST_CASE("the credit rule of the reference binds in no year") {
    config::Scenario without = shipped("reference");
    const auto before = without.policies.size();
    std::erase_if(without.policies,
                  [](const auto& policy) { return policy.lever.text == "dual-credit"; });
    REQUIRE(without.policies.size() == before - 2);
    CHECK(difference_text(shipped_run("reference"), run_of(without)) == "");
}

}  // namespace
}  // namespace tanlu::test
