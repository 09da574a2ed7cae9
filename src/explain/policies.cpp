#include "explain/policies.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <exception>
#include <tuple>

#include "engine/run.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::explain {
namespace {

/// The number in a run of the scenario with some of its policies.
struct Run {
    config::Scenario scenario;
    double number = std::nan("");
    std::string problem;
};

void run(Run& run, const Subject& subject) {
    try {
        const Dataset dataset = engine::run({&run.scenario, 1});
        const Cells cells(dataset, run.scenario.id, run.scenario.pack.region.id);
        run.number = cells.sum(subject.variable, subject.year, subject.labels);
    } catch (const std::exception& error) {
        run.problem = error.what();
    }
}

bool is_own(const config::Policy& policy, const std::vector<std::string>& own) {
    return std::find(own.begin(), own.end(), policy.scenario) != own.end();
}

std::string title_of(const std::string& lever) {
    for (const auto& spec : levers::specs()) {
        if (spec.name == lever) return spec.title.en;
    }
    return lever;
}

/// The scenario, then without each policy at `places`, then without all of them.
std::vector<Run> runs_of(const config::Scenario& scenario, const std::vector<std::size_t>& places) {
    std::vector<Run> runs;
    runs.push_back({scenario, std::nan(""), {}});
    for (const std::size_t place : places) {
        runs.push_back({scenario, std::nan(""), {}});
        auto& policies = runs.back().scenario.policies;
        policies.erase(policies.begin() + static_cast<std::ptrdiff_t>(place));
    }
    if (places.empty()) return runs;
    runs.push_back({scenario, std::nan(""), {}});
    auto& policies = runs.back().scenario.policies;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        policies.erase(policies.begin() + static_cast<std::ptrdiff_t>(*place));
    }
    return runs;
}

bool is_same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

PolicyEffects policy_effects(const config::Scenario& scenario, const Inputs& inputs,
                             const Subject& subject, double stored) {
    const auto own = config::own_of(scenario);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < scenario.policies.size(); ++i) {
        if (is_own(scenario.policies[i], own)) places.push_back(i);
    }
    std::vector<Run> runs = runs_of(scenario, places);
#pragma omp parallel for schedule(dynamic)
    for (std::size_t i = 0; i < runs.size(); ++i) run(runs[i], subject);
    if (!runs.front().problem.empty()) throw RunError(runs.front().problem);

    PolicyEffects found;
    found.parent = config::parent_of(scenario);
    found.with_all = runs.front().number;
    found.without_any = runs.back().number;
    found.is_same_number = is_same(found.with_all, stored);
    found.interaction = found.with_all - found.without_any;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const config::Policy& policy = scenario.policies[places[i]];
        PolicyEffect effect;
        effect.id = policy.id;
        effect.lever = policy.lever.text;
        effect.title = title_of(effect.lever);
        effect.source = policy.source;
        effect.grade = policy.grade;
        std::tie(effect.file, effect.line) = inputs.place_of(policy.origin);
        effect.without = runs[i + 1].number;
        effect.change = found.with_all - effect.without;
        effect.problem = runs[i + 1].problem;
        found.interaction -= effect.change;
        found.effects.push_back(std::move(effect));
    }
    const auto size = [](const PolicyEffect& effect) {  // what does not run stands first
        return effect.problem.empty() ? std::abs(effect.change) : HUGE_VAL;
    };
    std::stable_sort(
        found.effects.begin(), found.effects.end(),
        [&](const PolicyEffect& a, const PolicyEffect& b) { return size(a) > size(b); });
    return found;
}

}  // namespace tanlu::explain
