// Samples that fail: seen, counted, left out, and explained.
#include <catch2/catch.hpp>
#include <cmath>

#include "ensemble/estimates.hpp"
#include "ensemble/worker.hpp"
#include "support/china.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;
using namespace tanlu::ensemble;

namespace {

const std::string kRest =
    "condition:\n  statistics:\n    - {observation: cars-observed, years: [2020], error: "
    "5 %}\n";

/// The local share of car travel, 0.7, is multiplied by two numbers between 0.7 and 1.4: each may
/// be 0.98, together they may be above 1, which no share is. A third input has no part in it.
study::Study fragile(const std::string& high = "1.4") {
    const std::string factor =
        ": {of: passenger.modes.car.local-share, change: factor, uniform: "
        "[0.7, " +
        high + "], unit: \"1\", source: test, grade: U}\n";
    return study_of("  a" + factor + "  b" + factor +
                        "  drivers.ppp: {uniform: [4, 5], unit: CNY2020/int$2017, source: test, "
                        "grade: U}\n",
                    "", "", "{kind: mc, samples: 1000, seed: 9}", kRest);
}

struct Result {
    explicit Result(const Plan& plan) : summaries(plan) {
        EngineOptions options;
        options.threads = 2;
        run_samples(plan, {0, plan.samples()}, summaries, rows, options);
    }
    Summaries summaries;
    RowSink rows;
};

/// Quantiles of a sample by dimension.
double quantile(const RowSink::Row& row, std::size_t d) {
    return row.numbers[d];
}

}  // namespace

TEST_CASE("Failed samples have no numbers and count nowhere") {
    const Plan plan(fragile());
    const Result result(plan);
    const RunSummary& summary = result.summaries.runs().front();
    std::int64_t failed = 0;
    std::int64_t weights = 0;
    for (const auto& [sample, row] : result.rows.rows()) {
        const double product = (0.7 + 0.7 * quantile(row, 0)) * (0.7 + 0.7 * quantile(row, 1));
        const bool fails = 0.7 * product > 1.0;
        CAPTURE(sample, product);
        CHECK((row.states[0] != 0) == fails);
        if (!fails) {
            weights += row.states[1];
            continue;
        }
        ++failed;
        CHECK(row.states[0] == static_cast<std::uint32_t>(model::Problem::domain_error));
        CHECK(row.states[1] == 0);  // weight
        bool any_number = false;
        for (std::size_t i = plan.sampler().dimensions(); i < row.numbers.size(); ++i) {
            any_number = any_number || !std::isnan(row.numbers[i]);
        }
        CHECK_FALSE(any_number);
    }
    // P(xy > 1 / 0.7) for x, y uniform on [0.7, 1.4]: of the area 0.49, the integral over x from
    // 1.0204 to 1.4 of (1.4 - 1.42857 / x) dx = 0.53143 - 1.42857 ln 1.372 = 0.07963, 16.3 %.
    CHECK(failed == Approx(162.5).margin(40.0));  // 3.4 standard deviations
    CHECK(result.summaries.failed(0) == failed);
    std::int64_t all = 0;
    for (const auto& [status, samples] : summary.statuses) all += samples;
    CHECK(all == 1000);
    for (const Moments& cell : summary.moments.total()) CHECK(cell.count <= 1000 - failed);
    const auto population = position_of(plan.runs()[0].series, "population", {});
    CHECK(summary.moments.total()[population * plan.runs()[0].years].count == 1000 - failed);
    CHECK(summary.histograms.total(population * plan.runs()[0].years) == 1000 - failed);
    CHECK(summary.weights == weights);
}

TEST_CASE("The inputs behind failures are named") {
    const Plan plan(fragile());
    const Result result(plan);
    const auto corners = failure_corners(plan, result.summaries.runs().front());

    REQUIRE(corners.size() == 2);  // not the third input
    for (const auto& corner : corners) {
        CHECK((corner.dimension == "a" || corner.dimension == "b"));
        CHECK(corner.mean_quantile > 0.7);
    }
    CHECK(corners[0].mean_quantile >= corners[1].mean_quantile);
}

TEST_CASE("Where none fails there is no corner") {
    const Plan plan(fragile("1.15"));
    const Result result(plan);
    CHECK(result.summaries.failed(0) == 0);
    CHECK(failure_corners(plan, result.summaries.runs().front()).empty());
}

TEST_CASE("Few failures explain nothing") {
    const Plan plan(fragile());
    RunSummary summary(plan.runs().front(), plan.sampler().dimensions());
    summary.statuses = {{0, 100}, {1, 4}};
    summary.failed_quantiles = {static_cast<std::int64_t>(4 * kQuantileUnit), 0, 0};
    CHECK(failure_corners(plan, summary).empty());
    // Five at the top: the mean 1 is 0.5 away, and 3.5 / sqrt(60) = 0.452 is chance.
    summary.statuses = {{0, 100}, {1, 5}};
    summary.failed_quantiles = {static_cast<std::int64_t>(5 * kQuantileUnit),
                                static_cast<std::int64_t>(4.7 * kQuantileUnit),
                                static_cast<std::int64_t>(2.5 * kQuantileUnit)};
    const auto corners = failure_corners(plan, summary);
    REQUIRE(corners.size() == 1);
    CHECK(corners[0].dimension == "a");
    CHECK(corners[0].mean_quantile == Approx(1.0));
}

TEST_CASE("A failed sample leaves its neighbours as they are bit for bit") {
    // The same draws, once with a share that may pass 1 and once held below by a lower target: the
    // sound samples of the first are compared with runs of them alone in the lanes.
    const Plan plan(fragile());
    const Result result(plan);
    const Run& run = plan.runs().front();
    Block block(plan);
    block.count = kBlockSamples;
    Worker worker(plan);
    int compared = 0;
    for (const auto& [sample, row] : result.rows.rows()) {
        if (row.states[0] != 0 || sample % 37 != 0) continue;
        // The batch that begins with this sample has other neighbours.
        block.first = sample;
        worker.run(block, 0);
        bool same = true;
        for (std::size_t cell = 0; cell < run.series.size() * run.years; ++cell) {
            same = same && equal_bits(block.runs[0].values[cell * kBlockSamples],
                                      row.numbers[plan.sampler().dimensions() + cell]);
        }
        CHECK(same);
        ++compared;
    }
    CHECK(compared > 10);
}

TEST_CASE("Bus lives that the base-year fleet does not allow are found") {
    // docs/guide/china-uncertainty.md: above 10.85 years too few young buses are left.
    const Plan plan(study_of(
        "  classes.bus.survival.half-life: {uniform: [8, 12], unit: yr, source: hao11, grade: C}\n"
        "  drivers.ppp: {from-range: triangular, source: gk, grade: U}\n",
        std::vector{shipped("reference")}, "{kind: mc, samples: 128, seed: 2}",
        "keep: {summaries: [], series: []}\n"));
    const Result result(plan);
    const std::int64_t failed = result.summaries.failed(0);
    for (const auto& [sample, row] : result.rows.rows()) {
        const double life = 8.0 + 4.0 * quantile(row, 0);
        CAPTURE(sample, life);
        if (life < 10.8) CHECK(row.states[0] == 0);
        if (life > 10.9) CHECK(row.states[0] != 0);
    }
    CHECK(failed > 20);
    const auto corners = failure_corners(plan, result.summaries.runs().front());
    REQUIRE(corners.size() == 1);
    CHECK(corners[0].dimension == "classes.bus.survival.half-life");
}
