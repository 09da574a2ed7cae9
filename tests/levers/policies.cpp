#include "levers/policies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/text.hpp"
#include "levers/lever.hpp"

namespace tanlu::test {
namespace {

const config::LeverSpec& spec_of(const std::string& lever) {
    const auto specs = levers::specs();
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&](const auto& candidate) { return candidate.name == lever; });
    REQUIRE(spec != specs.end());
    return *spec;
}

const config::ParameterSpec& parameter_of(const std::string& lever, const std::string& key) {
    const auto& parameters = spec_of(lever).parameters;
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& parameter) { return parameter.key == key; });
    REQUIRE(found != parameters.end());
    return *found;
}

}  // namespace

const std::vector<LeverCase>& lever_cases() {
    static const std::vector<LeverCase> cases = [] {
        std::vector<LeverCase> all = vehicles_cases();
        for (auto* more : {&passenger_cases, &freight_cases}) {
            for (auto& lever : more()) all.push_back(std::move(lever));
        }
        return all;
    }();
    return cases;
}

const LeverCase& lever_case(const std::string& lever) {
    const auto& cases = lever_cases();
    const auto found = std::find_if(cases.begin(), cases.end(),
                                    [&](const auto& c) { return c.policy.lever == lever; });
    REQUIRE(found != cases.end());
    return *found;
}

bool has_neutral(const std::string& lever, const std::string& key) {
    return parameter_of(lever, key).neutral.has_value();
}

double neutral_strength(const LeverCase& lever) {
    const auto& neutral =
        parameter_of(lever.policy.lever, lever.policy.parameters[0].first).neutral;
    REQUIRE(neutral.has_value());
    return *neutral;
}

double weaker_strength(const LeverCase& lever) {
    const double full = lever.policy.parameters[0].second[0].second;
    const double neutral = neutral_strength(lever);
    return neutral < 5.0 * std::abs(full) ? neutral + 0.8 * (full - neutral) : 1.05 * full;
}

std::vector<std::pair<int, double>> rising_strength(const LeverCase& lever) {
    const double full = lever.policy.parameters[0].second[0].second;
    const double neutral = neutral_strength(lever);
    std::vector<std::pair<int, double>> path = {{kStart, neutral}};
    if (neutral >= 5.0 * std::abs(full)) path.push_back({kStart + 1, 1.5 * full});
    path.push_back({kStart + 10, full});
    return path;
}

PolicyText neutralised(const LeverCase& lever, int from) {
    PolicyText text = lever.policy;
    for (auto& [key, anchors] : text.parameters) {
        const auto& neutral = parameter_of(text.lever, key).neutral;
        anchors = {{from, neutral ? *neutral : anchors[0].second}};
    }
    return text;
}

std::string as_yaml(const PolicyText& policy, const std::string& id) {
    std::string text = fmt::format("\n  - lever: {}\n    id: {}", policy.lever, id);
    if (!policy.selections.empty()) {
        std::vector<std::string> selections;
        for (const auto& [key, ids] : policy.selections) {
            selections.push_back(fmt::format("{}: [{}]", key, fmt::join(ids, ", ")));
        }
        text += fmt::format("\n    for: {{{}}}", fmt::join(selections, ", "));
    }
    for (const auto& [key, anchors] : policy.parameters) {
        const std::string unit = split(parameter_of(policy.lever, key).unit, '|').front();
        const std::string value = unit == "1" ? fmt::format("{} %", 100.0 * anchors[0].second)
                                              : fmt::format("{} {}", anchors[0].second, unit);
        text += fmt::format("\n    {}: {{2020: {}, 2040: {}}}", key, value, value);
    }
    return text + "\n    source: judgement\n    grade: U";
}

}  // namespace tanlu::test
