// How samples are cut into pieces and found again.
#include <catch2/catch.hpp>
#include <random>

#include "ensemble/shards.hpp"
#include "statistics/moments.hpp"

using namespace tanlu;
using namespace tanlu::ensemble;

namespace {

using Ranges = std::vector<SampleRange>;

}  // namespace

TEST_CASE("Parts are written as k/n") {
    const auto shard = parse_shard("3/8");
    REQUIRE(shard);
    CHECK(shard->number == 3);
    CHECK(shard->count == 8);
    CHECK(parse_shard("1/1"));
    CHECK(parse_shard("1000/1000"));
    for (const char* bad : {"", "/", "3", "3/", "/8", "0/8", "9/8", "0/0", "-1/8", "1/-8", "1.0/8",
                            "1/8 ", " 1/8", "1/8/2", "a/b", "99999999999999999999/8"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_shard(bad));
    }
}

TEST_CASE("Parts of a study are all of it with each sample once") {
    const std::uint64_t samples = GENERATE(1U, 255U, 256U, 257U, 1000U, 100000U, 12345678U);
    const std::uint64_t count = GENERATE(1U, 2U, 3U, 5U, 7U, 64U, 1000U);
    CAPTURE(samples, count);
    std::uint64_t at = 0;
    std::uint64_t least = samples;
    std::uint64_t most = 0;
    for (std::uint64_t k = 1; k <= count; ++k) {
        const SampleRange range = range_of({k, count}, samples);
        REQUIRE(range.first == at);
        REQUIRE(range.last >= range.first);
        CHECK((range.last % kBlockSamples == 0 || range.last == samples));
        at = range.last;
        least = std::min(least, range.size());
        most = std::max(most, range.size());
    }
    CHECK(at == samples);
    // As even as blocks allow; the last block may be short.
    CHECK(most - least < 2 * kBlockSamples);
}

TEST_CASE("Parts of studies of the largest size do not overflow") {
    constexpr std::uint64_t kSamples = std::uint64_t{1} << 40;
    CHECK(range_of({1000, 1000}, kSamples).last == kSamples);
    CHECK(range_of({1, 2}, kSamples).last == kSamples / 2);
}

TEST_CASE("What is missing is what no piece holds") {
    const SampleRange all{0, 100};
    CHECK(missing(all, {}) == Ranges{{0, 100}});
    CHECK(missing(all, {{0, 100}}).empty());
    CHECK(missing(all, {{0, 200}}).empty());
    CHECK(missing(all, {{20, 40}}) == Ranges{{0, 20}, {40, 100}});
    CHECK(missing(all, {{60, 80}, {0, 20}, {15, 30}}) == Ranges{{30, 60}, {80, 100}});
    CHECK(missing(all, {{0, 50}, {50, 100}}).empty());
    CHECK(missing(all, {{0, 90}, {10, 20}}) == Ranges{{90, 100}});  // one inside another
    CHECK(missing({40, 60}, {{0, 45}, {55, 100}}) == Ranges{{45, 55}});
    CHECK(missing({40, 60}, {{0, 10}, {90, 100}}) == Ranges{{40, 60}});
    CHECK(missing({40, 60}, {{60, 100}}) == Ranges{{40, 60}});
}

TEST_CASE("What is done and what is missing are the whole whatever the pieces") {
    std::mt19937 random(1);
    for (int trial = 0; trial < 500; ++trial) {
        std::vector<bool> there(64, false);
        Ranges done;
        for (int piece = 0; piece < 5; ++piece) {
            const std::uint64_t a = random() % 64;
            const std::uint64_t b = a + 1 + random() % (64 - a);
            done.push_back({a, b});
            for (std::uint64_t i = a; i < b; ++i) there[i] = true;
        }
        const SampleRange wanted{random() % 20, 40 + random() % 24};
        std::vector<bool> gaps(64, false);
        for (const auto& gap : missing(wanted, done)) {
            REQUIRE(gap.first < gap.last);
            for (std::uint64_t i = gap.first; i < gap.last; ++i) gaps[i] = true;
        }
        for (std::uint64_t i = 0; i < 64; ++i) {
            const bool is_wanted = i >= wanted.first && i < wanted.last;
            REQUIRE(gaps[i] == (is_wanted && !there[i]));
        }
    }
}

TEST_CASE("Names of files say their samples and sort like them") {
    CHECK(file_name({256, 512}) == "samples-000000000256-000000000512.h5");
    CHECK(file_name({0, 1000}) < file_name({1000, 2000}));
    CHECK(file_name({9999, 10000}) < file_name({10000, 10001}));
    for (const SampleRange range : {SampleRange{0, 1}, {256, 512}, {0, std::uint64_t{1} << 39}}) {
        CHECK(range_in_name(file_name(range)) == range);
    }
    for (const char* bad :
         {"", "study.h5", "samples-000000000256-000000000512.h5.1.tmp",
          "samples-000000000512-000000000256.h5", "samples-000000000256-000000000256.h5",
          "samples-00000000x256-000000000512.h5", "samples-256-512.h5",
          "Samples-000000000256-000000000512.h5"}) {
        CAPTURE(bad);
        CHECK_FALSE(range_in_name(bad));
    }
}
