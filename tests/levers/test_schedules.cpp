// When a policy is in force: not before the first year of its schedule, whatever its strength; as
// its schedule says in between; as in its last year afterwards.
#include <catch2/catch.hpp>
#include <set>

#include "levers/lever.hpp"
#include "levers/policies.hpp"

namespace tanlu::test {
namespace {

TEST_CASE("there is a case here for every lever") {
    std::set<std::string> covered, known;
    for (const auto& lever : lever_cases()) covered.insert(lever.policy.lever);
    for (const auto& spec : levers::specs()) known.insert(spec.name);
    CHECK(covered == known);
    CHECK(known.size() == levers::all().size());
}

/// Energy prices, prices of batteries and so on of the years before must not know of the policy.
TEST_CASE("years before the first year of a schedule are bit for bit those of the parent") {
    for (const auto& id : {"no-policy", "neutrality-2060"}) {
        for (const auto& lever : lever_cases()) {
            INFO(lever.policy.lever << " on " << id);
            CHECK(difference_text(shipped_run(id), run_of(with(shipped(id), lever.policy)),
                                  {.last_year = kStart - 1}) == "");
        }
    }
}

/// A strength given for the base year and before: the base year is what the data say.
TEST_CASE("a schedule from before the base year acts from the year after it") {
    for (const auto& lever : lever_cases()) {
        INFO(lever.policy.lever);
        PolicyText early = lever.policy;
        early.parameters[0].second[0].first = 2010;
        PolicyText next = lever.policy;
        next.parameters[0].second[0].first = 2020;
        const Dataset run = run_of(with(shipped("no-policy"), early));
        CHECK(difference_text(shipped_run("no-policy"), run, {.last_year = 2019}) == "");
        CHECK(difference_text(run_of(with(shipped("no-policy"), next)), run) == "");
    }
}

TEST_CASE("the last strength of a schedule is held, a path goes through its anchors") {
    for (const auto& lever : lever_cases()) {
        INFO(lever.policy.lever);
        const double full = lever.policy.parameters[0].second[0].second;
        const auto scheduled = [&](std::vector<std::pair<int, double>> anchors) {
            PolicyText text = lever.policy;
            text.parameters[0].second = std::move(anchors);
            return run_of(with(shipped("no-policy"), text));
        };
        const Dataset held = scheduled({{kStart, full}, {2030, full}});
        const Dataset spelt_out = scheduled({{kStart, full}, {2045, full}, {2060, full}});
        CHECK(difference_text(spelt_out, held, {.tolerance = 1e-12, .floor = 1e-12}) == "");
        // Strength rises from nothing over ten years: nothing in the first year, all in the last.
        const Dataset rising = scheduled(rising_strength(lever));
        CHECK(difference_text(shipped_run("no-policy"), rising, {.last_year = kStart}) == "");
        const auto value = [&](const Dataset& run, int year) {
            return at(run, lever.output, "no-policy", year, lever.cell);
        };
        constexpr int kNearlyAll = kStart + 9;
        const double before = value(shipped_run("no-policy"), kNearlyAll);
        const double risen = value(rising, kNearlyAll);
        CHECK(lever.sign * (risen - before) > 0.0);
        CHECK(lever.sign * (value(scheduled({{kStart, full}}), kNearlyAll) - risen) > 0.0);
    }
}

/// A credit per vehicle, an age, a share of deliveries: written for a later year it is not nothing
/// until then.
TEST_CASE("numbers that describe a policy hold before their first year too") {
    int described = 0;
    for (const auto& lever : lever_cases()) {
        INFO(lever.policy.lever);
        PolicyText later = lever.policy;
        for (auto& [key, anchors] : later.parameters) {
            if (has_neutral(lever.policy.lever, key)) continue;
            ++described;
            anchors.front().first = 2050;
        }
        CHECK(difference_text(run_of(with(shipped("no-policy"), lever.policy)),
                              run_of(with(shipped("no-policy"), later))) == "");
    }
    CHECK(described >= 8);
}

TEST_CASE("a policy that starts after the last year is refused, and so is one delayed beyond it") {
    PolicyText late = lever_case("carbon-price").policy;
    late.parameters[0].second[0].first = 2061;
    CHECK_THROWS_WITH(run_of(with(shipped("no-policy"), late)),
                      Catch::Contains("after the last year of the pack"));
}

}  // namespace
}  // namespace tanlu::test
