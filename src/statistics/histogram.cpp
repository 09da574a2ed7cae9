#include "statistics/histogram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/expects.hpp"
#include "statistics/bin_table.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

/// Numbers whose codes are found together.
constexpr std::size_t kBatch = 256;
/// Below the first bin: counts as zero.
constexpr double kSmallest = 9e-10;

struct KeyRange {
    BinKey lowest = std::numeric_limits<BinKey>::max();
    BinKey highest = std::numeric_limits<BinKey>::min();
};

KeyRange find_keys(std::span<const double> values) {
    KeyRange range;
    for (const double x : values) {
        range.lowest = std::min(range.lowest, bin_key(x));
        range.highest = std::max(range.highest, bin_key(x));
    }
    return range;
}

void expect_counts(const SparseCounts& counts, std::size_t cells) {
    const std::size_t size = counts.counts.size();
    if (counts.cells.size() != size || counts.codes.size() != size) {
        throw InputError("histogram counts: columns of different lengths");
    }
    for (std::size_t i = 0; i < size; ++i) {
        const std::int64_t cell = counts.cells[i];
        const BinCode code = counts.codes[i];
        if (cell < 0 || cell >= static_cast<std::int64_t>(cells) || code < -kOverflowCode ||
            code > kUndefinedCode || counts.counts[i] <= 0) {
            throw InputError(
                fmt::format("histogram counts: entry {} (cell {}, bin {}, count {}) does not fit "
                            "{} cells",
                            i, cell, code, counts.counts[i], cells));
        }
    }
}

}  // namespace

std::int64_t quantile_rank(double q, std::int64_t n) {
    TANLU_EXPECTS(q >= 0 && q <= 1);
    constexpr double kRounding = 1e-12;
    const double product = q * static_cast<double>(n);
    const double whole = std::round(product);
    const bool is_whole = std::abs(product - whole) <= kRounding * static_cast<double>(n);
    const auto rank = static_cast<std::int64_t>(is_whole ? whole : std::ceil(product));
    return std::max<std::int64_t>(rank, 1);
}

void Histograms::add_count(Cell& cell, BinCode code, std::int64_t count) {
    if (code == 0) {
        cell.zero += count;
    } else if (code == kUndefinedCode) {
        cell.undefined += count;
    } else {
        BinCounts& counts = code > 0 ? cell.positive : cell.negative;
        counts.cover(std::abs(code), std::abs(code));
        counts[std::abs(code)] += count;
    }
}

void Histograms::add(std::size_t cell, std::span<const double> values,
                     std::span<const std::uint32_t> weights) {
    TANLU_EXPECTS(cell < cells());
    TANLU_EXPECTS(weights.empty() || weights.size() == values.size());
    for (std::size_t from = 0; from < values.size(); from += kBatch) {
        const std::size_t size = std::min(kBatch, values.size() - from);
        if (weights.empty()) {
            add_batch(cells_[cell], values.subspan(from, size), [](std::size_t) { return 1; });
        } else {
            const auto own = weights.subspan(from, size);
            add_batch(cells_[cell], values.subspan(from, size),
                      [own](std::size_t i) { return own[i]; });
        }
    }
}

/// Adds up to kBatch numbers, the i-th weight(i) times.
template <class Weight>
void Histograms::add_batch(Cell& cell, std::span<const double> values, Weight weight) {
    const auto total = [&] {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i) sum += weight(i);
        return sum;
    };
    const KeyRange keys = find_keys(values);
    if (keys.lowest >= kFirstBinKey && keys.highest < kEndBinKey) {
        const BinTable& table = bin_table();
        const BinCode lowest = table.lowest(keys.lowest);
        const BinCode highest = table.highest(keys.highest);
        BinCounts& counts = cell.positive;
        counts.cover(lowest, highest);
        if (lowest == highest) {
            counts[lowest] += total();
            return;
        }
        std::int64_t* const first = &counts[lowest];
        for (std::size_t i = 0; i < values.size(); ++i) {
            first[table.code(values[i]) - lowest] += weight(i);
        }
    } else if (keys.lowest >= 0 && keys.highest < bin_key(kSmallest)) {
        cell.zero += total();
    } else {
        // The compiler makes vectors of this loop.
        std::array<BinCode, kBatch> codes;
        for (std::size_t i = 0; i < values.size(); ++i) codes[i] = bin_code(values[i]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (weight(i) > 0) add_count(cell, codes[i], weight(i));
        }
    }
}

/// Calls visit(code, count) for the counts above zero, in ascending order of the codes.
template <class Visit>
void Histograms::for_each_count(std::size_t cell, Visit&& visit) const {
    const auto& [positive, negative, zero, undefined] = cells_[cell];
    for (BinCode size = negative.end() - 1; size >= negative.first(); --size) {
        if (negative[size] > 0) visit(-size, negative[size]);
    }
    if (zero > 0) visit(BinCode{0}, zero);
    for (BinCode size = positive.first(); size < positive.end(); ++size) {
        if (positive[size] > 0) visit(size, positive[size]);
    }
    if (undefined > 0) visit(kUndefinedCode, undefined);
}

void Histograms::merge(const Histograms& other) {
    TANLU_EXPECTS(other.cells() == cells());
    TANLU_EXPECTS(&other != this);
    for (std::size_t cell = 0; cell < cells(); ++cell) {
        other.for_each_count(
            cell, [&](BinCode code, std::int64_t count) { add_count(cells_[cell], code, count); });
    }
}

void Histograms::merge(const SparseCounts& counts) {
    expect_counts(counts, cells());
    for (std::size_t i = 0; i < counts.counts.size(); ++i) {
        add_count(cells_[static_cast<std::size_t>(counts.cells[i])], counts.codes[i],
                  counts.counts[i]);
    }
}

SparseCounts Histograms::counts(std::size_t first, std::size_t count) const {
    TANLU_EXPECTS(first <= cells() && count <= cells() - first);
    SparseCounts sparse;
    for (std::size_t cell = first; cell < first + count; ++cell) {
        for_each_count(cell, [&](BinCode code, std::int64_t number) {
            sparse.cells.push_back(static_cast<std::int32_t>(cell));
            sparse.codes.push_back(code);
            sparse.counts.push_back(number);
        });
    }
    return sparse;
}

std::int64_t Histograms::total(std::size_t cell) const {
    std::int64_t sum = 0;
    for_each_count(cell, [&](BinCode, std::int64_t count) { sum += count; });
    return sum - undefined(cell);
}

double Histograms::value_at_rank(std::size_t cell, std::int64_t rank) const {
    if (total(cell) == 0) return std::numeric_limits<double>::quiet_NaN();
    if (rank < 1) return -std::numeric_limits<double>::infinity();
    double value = std::numeric_limits<double>::infinity();
    std::int64_t below = 0;
    for_each_count(cell, [&](BinCode code, std::int64_t count) {
        if (code == kUndefinedCode) return;
        if (below < rank && rank <= below + count) value = representative(code);
        below += count;
    });
    return value;
}

double Histograms::quantile(std::size_t cell, double q) const {
    return quantiles(cell, {&q, 1}).front();
}

std::vector<double> Histograms::quantiles(std::size_t cell, std::span<const double> q) const {
    TANLU_EXPECTS(std::is_sorted(q.begin(), q.end()));
    const std::int64_t n = total(cell);
    std::vector<double> found;
    std::int64_t cumulative = 0;
    if (n > 0) {
        for_each_count(cell, [&](BinCode code, std::int64_t count) {
            cumulative += count;
            while (found.size() < q.size() && quantile_rank(q[found.size()], n) <= cumulative) {
                found.push_back(representative(code));
            }
        });
    }
    found.resize(q.size(), std::numeric_limits<double>::quiet_NaN());
    return found;
}

}  // namespace tanlu
