#pragma once
// One strong policy of every lever, as a table that tests go through: it must act the right way, be
// its parent at strength zero, and be refused when it makes no sense. A lever without a row here
// fails test_schedules.cpp.
#include <string>
#include <vector>

#include "support/china.hpp"

namespace tanlu::test {

/// The first number of the policy is the strength that tests vary; the others are kept.
struct LeverCase {
    PolicyText policy;
    /// Output that the strong policy moves in kLook, and which way.
    const char* output;
    std::vector<std::string> cell;
    int sign;
};

inline constexpr int kStart = 2028;  ///< first year of the schedule
inline constexpr int kLook = 2035;

/// A policy with one number from kStart on.
inline PolicyText policy(std::string lever,
                         std::vector<std::pair<std::string, std::vector<std::string>>> selections,
                         std::string key, double strength) {
    return {std::move(lever), std::move(selections), {{std::move(key), {{kStart, strength}}}}};
}

/// A policy with several numbers from kStart on, the strength first.
inline PolicyText policy(std::string lever,
                         std::vector<std::pair<std::string, std::vector<std::string>>> selections,
                         const std::vector<std::pair<std::string, double>>& numbers) {
    PolicyText text{std::move(lever), std::move(selections), {}};
    for (const auto& [key, number] : numbers) text.parameters.push_back({key, {{kStart, number}}});
    return text;
}

std::vector<LeverCase> vehicles_cases();
std::vector<LeverCase> passenger_cases();
std::vector<LeverCase> freight_cases();

/// All of them.
const std::vector<LeverCase>& lever_cases();

/// The case of a lever; fails the test if there is none.
const LeverCase& lever_case(const std::string& lever);

/// Whether a number of a lever is a strength, not one that only describes the policy.
bool has_neutral(const std::string& lever, const std::string& key);

/// What does nothing instead of the strength of a case.
double neutral_strength(const LeverCase& lever);

/// A strength a fifth of the way back to nothing; of a limit, one a twentieth above.
double weaker_strength(const LeverCase& lever);

/// The strength rising over ten years from kStart, from nothing in the first to all in the last; a
/// limit comes from half above its last value.
std::vector<std::pair<int, double>> rising_strength(const LeverCase& lever);

/// The same policy with all its strengths where they do nothing, in force from a year on.
PolicyText neutralised(const LeverCase& lever, int from);

/// The policy as a list item of a scenario file, with a constant schedule from 2020 on; numbers in
/// the first unit of their declaration.
std::string as_yaml(const PolicyText& policy, const std::string& id);

/// The shipped scenario with a policy more.
inline config::Scenario with(const config::Scenario& from, const PolicyText& text) {
    config::Scenario scenario = from;
    add_policy(scenario, text);
    return scenario;
}

}  // namespace tanlu::test
