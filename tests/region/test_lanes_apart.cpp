// Lanes: eight equal samples give eight equal results, and a sample knows nothing of its
// neighbours, over the whole year loop and bit for bit (docs/theory §13).
#include <catch2/catch.hpp>
#include <cstring>

#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "region/region_model.hpp"
#include "region/variations.hpp"

namespace tanlu::test {
namespace {

using LaneParameters = Parameters<RunKind<Lanes>>;

struct Result {
    std::vector<std::string> names;  ///< of each number
    std::vector<Lanes> numbers;      ///< all outputs of all years
    model::Status<Lanes> status;
};

Result simulate(const config::Scenario& scenario, const LaneParameters& parameters) {
    const int base = scenario.pack.base_year;
    const auto structure = region::structure_of(parameters);
    Diagnostics diagnostics;
    const auto policies = levers::resolve<Lanes>(scenario, parameters, structure, diagnostics);
    diagnostics.throw_if_errors();
    Result result;
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

bool same_bits(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Names of the numbers whose bits differ between lane i of one result and lane j of another.
std::string moved(const Result& a, int i, const Result& b, int j) {
    std::string text;
    REQUIRE(a.numbers.size() == b.numbers.size());
    for (std::size_t n = 0; n < a.numbers.size() && text.size() < 500; ++n) {
        if (!same_bits(a.numbers[n][i], b.numbers[n][j])) text += a.names[n] + "; ";
    }
    return text;
}

LaneParameters compiled(const config::Scenario& scenario) {
    return plan::compile<Lanes>(scenario.pack.parameters, scenario.pack.base_year,
                                scenario.horizon);
}

/// Puts the numbers of one tree into one lane of another of the same shape.
void set_lane(LaneParameters& to, const LaneParameters& from, int i) {
    LaneParameters source = from;
    std::vector<double> numbers;
    for_each_leaf(source,
                  [&](const std::string&, const Field&, Lanes& x) { numbers.push_back(x[i]); });
    std::size_t next = 0;
    for_each_leaf(to, [&](const std::string&, const Field&, Lanes& x) { x[i] = numbers[next++]; });
    REQUIRE(next == numbers.size());
}

TEST_CASE("eight equal samples give eight equal results") {
    for (const auto& scenario : all_shipped()) {
        const Result result = simulate(scenario, compiled(scenario));
        INFO(scenario.id);
        CHECK(result.status.all_ok());
        for (int i = 1; i < kLaneCount; ++i) CHECK(moved(result, 0, result, i) == "");
    }
}

TEST_CASE("a sample is the same bits whoever its neighbours are, in whichever lane") {
    for (std::size_t k = 0; k < all_shipped().size(); ++k) {
        const config::Scenario& scenario = all_shipped()[k];
        const config::Scenario other = variation(scenario, 77U + k);
        INFO(scenario.id);
        const LaneParameters calm = compiled(scenario);
        const LaneParameters odd = compiled(other);
        const Result all_calm = simulate(scenario, calm);
        const Result all_odd = simulate(scenario, odd);
        REQUIRE(moved(all_calm, 0, all_odd, 0) != "");
        LaneParameters mixed = calm;
        set_lane(mixed, odd, 3);
        const Result result = simulate(scenario, mixed);
        for (int i = 0; i < kLaneCount; ++i) {
            INFO("lane " << i);
            CHECK(moved(result, i, i == 3 ? all_odd : all_calm, 0) == "");
        }
    }
}

TEST_CASE("a spoilt sample is reported in its lane alone and leaves its neighbours as they are") {
    const config::Scenario& scenario = shipped("peak-2030");
    LaneParameters spoilt = compiled(scenario);
    const Result before = simulate(scenario, spoilt);
    spoilt.battery.price[5] = std::nan("");
    const Result result = simulate(scenario, spoilt);
    for (int i = 0; i < kLaneCount; ++i) {
        INFO("lane " << i);
        if (i == 5) {
            CHECK_FALSE(result.status.is_ok(i));
        } else {
            CHECK(result.status.is_ok(i));
            CHECK(moved(result, i, before, i) == "");
        }
    }
}

}  // namespace
}  // namespace tanlu::test
