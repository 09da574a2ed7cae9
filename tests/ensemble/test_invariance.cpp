// The same bits whatever the threads, the ranges and the lanes (P12).
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "ensemble/shards.hpp"
#include "ensemble/worker.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;
using namespace tanlu::ensemble;

namespace {

const Plan& quick() {
    static const Plan kPlan(study_at("tests/data/studies/quick.yaml"));
    return kPlan;
}

bool same_moments(const std::vector<Moments>& a, const std::vector<Moments>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool same = a[i].count == b[i].count && equal_bits(a[i].mean, b[i].mean) &&
                          equal_bits(a[i].squares, b[i].squares) &&
                          equal_bits(a[i].minimum, b[i].minimum) &&
                          equal_bits(a[i].maximum, b[i].maximum);
        if (!same) return false;
    }
    return true;
}

/// Names what differs; empty where nothing does.
std::string difference(const Summaries& a, const Summaries& b) {
    std::string text;
    for (std::size_t r = 0; r < a.runs().size(); ++r) {
        const RunSummary& x = a.runs()[r];
        const RunSummary& y = b.runs()[r];
        if (!(x.histograms.counts() == y.histograms.counts())) text += "histograms ";
        if (!(x.conditioned->counts() == y.conditioned->counts())) text += "conditioned ";
        if (!same_moments(x.moments.total(), y.moments.total())) text += "moments ";
        if (x.moments.blocks() != y.moments.blocks()) text += "blocks ";
        if (x.whole != y.whole) text += "whole ";
        if (x.statuses != y.statuses) text += "statuses ";
        if (x.failed_quantiles != y.failed_quantiles) text += "failed-quantiles ";
        if (x.weights != y.weights || x.squared_weights != y.squared_weights ||
            x.capped_weights != y.capped_weights) {
            text += "weights ";
        }
    }
    return text;
}

struct Result {
    Summaries summaries{quick()};
    RowSink rows;

    void run(const SampleRange& range, int threads) {
        EngineOptions options;
        options.threads = threads;
        CHECK(run_samples(quick(), range, summaries, rows, options) == range.last);
    }
};

const Result& straight() {
    static const Result& kResult = []() -> const Result& {
        static Result result;
        result.run({0, quick().samples()}, 1);
        return result;
    }();
    return kResult;
}

/// Samples whose numbers differ.
std::string different_rows(const RowSink& a, const RowSink& b) {
    std::string text;
    if (a.rows().size() != b.rows().size()) text += "other samples ";
    for (const auto& [sample, row] : a.rows()) {
        const auto other = b.rows().find(sample);
        if (other == b.rows().end() || !same(row, other->second)) {
            text += std::to_string(sample) + " ";
        }
    }
    return text;
}

}  // namespace

TEST_CASE("The study of these tests is worth comparing") {
    const RunSummary& summary = straight().summaries.runs().front();
    CHECK(straight().rows.rows().size() == 1000);  // three whole blocks and a part
    CHECK(summary.weights > 0);
    CHECK(summary.histograms.counts().counts.size() > 10000);
    CHECK(summary.statuses.at(0) == 1000);
    CHECK_FALSE(same(straight().rows.rows().at(0), straight().rows.rows().at(1)));
}

TEST_CASE("Threads change nothing") {
    const int threads = GENERATE(2, 7);
    Result result;
    result.run({0, quick().samples()}, threads);
    CHECK(difference(result.summaries, straight().summaries) == "");
    CHECK(different_rows(result.rows, straight().rows) == "");
}

TEST_CASE("Parts of a study merge to the whole in any order") {
    const std::uint64_t count = GENERATE(2U, 3U, 5U);  // five parts of four blocks: one is empty
    std::vector<SampleRange> ranges;
    for (std::uint64_t k = 1; k <= count; ++k) ranges.push_back(range_of({k, count}, 1000));
    std::mt19937 random(static_cast<unsigned>(count));
    std::shuffle(ranges.begin(), ranges.end(), random);
    Summaries sum(quick());
    RowSink rows;
    for (const auto& range : ranges) {
        Result part;
        part.run(range, 2);
        for (std::size_t r = 0; r < sum.runs().size(); ++r) {
            sum.runs()[r].merge(part.summaries.runs()[r]);
        }
        for (const auto& [sample, row] : part.rows.rows()) {
            CHECK(same(row, straight().rows.rows().at(sample)));
        }
    }
    CHECK(difference(sum, straight().summaries) == "");
}

TEST_CASE("Ranges of odd sizes in any order give the same") {
    Result result;
    for (const SampleRange range :
         {SampleRange{768, 1000}, SampleRange{0, 256}, SampleRange{256, 768}}) {
        result.run(range, 2);
    }
    CHECK(difference(result.summaries, straight().summaries) == "");
    CHECK(different_rows(result.rows, straight().rows) == "");
}

TEST_CASE("A run that is stopped and goes on gives the same") {
    Result result;
    EngineOptions options;
    options.threads = 1;
    options.go_on = [](std::uint64_t) { return false; };
    std::uint64_t next = 0;
    int pieces = 0;
    while (next < quick().samples()) {
        next =
            run_samples(quick(), {next, quick().samples()}, result.summaries, result.rows, options);
        CHECK((next % kBlockSamples == 0 || next == quick().samples()));
        ++pieces;
    }
    CHECK(pieces > 1);
    CHECK(difference(result.summaries, straight().summaries) == "");
    CHECK(different_rows(result.rows, straight().rows) == "");
}

TEST_CASE("A sample is the same in every lane") {
    Worker worker(quick());
    Block block(quick());
    block.count = kBlockSamples;
    const std::uint64_t sample = 21;
    for (std::uint64_t lane = 0; lane < kLaneCount; ++lane) {
        block.first = sample - lane;
        worker.run(block, 0);
        RowSink rows;
        block.count = kLaneCount;
        rows.write(block);
        INFO("lane " << lane);
        CHECK(same(rows.rows().at(sample), straight().rows.rows().at(sample)));
    }
}

TEST_CASE("A block may not come twice") {
    Result result;
    result.run({0, 256}, 1);
    Result again;
    again.run({0, 512}, 1);
    CHECK_THROWS(result.summaries.runs()[0].merge(again.summaries.runs()[0]));
}

TEST_CASE("The hash of a study knows what its numbers depend on") {
    const auto hash_of = [](const std::string& inputs, const std::string& design,
                            const std::string& overrides) {
        return Plan(study_of(inputs, overrides, "", design)).hash();
    };
    const std::string ppp =
        "  drivers.ppp: {uniform: [4, 5], unit: CNY2020/int$2017, source: test, grade: U}\n";
    const std::string mc = "{kind: mc, samples: 8, seed: 1}";
    const std::string time =
        "  passenger.time-value: {value: 0.3, unit: \"1\", source: test, grade: U}\n";
    const std::string hash = hash_of(ppp, mc, "");
    CHECK(hash.size() == 64);
    CHECK(hash_of(ppp, "{kind: mc, samples: 8, seed: 2}", "") != hash);
    CHECK(hash_of(ppp, "{kind: mc, samples: 9, seed: 1}", "") != hash);
    CHECK(hash_of(ppp, "{kind: lhs, samples: 8, seed: 1}", "") != hash);
    CHECK(hash_of("  drivers.ppp: {uniform: [4, 5.1], unit: CNY2020/int$2017, source: test, grade: "
                  "U}\n",
                  mc, "") != hash);
    CHECK(hash_of(ppp, mc, time) != hash);
    const auto with_policy = [&](const std::string& strength) {
        return Plan(study_of(ppp, "",
                             "  - lever: minimum-sales-share\n    id: mandate\n    for: {class: "
                             "private-car, technology: nev}\n    schedule: {2025: " +
                                 strength + "}\n    source: test\n    grade: U\n",
                             mc))
            .hash();
    };
    CHECK(with_policy("20 %") != hash);
    CHECK(with_policy("20 %") != with_policy("21 %"));
    CHECK(with_policy("20 %") == with_policy("20 %"));
}
