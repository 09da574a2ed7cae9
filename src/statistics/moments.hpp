#pragma once
// Mean, variance and extremes that merge to the same bits whatever the partition of the samples.
//
// Samples come in blocks of 256 consecutive indices. A block is summed in a fixed order; blocks are
// merged along a fixed binary tree over the block index: the node (level, index) covers the blocks
// index * 2^level .. (index + 1) * 2^level - 1 and is the merger of its two halves, left with
// right. Whoever holds a whole node has its final bits, so shards, threads and restarts change
// nothing.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace tanlu {

/// Samples in a block; only the last block of a study may have fewer.
inline constexpr std::size_t kBlockSamples = 256;

/// Count, mean and spread of numbers; NaN where there are none.
struct Moments {
    std::int64_t count = 0;  ///< Of numbers, NaN left out; with weights, their sum.
    double mean = std::numeric_limits<double>::quiet_NaN();
    double squares = 0.0;  ///< Sum of squared deviations from the mean.
    double minimum = std::numeric_limits<double>::quiet_NaN();
    double maximum = std::numeric_limits<double>::quiet_NaN();

    /// Sample variance squares / (count - 1); NaN for fewer than two. With weights these count as
    /// repetitions of a sample.
    double variance() const;
};

/// Moments of the samples of one block, in two passes: the mean, then the deviations from it. Sums
/// run in sample order over eight lanes (sample i goes to lane i mod 8), then over the lanes. NaN
/// and samples of weight zero are left out. Minus zero counts as zero.
Moments moments_of(std::span<const double> values, std::span<const std::uint32_t> weights = {});

/// Moments of both sets together (Chan, Golub and LeVeque 1983). Not symmetric in its bits.
Moments merge(const Moments& left, const Moments& right);

/// Blocks first .. last-1.
struct BlockRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool operator==(const BlockRange&) const = default;
};

/// A forest as flat columns, nodes in ascending order of blocks, cells within nodes: what a
/// shard file holds. Forests of the same blocks have the same columns.
struct MomentTable {
    std::size_t cells = 0;
    std::vector<std::int32_t> levels;   ///< [node]
    std::vector<std::int64_t> indices;  ///< [node]
    std::vector<std::int64_t> counts;   ///< [node][cell], as are the rest
    std::vector<double> means;
    std::vector<double> squares;
    std::vector<double> minima;
    std::vector<double> maxima;
};

/// Moments of many cells over blocks of samples, kept as the fewest whole nodes of the tree: at
/// most 2 log2(blocks) nodes for a contiguous range, 40 bytes per node and cell. Not for concurrent
/// use.
class MomentForest {
public:
    explicit MomentForest(std::size_t cells) : cells_(cells) {}

    std::size_t cells() const { return cells_; }

    /// Adds a block: one entry per cell. Blocks may come in any order. Throws Error where the block
    /// is there already.
    void add_block(std::int64_t index, std::vector<Moments> block);

    /// Adds the blocks of another forest or table of the same cells. Throws InputError, with
    /// nothing added, where a table contradicts itself, is of other cells or has blocks that are
    /// here.
    void merge(const MomentForest& other);
    void merge(const MomentTable& table);

    /// Blocks that are here, as maximal ranges in ascending order.
    std::vector<BlockRange> blocks() const;

    /// Moments per cell over all blocks that are here. Blocks that are missing are passed over; the
    /// bits are final once blocks() is one range from 0 to the last block.
    std::vector<Moments> total() const;

    MomentTable table() const;

private:
    /// Level and index; ordered by first block.
    struct Key {
        std::int32_t level;
        std::int64_t index;
        std::int64_t first() const { return index << level; }
        std::int64_t last() const { return (index + 1) << level; }
        bool operator<(const Key& other) const { return first() < other.first(); }
    };
    using Nodes = std::map<Key, std::vector<Moments>>;

    bool overlaps(const Key& key) const;
    void add_node(Key key, std::vector<Moments> node);
    void fold(const Key& key, std::vector<Moments>& sum) const;

    std::size_t cells_;
    Nodes nodes_;
};

}  // namespace tanlu
