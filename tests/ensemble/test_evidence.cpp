// Weights by history, worked out by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "ensemble/estimates.hpp"
#include "ensemble/evidence.hpp"
#include "ensemble/worker.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;
using namespace tanlu::ensemble;

namespace {

EvidencePoint point(double observed, double error) {
    return {"x", 2020, observed, error, 0};
}

/// Private cars of the test pack, 160 and 171 (10^4) in 2020 and 2021; the curve is drawn by its
/// saturation.
study::Study study_with(const std::string& by) {
    return study_of(
        "  classes.private-car.ownership.saturation: {uniform: [0.2, 0.8], unit: vehicle/person, "
        "source: test, grade: U}\n"
        "  drivers.gdp: {from-range: uniform, source: test, grade: U}\n",
        "", "", "{kind: mc, samples: 256, seed: 4}",
        "condition:\n  by: " + by +
            "\n  statistics:\n    - {observation: cars-observed, years: [2020, 2021], error: 1 "
            "%}\n");
}

}  // namespace

TEST_CASE("A misfit is counted in errors of the logarithm") {
    // ln(1.1) / 0.05 = 1.90620; squared 3.63360.
    CHECK(squared_misfit(point(100.0, 0.05), 110.0) == Approx(3.63360).epsilon(1e-5));
    CHECK(squared_misfit(point(110.0, 0.05), 100.0) == Approx(3.63360).epsilon(1e-5));
    CHECK(squared_misfit(point(100.0, 0.05), 100.0) == 0.0);
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(squared_misfit(point(100.0, 0.05), 0.0) == infinity);
    CHECK(squared_misfit(point(100.0, 0.05), -1.0) == infinity);
    CHECK(squared_misfit(point(100.0, 0.05), std::nan("")) == infinity);
}

TEST_CASE("Weights are likelihoods relative to the central run") {
    CHECK(likelihood_weight(5.0, 5.0) == 1024);
    // exp(-1) * 1024 = 376.7; exp(1) * 1024 = 2783.5.
    CHECK(likelihood_weight(7.0, 5.0) == 377);
    CHECK(likelihood_weight(3.0, 5.0) == 2784);
    // Twice as likely is twice the weight: 2 ln 2 less.
    CHECK(likelihood_weight(5.0 - 2.0 * std::log(2.0), 5.0) == 2048);
    CHECK(likelihood_weight(1e6, 0.0) == 0);
    CHECK(likelihood_weight(0.0, 1e6) == kLargestWeight);
    CHECK(likelihood_weight(std::numeric_limits<double>::infinity(), 0.0) == 0);
    CHECK(likelihood_weight(std::nan(""), 0.0) == 0);
}

TEST_CASE("Samples are weighed by the paths that they have") {
    const Plan plan(study_with("weights"));
    const Run& run = plan.runs().front();
    REQUIRE(run.evidence.size() == 2);
    CHECK(run.evidence[0].year == 2020);
    CHECK(run.evidence[0].observed == 160e4);
    CHECK(run.evidence[1].observed == 171e4);
    Block block(plan);
    block.count = kBlockSamples;
    Worker(plan).run(block, 0);
    for (std::size_t i = 0; i < kLaneCount; ++i) {
        const auto cars = [&](int year) {
            const auto at = position_of(run.series, "private_car_stock", {});
            return block.values(0, at * run.years + static_cast<std::size_t>(year - 2019))[i];
        };
        const double a = std::log(cars(2020) / 160e4) / 0.01;
        const double b = std::log(cars(2021) / 171e4) / 0.01;
        CHECK(block.runs[0].misfit[i] == Approx(a * a + b * b).epsilon(1e-10));
        CHECK(block.runs[0].weights[i] ==
              likelihood_weight(block.runs[0].misfit[i], run.central_squares));
    }
}

TEST_CASE("Rejection keeps samples within three errors of every statistic") {
    const Plan plan(study_with("rejection"));
    const Run& run = plan.runs().front();
    Block block(plan);
    block.count = kBlockSamples;
    Worker worker(plan);
    int kept = 0;
    for (std::size_t offset = 0; offset < kBlockSamples; offset += kLaneCount) {
        worker.run(block, offset);
    }
    const auto at = position_of(run.series, "private_car_stock", {});
    for (std::size_t i = 0; i < kBlockSamples; ++i) {
        bool plausible = true;
        for (const auto& evidence : run.evidence) {
            const double cars =
                block.values(0, at * run.years + static_cast<std::size_t>(evidence.year - 2019))[i];
            plausible = plausible && std::abs(std::log(cars / evidence.observed)) <= 0.03;
        }
        CHECK(block.runs[0].weights[i] == (plausible ? kUnitWeight : 0U));
        kept += plausible ? 1 : 0;
    }
    CHECK(kept > 0);
    CHECK(kept < 256);
}

TEST_CASE("Effective samples are those of equal weights") {
    // (sum w)^2 / sum w^2: 1, 1, 2 in units of 1024 are worth 16 / 6.
    const Plan plan(study_with("weights"));
    RunSummary summary(plan.runs().front(), plan.sampler().dimensions());
    summary.weights = 4 * 1024;
    summary.squared_weights = 6 * 1024 * 1024;
    CHECK(effective_samples(summary) == Approx(16.0 / 6.0));
}
