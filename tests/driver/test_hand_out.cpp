#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "driver/hand_out.hpp"

namespace tanlu::driver {
namespace {

using ensemble::SampleRange;
using Ranges = std::vector<SampleRange>;

std::uint64_t size_of(const Ranges& ranges) {
    std::uint64_t samples = 0;
    for (const auto& range : ranges) samples += range.size();
    return samples;
}

TEST_CASE("cut_at_shards gives the shards of a whole study") {
    // 1000 samples are four blocks of 256; two blocks each.
    CHECK(cut_at_shards({{0, 1000}}, 2, 1000) == Ranges{{0, 512}, {512, 1000}});
    CHECK(cut_at_shards({{0, 1000}}, 1, 1000) == Ranges{{0, 1000}});
}

TEST_CASE("cut_at_shards leaves out shards without a block") {
    CHECK(cut_at_shards({{0, 300}}, 5, 300) == Ranges{{0, 256}, {256, 300}});
}

TEST_CASE("cut_at_shards keeps to what is to be run") {
    // Shards of 2048 samples by four: edges at 512, 1024, 1536.
    const Ranges gaps{{256, 768}, {1792, 2048}};
    CHECK(cut_at_shards(gaps, 4, 2048) == Ranges{{256, 512}, {512, 768}, {1792, 2048}});
    CHECK(cut_at_shards({}, 4, 2048).empty());
}

TEST_CASE("cut_at_shards covers each sample once for any number of shards") {
    const Ranges gaps{{0, 1280}, {2560, 2816}, {5120, 9999}};
    for (std::uint64_t shards = 1; shards <= 60; ++shards) {
        const Ranges parts = cut_at_shards(gaps, shards, 9999);
        CHECK(size_of(parts) == size_of(gaps));
        for (std::size_t i = 1; i < parts.size(); ++i) CHECK(parts[i - 1].last <= parts[i].first);
    }
}

TEST_CASE("HandOut gives each part once to any number of threads") {
    Ranges parts;
    for (std::uint64_t i = 0; i < 1000; ++i) parts.push_back({i, i + 1});
    HandOut desk(parts);
    CHECK(desk.planned() == 1000);
    std::vector<std::set<std::uint64_t>> taken(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : taken) {
            threads.emplace_back([&] {
                while (const auto part = desk.take()) {
                    mine.insert(part->first);
                    desk.add_done(part->size());
                }
            });
        }
    }
    std::set<std::uint64_t> all;
    std::size_t count = 0;
    for (const auto& mine : taken) {
        all.insert(mine.begin(), mine.end());
        count += mine.size();
    }
    CHECK(count == 1000);
    CHECK(all.size() == 1000);
    CHECK(desk.done() == 1000);
}

TEST_CASE("HandOut gives nothing once it was stopped") {
    HandOut desk({{0, 256}, {256, 512}});
    CHECK(desk.take() == SampleRange{0, 256});
    desk.stop();
    CHECK_FALSE(desk.take());
}

}  // namespace
}  // namespace tanlu::driver
