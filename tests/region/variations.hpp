#pragma once
// Random valid changes of the pack for invariants: the same on every machine.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/china.hpp"
#include "support/leaves.hpp"

namespace tanlu::test {

inline constexpr int kVariations = 20;

/// A number from [0, 1) that the standard library of every platform makes the same.
inline double uniform(std::mt19937_64& source) {
    return static_cast<double>(source() >> 11U) * 0x1.0p-53;
}

/// Members of groups that must add up, observations that must agree, and lengths of trips (with
/// long trips nobody could walk as often as observed): not varied one by one.
inline bool is_tied(const std::string& path) {
    for (const auto* part :
         {"shares[", ".share", "ownership.points", "private-car.technologies", "population-share",
          "sales-share", "local-share", "trip-length", "bus.survival"}) {
        if (path.find(part) != std::string::npos) return true;
    }
    return false;
}

/// Scenario with every tenth number that has a plausible range (low, high) drawn from the range.
inline config::Scenario variation(const config::Scenario& from, std::uint64_t seed) {
    config::Scenario scenario = from;
    std::mt19937_64 source(seed);
    for_each_leaf(scenario.pack.parameters,
                  [&](const std::string& path, const Field&, Value& value) {
                      const bool chosen = uniform(source) < 0.1;
                      const double u = uniform(source);
                      if (!chosen || !value.low || !value.high || is_tied(path)) return;
                      value.number = *value.low + u * (*value.high - *value.low);
                  });
    return scenario;
}

/// The random variations with their runs, computed once.
struct Case {
    std::string title;
    config::Scenario scenario;
    Dataset run;
};
inline const std::vector<Case>& variations() {
    static const std::vector<Case> cases = [] {
        std::vector<Case> made;
        for (int i = 0; i < kVariations; ++i) {
            const auto& from = all_shipped()[static_cast<std::size_t>(i) % all_shipped().size()];
            config::Scenario scenario = variation(from, 1000U + static_cast<unsigned>(i));
            Dataset run = run_of(scenario);
            made.push_back({"variation " + std::to_string(i) + " of " + from.id,
                            std::move(scenario), std::move(run)});
        }
        return made;
    }();
    return cases;
}

/// The shipped scenarios and random variations of them in turn, each with its run.
template <class Check>
void for_each_case(Check check) {
    for (const auto& id : shipped_ids()) {
        INFO(id);
        check(shipped(id), shipped_run(id));
    }
    for (const auto& made : variations()) {
        INFO(made.title);
        check(made.scenario, made.run);
    }
}

}  // namespace tanlu::test
