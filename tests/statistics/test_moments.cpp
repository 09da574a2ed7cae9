#include "statistics/moments.hpp"

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "statistics/samples.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;

namespace {

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same_bits(const std::vector<Moments>& a, const std::vector<Moments>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.count == y.count && same_bits(x.mean, y.mean) && same_bits(x.squares, y.squares) &&
               same_bits(x.minimum, y.minimum) && same_bits(x.maximum, y.maximum);
    });
}

/// Samples of some cells, the last block with 100 of them; some NaN.
class Study {
public:
    static constexpr std::size_t kCells = 3;
    explicit Study(std::size_t blocks) : size_((blocks - 1) * 256 + 100) {
        std::mt19937_64 generator(9);
        for (std::size_t cell = 0; cell < kCells; ++cell) {
            samples_.push_back(test::spread_samples(size_, 1.0, 3.0, cell));
            for (double& x : samples_.back()) {
                if (generator() % 30 == 0) x = std::nan("");
            }
        }
        std::fill(samples_[2].begin(), samples_[2].begin() + 600, std::nan(""));
    }
    std::vector<Moments> block(std::size_t index) const {
        std::vector<Moments> moments;
        for (const auto& samples : samples_) {
            const std::size_t from = index * 256;
            moments.push_back(moments_of(
                std::span(samples).subspan(from, std::min<std::size_t>(256, size_ - from))));
        }
        return moments;
    }
    MomentForest forest(std::size_t first, std::size_t last) const {
        MomentForest forest(kCells);
        for (std::size_t b = first; b < last; ++b) {
            forest.add_block(static_cast<std::int64_t>(b), block(b));
        }
        return forest;
    }
    const std::vector<double>& samples(std::size_t cell) const { return samples_[cell]; }

private:
    std::size_t size_;
    std::vector<std::vector<double>> samples_;
};

}  // namespace

TEST_CASE("moments of a few numbers are those by hand") {
    // 2 4 4 4 5 5 7 9: sum 40, mean 5; deviations 9 1 1 1 0 0 4 16 squared, sum 32.
    const std::vector<double> values = {2, 4, 4, 4, 5, 5, 7, 9};
    const Moments moments = moments_of(values);
    CHECK(moments.count == 8);
    CHECK(moments.mean == 5.0);
    CHECK(moments.squares == 32.0);
    CHECK(moments.variance() == 32.0 / 7.0);
    CHECK(moments.minimum == 2.0);
    CHECK(moments.maximum == 9.0);
}

TEST_CASE("moments leave NaN out and are NaN where nothing is left") {
    const double nan = std::nan("");
    const Moments moments = moments_of(std::vector<double>{nan, 3, nan, 5});
    CHECK(moments.count == 2);
    CHECK(moments.mean == 4.0);
    CHECK(moments.variance() == 2.0);  // (1 + 1) / 1
    CHECK(moments.minimum == 3.0);

    const Moments none = moments_of(std::vector<double>(256, nan));
    CHECK(none.count == 0);
    CHECK(std::isnan(none.mean));
    CHECK(std::isnan(none.variance()));
    CHECK(std::isnan(none.minimum));
    CHECK(std::isnan(none.maximum));
    CHECK(moments_of(std::vector<double>{-7.5}).mean == -7.5);
    CHECK(std::isnan(moments_of(std::vector<double>{-7.5}).variance()));
    CHECK(moments_of(std::vector<double>{-7.5}).maximum == -7.5);
}

TEST_CASE("minus zero counts as zero") {
    const Moments moments = moments_of(std::vector<double>{-0.0, 0.0});
    CHECK_FALSE(std::signbit(moments.minimum));
    CHECK_FALSE(std::signbit(moments.mean));
}

TEST_CASE("a weight counts a number that many times and zero leaves it out") {
    // 1 three times and 5 once: mean 2, squares 3 * 1 + 9 = 12, variance 12 / 3.
    const std::vector<double> values = {1, 5, -100};
    const std::vector<std::uint32_t> weights = {3, 1, 0};
    const Moments moments = moments_of(values, weights);
    CHECK(moments.count == 4);
    CHECK(moments.mean == 2.0);
    CHECK(moments.variance() == 4.0);
    CHECK(moments.minimum == 1.0);
    CHECK(moments.maximum == 5.0);
}

TEST_CASE("whole batches without weights have the same bits as with weights of one") {
    std::vector<double> values;
    for (int i = 0; i < 256; ++i) values.push_back(1e9 + std::sin(i) * 1e3);
    for (const std::size_t size : {8, 64, 248, 256}) {
        const auto part = std::span<const double>(values).first(size);
        const std::vector<std::uint32_t> ones(size, 1);
        const Moments plain = moments_of(part);
        const Moments weighted = moments_of(part, ones);
        CHECK(plain.count == weighted.count);
        CHECK(plain.mean == weighted.mean);
        CHECK(plain.squares == weighted.squares);
        CHECK(plain.minimum == weighted.minimum);
        CHECK(plain.maximum == weighted.maximum);
    }
}

TEST_CASE("a large offset does not spoil the variance") {
    // 1e9 and 1e9 + 1 in turn: 256 squared deviations of 1/4 each, over 255.
    std::vector<double> values;
    for (int i = 0; i < 256; ++i) values.push_back(1e9 + i % 2);
    CHECK(moments_of(values).variance() == Approx(64.0 / 255.0).epsilon(1e-12));
}

TEST_CASE("two sets merge to the moments of their union") {
    // {1, 3} and {5, 7, 9}: mean 5, squares 16 + 4 + 0 + 4 + 16 = 40.
    const Moments left = moments_of(std::vector<double>{1, 3});
    const Moments right = moments_of(std::vector<double>{5, 7, 9});
    const Moments both = merge(left, right);
    CHECK(both.count == 5);
    CHECK(both.mean == Approx(5.0).epsilon(1e-15));
    CHECK(both.squares == Approx(40.0).epsilon(1e-15));
    CHECK(both.minimum == 1.0);
    CHECK(both.maximum == 9.0);
    CHECK(merge(left, Moments()).mean == left.mean);
    CHECK(merge(Moments(), right).squares == right.squares);
}

TEST_CASE("a forest has the moments of all samples") {
    const Study study(20);
    const auto total = study.forest(0, 20).total();
    for (std::size_t cell = 0; cell < Study::kCells; ++cell) {
        long double sum = 0;
        std::int64_t n = 0;
        for (const double x : study.samples(cell)) {
            if (std::isnan(x)) continue;
            sum += x;
            ++n;
        }
        const long double mean = sum / static_cast<long double>(n);
        long double squares = 0;
        for (const double x : study.samples(cell)) {
            if (!std::isnan(x)) squares += (x - mean) * (x - mean);
        }
        CHECK(total[cell].count == n);
        CHECK(total[cell].mean == Approx(static_cast<double>(mean)).epsilon(1e-14));
        CHECK(total[cell].squares == Approx(static_cast<double>(squares)).epsilon(1e-13));
    }
}

TEST_CASE("shards merge to the same bits whatever the partition and the order") {
    constexpr std::size_t blocks = 20;
    const Study study(blocks);
    const auto whole = study.forest(0, blocks).total();

    std::mt19937_64 generator(3);
    for (int trial = 0; trial < 40; ++trial) {
        std::vector<std::size_t> edges = {0, blocks};
        for (std::size_t i = generator() % 6; i > 0; --i) edges.push_back(generator() % blocks);
        std::sort(edges.begin(), edges.end());
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        std::vector<MomentForest> shards;
        for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
            shards.push_back(study.forest(edges[i], edges[i + 1]));
        }
        std::shuffle(shards.begin(), shards.end(), generator);
        MomentForest merged(Study::kCells);
        for (std::size_t i = 0; i < shards.size(); ++i) {
            if (i % 2 == 0) {
                merged.merge(shards[i]);
            } else {
                merged.merge(shards[i].table());
            }
        }
        REQUIRE(merged.blocks() == std::vector<BlockRange>{{0, blocks}});
        REQUIRE(same_bits(merged.total(), whole));
    }
}

TEST_CASE("blocks in any order make the same forest") {
    constexpr std::size_t blocks = 20;
    const Study study(blocks);
    const auto expected = study.forest(0, blocks).table();
    std::vector<std::size_t> order(blocks);
    for (std::size_t i = 0; i < blocks; ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), std::mt19937_64(4));
    MomentForest forest(Study::kCells);
    for (const std::size_t b : order) {
        forest.add_block(static_cast<std::int64_t>(b), study.block(b));
    }
    const auto table = forest.table();
    // 20 = 16 + 4: two whole nodes.
    CHECK(table.levels == std::vector<std::int32_t>{4, 2});
    CHECK(table.indices == std::vector<std::int64_t>{0, 4});
    CHECK(table.counts == expected.counts);
    CHECK(table.means == expected.means);
    CHECK(table.squares == expected.squares);
}

TEST_CASE("the tree is the one of the block indices") {
    // Blocks 1 2 3 of 4: node (1, 1) of blocks 2 and 3, and block 1 by itself, its sibling missing.
    const Study study(4);
    const auto forest = study.forest(1, 4);
    const auto table = forest.table();
    CHECK(table.levels == std::vector<std::int32_t>{0, 1});
    CHECK(table.indices == std::vector<std::int64_t>{1, 1});
    const auto b1 = study.block(1);
    const auto b2 = study.block(2);
    const auto b3 = study.block(3);
    const auto expected = merge(b1[0], merge(b2[0], b3[0]));
    CHECK(same_bits(forest.total()[0].squares, expected.squares));
    CHECK(same_bits(forest.total()[0].mean, expected.mean));
}

TEST_CASE("missing blocks are told") {
    const Study study(20);
    MomentForest forest = study.forest(0, 5);
    forest.merge(study.forest(9, 12));
    CHECK(forest.blocks() == std::vector<BlockRange>{{0, 5}, {9, 12}});
    CHECK(MomentForest(2).blocks().empty());
    CHECK(MomentForest(2).total()[1].count == 0);
}

TEST_CASE("blocks that are there already and tables that do not fit are refused") {
    const Study study(8);
    MomentForest forest = study.forest(0, 4);
    CHECK_THROWS_AS(forest.add_block(2, study.block(2)), Error);
    CHECK_THROWS_AS(forest.merge(study.forest(3, 6)), InputError);
    CHECK_THROWS_AS(study.forest(3, 4).merge(forest), InputError);
    CHECK_THROWS_AS(forest.merge(MomentForest(Study::kCells + 1)), InputError);

    const auto refused = [&](const MomentTable& table) {
        MomentForest empty(Study::kCells);
        CHECK_THROWS_AS(empty.merge(table), InputError);
        CHECK(empty.blocks().empty());
    };
    const MomentTable good = study.forest(1, 4).table();
    MomentTable table = good;
    table.means.pop_back();
    refused(table);
    table = good;
    table.levels[1] = -1;
    refused(table);
    table = good;
    table.levels[1] = 41;
    refused(table);
    table = good;
    table.counts[0] = -1;
    refused(table);
    table = good;
    table.indices[1] = 0;  // level 1, blocks 0 and 1: block 1 is there
    refused(table);
    CHECK(forest.blocks() == std::vector<BlockRange>{{0, 4}});
}
