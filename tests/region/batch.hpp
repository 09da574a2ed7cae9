#pragma once
// Eight samples at once over the whole year loop, compared bit by bit.
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "levers/resolve.hpp"
#include "model/outputs.hpp"
#include "plan/compile.hpp"
#include "region/region_model.hpp"
#include "support/china.hpp"
#include "support/leaves.hpp"

namespace tanlu::test {

using LaneParameters = Parameters<RunKind<Lanes>>;

/// Every output of eight samples.
struct Batch {
    std::vector<std::string> names;  ///< of each number
    std::vector<Lanes> numbers;      ///< all outputs of all years
    model::Status<Lanes> status;
};

/// Changes made to parameters and policies after they were compiled.
using Change = std::function<void(LaneParameters&, region::Policies<Lanes>&)>;

inline Batch simulate(const config::Scenario& scenario, LaneParameters parameters,
                      const Change& change = {}) {
    const int base = scenario.pack.base_year;
    const auto structure = region::structure_of(parameters);
    Diagnostics diagnostics;
    auto policies = levers::resolve<Lanes>(scenario, parameters, structure, diagnostics);
    diagnostics.throw_if_errors();
    if (change) change(parameters, policies);
    Batch result;
    const auto outcome = region::simulate<Lanes>(
        {parameters, structure, policies, base, scenario.horizon},
        [&](int year, const model::YearOutput<Lanes>& out) {
            model::YearOutput<Lanes> copy = out;
            model::describe_outputs(
                [&](const model::Output& info, auto& member) {
                    const auto add = [&](const Lanes& x) {
                        result.names.push_back(std::string(info.name) + " " + std::to_string(year));
                        result.numbers.push_back(x);
                    };
                    if constexpr (std::is_same_v<std::decay_t<decltype(member)>, Lanes>) {
                        add(member);
                    } else {
                        for (const Lanes& x : member) add(x);
                    }
                },
                copy);
        });
    result.status = outcome.status;
    return result;
}

inline bool same_bits(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Names of the numbers whose bits differ between lane i of one result and lane j of another.
inline std::string moved(const Batch& a, int i, const Batch& b, int j) {
    std::string text;
    REQUIRE(a.numbers.size() == b.numbers.size());
    for (std::size_t n = 0; n < a.numbers.size() && text.size() < 500; ++n) {
        if (!same_bits(a.numbers[n][i], b.numbers[n][j])) text += a.names[n] + "; ";
    }
    return text;
}

inline LaneParameters compiled(const config::Scenario& scenario) {
    return plan::compile<Lanes>(scenario.pack.parameters, scenario.pack.base_year,
                                scenario.horizon);
}

}  // namespace tanlu::test
