#include "statistics/moments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/expects.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Sums side by side, one per lane.
constexpr std::size_t kSums = 8;
using Sums = std::array<double, kSums>;

/// The lanes two by two, always in this order.
double total_of(const Sums& s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

/// Samples of a block, filled up to whole batches of lanes; those left out have weight 0, value 0.
struct Samples {
    std::array<double, kBlockSamples> values;
    std::array<double, kBlockSamples> weights;
    std::size_t size = 0;
};

void take_samples(std::span<const double> values, std::span<const std::uint32_t> weights,
                  Samples& samples) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        samples.weights[i] = weights.empty() ? 1.0 : weights[i];
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool counts = values[i] == values[i] && samples.weights[i] > 0;
        samples.values[i] = counts ? values[i] : 0.0;
        samples.weights[i] = counts ? samples.weights[i] : 0.0;
    }
    samples.size = (values.size() + kSums - 1) / kSums * kSums;
    std::fill(samples.values.begin() + static_cast<std::ptrdiff_t>(values.size()),
              samples.values.begin() + static_cast<std::ptrdiff_t>(samples.size), 0.0);
    std::fill(samples.weights.begin() + static_cast<std::ptrdiff_t>(values.size()),
              samples.weights.begin() + static_cast<std::ptrdiff_t>(samples.size), 0.0);
}

/// Moments of whole batches of lanes without weights, by the same operations in the same order;
/// false where a number is none or infinite, which the general way sorts out.
bool take_plain(std::span<const double> values, Moments& moments) {
    if (values.empty() || values.size() % kSums != 0) return false;
    Sums sum{};
    Sums lowest;
    Sums highest;
    lowest.fill(kInfinity);
    highest.fill(-kInfinity);
    for (std::size_t i = 0; i < values.size(); i += kSums) {
        for (std::size_t lane = 0; lane < kSums; ++lane) {
            const double x = values[i + lane] + 0.0;  // minus zero becomes zero
            sum[lane] += x;
            lowest[lane] = x < lowest[lane] ? x : lowest[lane];
            highest[lane] = x > highest[lane] ? x : highest[lane];
        }
    }
    const double total = total_of(sum);
    if (!(total - total == 0.0)) return false;
    const double mean = total / static_cast<double>(values.size());
    Sums squares{};
    for (std::size_t i = 0; i < values.size(); i += kSums) {
        for (std::size_t lane = 0; lane < kSums; ++lane) {
            const double deviation = values[i + lane] - mean;
            squares[lane] += deviation * deviation;
        }
    }
    moments.count = static_cast<std::int64_t>(values.size());
    moments.mean = mean;
    moments.squares = total_of(squares);
    moments.minimum = *std::min_element(lowest.begin(), lowest.end());
    moments.maximum = *std::max_element(highest.begin(), highest.end());
    return true;
}

/// Throws where the columns do not fit together or the cells.
void expect_table(const MomentTable& table, std::size_t cells) {
    const std::size_t nodes = table.levels.size();
    const std::size_t numbers = nodes * cells;
    constexpr int kLargestLevel = 40;
    const bool fits = table.cells == cells && table.indices.size() == nodes &&
                      table.counts.size() == numbers && table.means.size() == numbers &&
                      table.squares.size() == numbers && table.minima.size() == numbers &&
                      table.maxima.size() == numbers;
    if (!fits) throw InputError(fmt::format("moments: columns that do not fit {} cells", cells));
    for (std::size_t i = 0; i < nodes; ++i) {
        const auto level = table.levels[i];
        if (level < 0 || level > kLargestLevel || table.indices[i] < 0 ||
            table.indices[i] > std::int64_t{1} << (kLargestLevel - level)) {
            throw InputError(
                fmt::format("moments: no node has level {}, index {}", level, table.indices[i]));
        }
    }
    if (std::any_of(table.counts.begin(), table.counts.end(), [](auto n) { return n < 0; })) {
        throw InputError("moments: a count below zero");
    }
}

}  // namespace

double Moments::variance() const {
    return count < 2 ? kNone : squares / static_cast<double>(count - 1);
}

Moments moments_of(std::span<const double> values, std::span<const std::uint32_t> weights) {
    TANLU_EXPECTS(values.size() <= kBlockSamples);
    TANLU_EXPECTS(weights.empty() || weights.size() == values.size());
    Moments moments;
    if (weights.empty() && take_plain(values, moments)) return moments;
    Samples samples;
    take_samples(values, weights, samples);
    Sums count{};
    Sums sum{};
    Sums lowest;
    Sums highest;
    lowest.fill(kInfinity);
    highest.fill(-kInfinity);
    for (std::size_t i = 0; i < samples.size; i += kSums) {
        for (std::size_t lane = 0; lane < kSums; ++lane) {
            const double x = samples.values[i + lane] + 0.0;  // minus zero becomes zero
            const double weight = samples.weights[i + lane];
            const double low = weight > 0 ? x : kInfinity;
            const double high = weight > 0 ? x : -kInfinity;
            count[lane] += weight;
            sum[lane] += weight * x;
            lowest[lane] = low < lowest[lane] ? low : lowest[lane];
            highest[lane] = high > highest[lane] ? high : highest[lane];
        }
    }
    const double n = total_of(count);  // weights are below 2^32: exact
    if (n == 0.0) return moments;
    const double mean = total_of(sum) / n;
    Sums squares{};
    for (std::size_t i = 0; i < samples.size; i += kSums) {
        for (std::size_t lane = 0; lane < kSums; ++lane) {
            const double deviation = samples.values[i + lane] - mean;
            const double weight = samples.weights[i + lane];
            squares[lane] += weight > 0 ? weight * (deviation * deviation) : 0.0;
        }
    }
    moments.count = static_cast<std::int64_t>(n);
    moments.mean = mean;
    moments.squares = total_of(squares);
    moments.minimum = *std::min_element(lowest.begin(), lowest.end());
    moments.maximum = *std::max_element(highest.begin(), highest.end());
    return moments;
}

Moments merge(const Moments& left, const Moments& right) {
    if (left.count == 0) return right;
    if (right.count == 0) return left;
    Moments both;
    both.count = left.count + right.count;
    const double share = static_cast<double>(right.count) / static_cast<double>(both.count);
    const double distance = right.mean - left.mean;
    both.mean = left.mean + distance * share;
    both.squares = left.squares + right.squares +
                   distance * distance * (static_cast<double>(left.count) * share);
    both.minimum = std::min(left.minimum, right.minimum);
    both.maximum = std::max(left.maximum, right.maximum);
    return both;
}

bool MomentForest::overlaps(const Key& key) const {
    const auto after = nodes_.upper_bound(key);
    if (after != nodes_.end() && after->first.first() < key.last()) return true;
    return after != nodes_.begin() && std::prev(after)->first.last() > key.first();
}

void MomentForest::add_node(Key key, std::vector<Moments> node) {
    // While the other half is here as one node, both become their parent.
    for (;;) {
        const Key sibling{key.level, key.index ^ 1};
        const auto found = nodes_.find(sibling);
        if (found == nodes_.end() || found->first.level != key.level) break;
        std::vector<Moments>& other = found->second;
        const bool is_left = key.index < sibling.index;
        for (std::size_t cell = 0; cell < cells_; ++cell) {
            node[cell] = is_left ? tanlu::merge(node[cell], other[cell])
                                 : tanlu::merge(other[cell], node[cell]);
        }
        nodes_.erase(found);
        key = {key.level + 1, key.index / 2};
    }
    nodes_.emplace(key, std::move(node));
}

void MomentForest::add_block(std::int64_t index, std::vector<Moments> block) {
    TANLU_EXPECTS(index >= 0);
    TANLU_EXPECTS(block.size() == cells_);
    const Key key{0, index};
    if (overlaps(key)) throw Error(fmt::format("moments: block {} was added twice", index));
    add_node(key, std::move(block));
}

void MomentForest::merge(const MomentForest& other) {
    if (other.cells_ != cells_) throw InputError("moments: forests of different cells");
    for (const auto& [key, node] : other.nodes_) {
        if (overlaps(key)) {
            throw InputError(fmt::format("moments: some of blocks {} to {} are there already",
                                         key.first(), key.last() - 1));
        }
    }
    for (const auto& [key, node] : other.nodes_) add_node(key, node);
}

void MomentForest::merge(const MomentTable& table) {
    expect_table(table, cells_);
    MomentForest other(cells_);
    std::size_t at = 0;
    for (std::size_t i = 0; i < table.levels.size(); ++i) {
        std::vector<Moments> node(cells_);
        for (auto& moments : node) {
            moments.count = table.counts[at];
            moments.mean = table.means[at];
            moments.squares = table.squares[at];
            moments.minimum = table.minima[at];
            moments.maximum = table.maxima[at];
            ++at;
        }
        const Key key{table.levels[i], table.indices[i]};
        if (other.overlaps(key)) throw InputError("moments: nodes that overlap");
        other.add_node(key, std::move(node));
    }
    merge(other);
}

std::vector<BlockRange> MomentForest::blocks() const {
    std::vector<BlockRange> ranges;
    for (const auto& [key, node] : nodes_) {
        if (ranges.empty() || ranges.back().last != key.first()) {
            ranges.push_back({key.first(), key.first()});
        }
        ranges.back().last = key.last();
    }
    return ranges;
}

/// Puts the moments of all blocks under `key` into `sum`, which is left empty where there are none.
void MomentForest::fold(const Key& key, std::vector<Moments>& sum) const {
    const auto found = nodes_.lower_bound(key);
    if (found == nodes_.end() || found->first.first() >= key.last()) return;
    if (found->first.first() == key.first() && found->first.level == key.level) {
        sum = found->second;
        return;
    }
    std::vector<Moments> right;
    fold({key.level - 1, 2 * key.index}, sum);
    fold({key.level - 1, 2 * key.index + 1}, right);
    if (right.empty()) return;
    if (sum.empty()) {
        sum = std::move(right);
        return;
    }
    for (std::size_t cell = 0; cell < cells_; ++cell) {
        sum[cell] = tanlu::merge(sum[cell], right[cell]);
    }
}

std::vector<Moments> MomentForest::total() const {
    std::vector<Moments> sum;
    if (!nodes_.empty()) {
        Key root{0, 0};
        while (root.last() < nodes_.rbegin()->first.last()) ++root.level;
        fold(root, sum);
    }
    sum.resize(cells_);
    return sum;
}

MomentTable MomentForest::table() const {
    MomentTable table;
    table.cells = cells_;
    for (const auto& [key, node] : nodes_) {
        table.levels.push_back(key.level);
        table.indices.push_back(key.index);
        for (const auto& moments : node) {
            table.counts.push_back(moments.count);
            table.means.push_back(moments.mean);
            table.squares.push_back(moments.squares);
            table.minima.push_back(moments.minimum);
            table.maxima.push_back(moments.maximum);
        }
    }
    return table;
}

}  // namespace tanlu
