// What summaries say, from counts set by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "ensemble/estimates.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;
using namespace tanlu::ensemble;

namespace {

study::Study any_study() {
    return study_of(
        "  drivers.gdp: {from-range: uniform, source: test, grade: U}\n", "", "",
        "{kind: mc, samples: 256, seed: 4}",
        "condition:\n  statistics:\n    - {observation: cars-observed, years: [2020], error: 5 "
        "%}\nkeep: {summaries: [population]}\n");
}

/// Number of an outcome, of its first boundary.
std::size_t number_of(std::string_view name) {
    const auto numbers = outcome_numbers();
    for (std::size_t n = 0; n < numbers.size(); ++n) {
        if (outcomes()[numbers[n].outcome].name == name) return n;
    }
    FAIL(name);
    return 0;
}

template <std::size_t N>
double at(const std::array<double, N>& values, const std::array<std::string_view, N>& names,
          std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name) return values[i];
    }
    FAIL(name);
    return 0.0;
}

}  // namespace

TEST_CASE("Names of percentiles are probabilities") {
    CHECK(probability_of("p05") == 0.05);
    CHECK(probability_of("p50") == 0.50);
    CHECK(probability_of("p99") == 0.99);
    for (const auto name : {"mean", "sd", "min", "max"}) CHECK_FALSE(probability_of(name));
}

TEST_CASE("Probabilities come with Wilson's interval") {
    const Plan plan(any_study());
    RunSummary summary(plan.runs().front(), plan.sampler().dimensions());
    const std::size_t n = number_of("before_2030_strict");
    summary.whole[n][1] = {8, 3 * 1024};
    summary.whole[n][0] = {2, 1 * 1024};
    summary.weights = 4 * 1024;
    summary.squared_weights = 4 * 1024 * 1024;  // four effective samples

    // 8 of 10, z = 1.959964: centre (0.8 + 3.841459 / 20) / 1.3841459 = 0.7167376, half width
    // 1.959964 sqrt(0.016 + 3.841459 / 400) / 1.3841459 = 0.2265765: 0.4901625 to 0.9433178, the
    // published 0.490 and 0.943.
    const Probability p = probability(summary, n);
    CHECK(p.value == 0.8);
    CHECK(p.samples == 10.0);
    CHECK(p.interval.low == Approx(0.4901625).epsilon(1e-5));
    CHECK(p.interval.high == Approx(0.9433178).epsilon(1e-5));

    // After conditioning 3 of 4, worth four samples: centre (0.75 + 3.841459 / 8) / 1.9603647 =
    // 0.6275256, half width 1.959964 sqrt(0.1875 / 4 + 3.841459 / 64) / 1.9603647 = 0.3269...
    const auto later = conditioned_probability(summary, n);
    REQUIRE(later);
    CHECK(later->value == 0.75);
    CHECK(later->samples == Approx(4.0));
    const double half = 1.959964 * std::sqrt(0.1875 / 4 + 3.841459 / 64) / (1 + 3.841459 / 4);
    CHECK(later->interval.low == Approx(0.6275256 - half).epsilon(1e-5));
    CHECK(later->interval.high == Approx(0.6275256 + half).epsilon(1e-5));
}

TEST_CASE("A probability without samples is none") {
    const Plan plan(any_study());
    const RunSummary summary(plan.runs().front(), plan.sampler().dimensions());
    const std::size_t n = number_of("before_2030_strict");
    const Probability p = probability(summary, n);
    CHECK(std::isnan(p.value));
    CHECK(p.interval.low == 0.0);
    CHECK(p.interval.high == 1.0);
    CHECK_FALSE(conditioned_probability(summary, n));
}

TEST_CASE("Percentiles of years are years that were counted") {
    const Plan plan(any_study());
    const Run& run = plan.runs().front();
    RunSummary summary(run, plan.sampler().dimensions());
    const std::size_t n = number_of("peak_year");
    summary.whole[n][2025] = {1, 1024};
    summary.whole[n][2030] = {2, 0};
    summary.whole[n][2040] = {1, 3 * 1024};
    const auto moments = summary.moments.total();

    // Rank ceil(q 4): 5 % and 25 % the first, 50 % and 75 % the second and third, 95 % the fourth.
    const auto all = outcome_statistics(run, summary, moments, n);
    CHECK(at(all, kStatistics, "p05") == 2025);
    CHECK(at(all, kStatistics, "p25") == 2025);
    CHECK(at(all, kStatistics, "p50") == 2030);
    CHECK(at(all, kStatistics, "p75") == 2030);
    CHECK(at(all, kStatistics, "p95") == 2040);
    // By weight, 1 in 2025 and 3 in 2040: rank ceil(q 4096) of 1024 and 3072.
    const auto later = conditioned_outcome(run, summary, n);
    CHECK(at(later, kConditionedStatistics, "p25") == 2025);
    CHECK(at(later, kConditionedStatistics, "p50") == 2040);
}

TEST_CASE("Statistics of a cell are exact but for percentiles") {
    const Plan plan(any_study());
    const Run& run = plan.runs().front();
    RunSummary summary(run, plan.sampler().dimensions());
    std::vector<double> values;
    for (int i = 1; i <= 100; ++i) values.push_back(i);
    values.push_back(std::nan(""));
    summary.histograms.add(0, values);
    std::vector<Moments> block(summary.moments.cells());
    block[0] = moments_of(values);
    summary.moments.add_block(0, block);

    const auto all = cell_statistics(summary, summary.moments.total(), 0);
    CHECK(at(all, kStatistics, "mean") == 50.5);
    CHECK(at(all, kStatistics, "sd") == Approx(std::sqrt(100.0 * 101.0 / 12.0)));
    CHECK(at(all, kStatistics, "min") == 1.0);
    CHECK(at(all, kStatistics, "max") == 100.0);
    // The number of rank ceil(100 q), within 0.5 %.
    CHECK(at(all, kStatistics, "p01") == Approx(1.0).epsilon(0.005));
    CHECK(at(all, kStatistics, "p05") == Approx(5.0).epsilon(0.005));
    CHECK(at(all, kStatistics, "p50") == Approx(50.0).epsilon(0.005));
    CHECK(at(all, kStatistics, "p99") == Approx(99.0).epsilon(0.005));
    CHECK(std::isnan(at(cell_statistics(summary, summary.moments.total(), 1), kStatistics, "p50")));
}

TEST_CASE("Answers are yes or no") {
    std::vector<std::string> answers;
    for (const auto& outcome : outcomes()) {
        if (is_answer(outcome)) answers.emplace_back(outcome.name);
    }
    CHECK(answers == std::vector<std::string>{"before_2030_strict", "before_2030_inclusive",
                                              "gross_zero_2060"});
}
