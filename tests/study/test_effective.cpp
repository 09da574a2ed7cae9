// Scenarios with distributions in them survive being written and read.
#include <catch2/catch.hpp>
#include <regex>

#include "ensemble/plan.hpp"
#include "schema/distribution_reader.hpp"
#include "study/number_leaves.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

std::string without_comments(const std::string& text) {
    return std::regex_replace(text, std::regex("  # [^\n\"]*\n"), "\n");
}

/// Every number of a scenario with its distribution: path, canonical number, scale, text.
std::vector<std::string> numbers_of(const config::Scenario& scenario) {
    std::vector<std::string> texts;
    const auto add = [&](const std::string& path, const Value& value) {
        texts.push_back(path + " " + std::to_string(value.number) + " " +
                        std::to_string(value.scale) + " " +
                        (value.distribution ? schema::distribution_text(*value.distribution) : ""));
    };
    for (const auto& leaf : study::number_leaves(scenario)) {
        if (const auto* scalar = std::get_if<Value*>(&leaf.at)) add(leaf.path, **scalar);
        if (const auto* list = std::get_if<std::vector<Value>*>(&leaf.at)) {
            for (const auto& value : **list) add(leaf.path, value);
        }
        if (const auto* path = std::get_if<Trajectory*>(&leaf.at)) {
            for (const auto& anchor : (*path)->anchors) add(leaf.path, anchor.value);
            for (const auto& anchor : (*path)->growth) add(leaf.path, anchor.value);
        }
    }
    return texts;
}

config::Scenario scenario_with_every_kind() {
    const std::string c = "source: test, grade: C}\n";
    return mini_scenario(
        "  classes.private-car.ownership.saturation: {value: {triangular: [300, 350, 500]}, unit: "
        "vehicle/1000 person, low: 200, high: 600, note: \"a \\\"note\\\"\", " +
            c +
            "  classes.private-car.occupancy: {value: {log-uniform: [1.3, 1.9]}, unit: "
            "person/vehicle, " +
            c +
            "  classes.private-car.technologies.gasoline.energy.gasoline.use: {value: {pert: [6, "
            "7, 9]}, "
            "unit: L/100 km, " +
            c +
            "  passenger.time-value: {value: {truncated-normal: {mean: 0.3, sd: 0.1, low: 0.1, "
            "high: "
            "0.9}}, unit: \"1\", " +
            c +
            "  passenger.modes.walk.availability: {values: [1, {uniform: [0.4, 0.6]}, {discrete: "
            "{values: [0, 0.1], weights: [3, 1]}}], unit: \"1\", " +
            c +
            "  carriers.hydrogen.price: {anchors: {2019: {value: {empirical: [50, 60, 75]}, "
            "source: "
            "other-test}, 2040: {log-uniform: [20, 40]}}, unit: CNY2020/kg, " +
            c + "  drivers.ppp: {value: {lognormal: {p5: 4, p95: 4.5}}, unit: CNY2020/int$2017, " +
            c +
            "  passenger.modes.car.local-share: {value: {beta: {alpha: 7, beta: 3}}, unit: "
            "\"1\", " +
            c +
            "  passenger.intercity.induced: {value: {truncated-normal: {mean: 0.2, sd: 0.1, low: "
            "0, high: 1}}, unit: "
            "\"1\", " +
            c +
            "  drivers.gdp: {anchors: {2005: 1000, 2019: 1500, 2024: 2000}, unit: 10^8 CNY2020/yr, "
            "extrapolate: growth, growth: {2025: {uniform: [3, 5]}, 2036: 2}, growth-unit: "
            "\"%/yr\", "
            "growth-source: test, growth-grade: C, " +
            c,
        "  - lever: minimum-sales-share\n    id: mandate\n"
        "    for: {class: private-car, technology: nev}\n"
        "    schedule: {2025: 20 %, 2035: {triangular: [40, 60, 80], unit: \"%\"}}\n"
        "    source: test\n    grade: U\n");
}

}  // namespace

TEST_CASE("The effective text holds the distributions and reads back to the same scenario") {
    const config::Scenario scenario = scenario_with_every_kind();
    const std::string text = config::effective_text(scenario);

    const auto again = config::parse_scenario(text, "effective", levers::specs());

    CHECK(without_comments(config::effective_text(again)) == without_comments(text));
    CHECK(numbers_of(again) == numbers_of(scenario));
    int drawn = 0;
    for (const auto& number : numbers_of(again)) drawn += number.back() == '}' ? 1 : 0;
    CHECK(drawn == 13);
}

TEST_CASE("A study of an effective scenario draws the same numbers from the same dimensions") {
    const config::Scenario scenario = scenario_with_every_kind();
    const auto again =
        config::parse_scenario(config::effective_text(scenario), "effective", levers::specs());

    const auto before = study::plan_draws(study_of("", std::vector{scenario}));
    const auto after = study::plan_draws(study_of("", std::vector{again}));

    CHECK(dimension_ids(after) == dimension_ids(before));
    REQUIRE(after.scenarios[0].numbers.size() == before.scenarios[0].numbers.size());
    for (std::size_t i = 0; i < after.scenarios[0].numbers.size(); ++i) {
        CHECK(after.scenarios[0].numbers[i].scale == before.scenarios[0].numbers[i].scale);
    }
}

TEST_CASE("A plan of the text of a study has the hash of that of its file") {
    const ensemble::Plan plan(study_at("tests/data/studies/quick.yaml"));
    std::vector<config::Scenario> scenarios;
    for (const auto& scenario : plan.study().scenarios) {
        scenarios.push_back(
            config::parse_scenario(config::effective_text(scenario), scenario.id, levers::specs()));
    }
    const auto again = study::parse_study(plan.study().text, "again", std::move(scenarios));
    const ensemble::Plan second(again);
    CHECK(second.hash() == plan.hash());
    CHECK(dimension_ids(second.draws()) == dimension_ids(plan.draws()));
    CHECK(second.runs().front().central_squares == plan.runs().front().central_squares);
}
