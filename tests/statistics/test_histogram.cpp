#include "statistics/histogram.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <thread>

#include "statistics/samples.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;

namespace {

std::span<const double> block(const std::vector<double>& samples, std::size_t index) {
    return std::span(samples).subspan(index * 256, 256);
}

}  // namespace

TEST_CASE("quantiles lie within 0.5 % of the order statistics") {
    for (const double spread : {0.01, 1.0, 15.0}) {
        const auto samples = test::spread_samples(5000, 3e4, spread, 11);
        Histograms histograms(1);
        histograms.add(0, samples);
        auto sorted = samples;
        std::sort(sorted.begin(), sorted.end());
        for (const double q : {0.0, 0.001, 0.05, 0.25, 0.5, 0.9, 0.95, 0.999, 1.0}) {
            // Rank ceil(q n), counted from 1.
            const auto rank =
                std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(q * 5000.0 - 1e-9)));
            const double exact = sorted[rank - 1];
            const double found = histograms.quantile(0, q);
            REQUIRE(std::abs(found - exact) <= kQuantileError * exact * (1 + 1e-9));
            REQUIRE(found == histograms.value_at_rank(0, static_cast<std::int64_t>(rank)));
        }
    }
}

TEST_CASE("quantiles of negative numbers and zeros come in the order of the numbers") {
    Histograms histograms(2);
    histograms.add(1, std::vector<double>{5, -100, 0, -1, 20, -0.0, std::nan(""), 1});
    // In order: -100 -1 0 0 1 5 20.
    const std::vector<double> expected = {-100, -1, 0, 0, 1, 5, 20};
    CHECK(histograms.total(1) == 7);
    CHECK(histograms.undefined(1) == 1);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double found = histograms.value_at_rank(1, static_cast<std::int64_t>(i) + 1);
        CHECK(found == Approx(expected[i]).epsilon(kQuantileError * (1 + 1e-9)));
    }
    // ceil(0.5 * 7) = 4: the second zero.
    CHECK(histograms.quantile(1, 0.5) == 0.0);
    CHECK(histograms.total(0) == 0);
    CHECK(std::isnan(histograms.quantile(0, 0.5)));
    CHECK(std::isnan(histograms.value_at_rank(0, 1)));
}

TEST_CASE("ranks outside the sample and overflow are infinite") {
    const double infinity = std::numeric_limits<double>::infinity();
    Histograms histograms(1);
    histograms.add(0, std::vector<double>{1, 2e15, -infinity, 3});
    CHECK(histograms.value_at_rank(0, 0) == -infinity);
    CHECK(histograms.value_at_rank(0, 1) == -infinity);
    CHECK(histograms.value_at_rank(0, 3) == Approx(3).epsilon(0.0051));
    CHECK(histograms.value_at_rank(0, 4) == infinity);
    CHECK(histograms.value_at_rank(0, 5) == infinity);
    CHECK(histograms.quantile(0, 0.75) == Approx(3).epsilon(0.0051));
}

TEST_CASE("ranks of quantiles round up and forgive the last digit") {
    CHECK(quantile_rank(0.0, 100) == 1);
    CHECK(quantile_rank(0.07, 100) == 7);  // 0.07 * 100 is 7.000000000000001 in doubles
    CHECK(quantile_rank(0.95, 100) == 95);
    CHECK(quantile_rank(0.955, 100) == 96);
    CHECK(quantile_rank(1.0, 100) == 100);
    CHECK(quantile_rank(0.5, 1000001) == 500001);
}

TEST_CASE("several quantiles at once are those one by one") {
    const auto samples = test::awkward_samples(3000, 5);
    Histograms histograms(1);
    histograms.add(0, samples);
    const std::vector<double> q = {0.0, 0.05, 0.05, 0.5, 0.95, 1.0};
    const auto found = histograms.quantiles(0, q);
    for (std::size_t i = 0; i < q.size(); ++i) CHECK(found[i] == histograms.quantile(0, q[i]));
}

TEST_CASE("a number alone is counted where it is counted in a vector") {
    const auto samples = test::awkward_samples(999, 6);
    Histograms together(1);
    Histograms alone(1);
    together.add(0, samples);
    for (const double x : samples) alone.add(0, {&x, 1});
    CHECK(together.counts() == alone.counts());
}

TEST_CASE("shards merge to the same counts whatever the partition and the order") {
    constexpr std::size_t blocks = 20;
    constexpr std::size_t cells = 3;
    std::vector<std::vector<double>> samples;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        samples.push_back(test::awkward_samples(blocks * 256, 40 + cell));
    }
    Histograms whole(cells);
    for (std::size_t cell = 0; cell < cells; ++cell) whole.add(cell, samples[cell]);

    std::mt19937_64 generator(1);
    for (int trial = 0; trial < 20; ++trial) {
        const std::size_t shard_count = 1 + generator() % 7;
        std::vector<Histograms> shards;
        for (std::size_t i = 0; i < shard_count; ++i) shards.emplace_back(cells);
        for (std::size_t b = 0; b < blocks; ++b) {
            Histograms& shard = shards[generator() % shard_count];
            for (std::size_t cell = 0; cell < cells; ++cell) {
                shard.add(cell, block(samples[cell], b));
            }
        }
        std::shuffle(shards.begin(), shards.end(), generator);
        Histograms merged(cells);
        for (std::size_t i = 0; i < shard_count; ++i) {
            if (i % 2 == 0) {
                merged.merge(shards[i]);
            } else {
                merged.merge(shards[i].counts());
            }
        }
        REQUIRE(merged.counts() == whole.counts());
        for (std::size_t cell = 0; cell < cells; ++cell) {
            REQUIRE(merged.undefined(cell) == whole.undefined(cell));
            REQUIRE(merged.quantile(cell, 0.3) == whole.quantile(cell, 0.3));
        }
    }
}

TEST_CASE("a weight counts a number that many times") {
    const auto samples = test::awkward_samples(700, 8);
    std::vector<std::uint32_t> weights;
    std::mt19937_64 generator(2);
    std::vector<double> repeated;
    for (const double x : samples) {
        weights.push_back(generator() % 4);
        repeated.insert(repeated.end(), weights.back(), x);
    }
    Histograms weighted(1);
    Histograms plain(1);
    weighted.add(0, samples, weights);
    plain.add(0, repeated);
    CHECK(weighted.counts() == plain.counts());
}

TEST_CASE("counts go beyond 32 bits") {
    Histograms histograms(1);
    const std::vector<double> one = {1.0};
    const std::vector<std::uint32_t> weight = {4000000000U};
    histograms.add(0, one, weight);
    histograms.add(0, one, weight);
    CHECK(histograms.total(0) == 8000000000);
}

TEST_CASE("exported counts are ascending triplets") {
    Histograms histograms(3);
    histograms.add(2, std::vector<double>{1, 1, -1, 0, std::nan(""), 1e20});
    histograms.add(0, std::vector<double>{2});
    const BinCode one = 1 - kFirstBin;  // bin 0, (0.99, 1]
    const SparseCounts expected = {{0, 2, 2, 2, 2, 2},
                                   {bin_code(2.0), -one, 0, one, kOverflowCode, kUndefinedCode},
                                   {1, 1, 1, 2, 1, 1}};
    CHECK(histograms.counts() == expected);
    CHECK(histograms.counts(1, 1).cells.empty());
    CHECK(histograms.counts(2, 1).cells.size() == 5);
}

TEST_CASE("counts that do not fit are refused and change nothing") {
    Histograms histograms(2);
    const SparseCounts good = {{0}, {1}, {1}};
    const auto refused = [&](SparseCounts counts) {
        counts.cells.insert(counts.cells.begin(), 0);
        counts.codes.insert(counts.codes.begin(), 1);
        counts.counts.insert(counts.counts.begin(), 1);
        CHECK_THROWS_AS(histograms.merge(counts), InputError);
    };
    refused({{2}, {1}, {1}});
    refused({{-1}, {1}, {1}});
    refused({{0}, {kUndefinedCode + 1}, {1}});
    refused({{0}, {-kOverflowCode - 1}, {1}});
    refused({{0}, {1}, {0}});
    refused({{0}, {1, 2}, {1}});
    refused({{0, 1}, {1}, {1}});
    CHECK(histograms.counts() == SparseCounts{});
    histograms.merge(good);
    CHECK(histograms.counts() == good);
}

TEST_CASE("threads may fill different cells at the same time") {
    constexpr std::size_t cells = 64;
    std::vector<std::vector<double>> samples;
    Histograms serial(cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        samples.push_back(test::awkward_samples(512, cell));
        serial.add(cell, samples.back());
    }
    Histograms shared(cells);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t cell = t; cell < cells; cell += 4) shared.add(cell, samples[cell]);
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(shared.counts() == serial.counts());
}
