#include "statistics/histogram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/expects.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

/// Counts of one sign of one cell: the bins and the overflow.
constexpr std::size_t kStrip = static_cast<std::size_t>(kOverflowCode);
/// Numbers whose codes are found together.
constexpr std::size_t kBatch = 256;

using Codes = std::array<BinCode, kBatch>;

struct CodeRange {
    BinCode lowest;
    BinCode highest;
};

/// Codes of up to kBatch numbers. The compiler makes vectors of these loops.
CodeRange find_codes(std::span<const double> values, Codes& codes) {
    for (std::size_t i = 0; i < values.size(); ++i) codes[i] = bin_code(values[i]);
    CodeRange range{kUndefinedCode, -kUndefinedCode};
    for (std::size_t i = 0; i < values.size(); ++i) {
        range.lowest = std::min(range.lowest, codes[i]);
        range.highest = std::max(range.highest, codes[i]);
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

Histograms::Histograms(std::size_t cells)
    : summaries_(cells), positive_(cells * kStrip), negative_(std::make_unique<Negative>()) {}

std::int64_t* Histograms::positive_strip(std::size_t cell) {
    return positive_.data() + cell * kStrip;
}

std::int64_t* Histograms::negative_strip(std::size_t cell) {
    std::call_once(negative_->once, [&] { negative_->counts = LazyCounts(cells() * kStrip); });
    return negative_->counts.data() + cell * kStrip;
}

void Histograms::add_count(std::size_t cell, BinCode code, std::int64_t count) {
    Summary& summary = summaries_[cell];
    const auto size = static_cast<std::int16_t>(std::abs(code));
    if (code == 0) {
        summary.zero += count;
    } else if (code == kUndefinedCode) {
        summary.undefined += count;
    } else if (code > 0) {
        positive_strip(cell)[size - 1] += count;
        summary.lowest = std::min(summary.lowest, size);
        summary.highest = std::max(summary.highest, size);
    } else {
        negative_strip(cell)[size - 1] += count;
        summary.negative_lowest = std::min(summary.negative_lowest, size);
        summary.negative_highest = std::max(summary.negative_highest, size);
    }
}

void Histograms::add(std::size_t cell, std::span<const double> values,
                     std::span<const std::uint32_t> weights) {
    TANLU_EXPECTS(cell < cells());
    TANLU_EXPECTS(weights.empty() || weights.size() == values.size());
    for (std::size_t from = 0; from < values.size(); from += kBatch) {
        const std::size_t size = std::min(kBatch, values.size() - from);
        if (weights.empty()) {
            add_batch(cell, values.subspan(from, size), [](std::size_t) { return 1; });
        } else {
            const auto own = weights.subspan(from, size);
            add_batch(cell, values.subspan(from, size), [own](std::size_t i) { return own[i]; });
        }
    }
}

/// Adds up to kBatch numbers, the i-th weight(i) times.
template <class Weight>
void Histograms::add_batch(std::size_t cell, std::span<const double> values, Weight weight) {
    Codes codes;
    const CodeRange range = find_codes(values, codes);
    if (range.lowest < 0 || range.highest > kOverflowCode) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (weight(i) > 0) add_count(cell, codes[i], weight(i));
        }
        return;
    }
    Summary& summary = summaries_[cell];
    std::int64_t* const strip = positive_strip(cell);
    std::int64_t zero = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (codes[i] > 0) {
            strip[codes[i] - 1] += weight(i);
        } else {
            zero += weight(i);
        }
    }
    summary.zero += zero;
    summary.highest = std::max(summary.highest, static_cast<std::int16_t>(range.highest));
    const BinCode lowest = std::max(range.lowest, BinCode{1});
    summary.lowest = std::min(summary.lowest, static_cast<std::int16_t>(lowest));
}

/// Calls visit(code, count) for the counts above zero, in ascending order of the codes.
template <class Visit>
void Histograms::for_each_count(std::size_t cell, Visit&& visit) const {
    const Summary& summary = summaries_[cell];
    for (BinCode size = summary.negative_highest; size >= summary.negative_lowest; --size) {
        const auto at = cell * kStrip + static_cast<std::size_t>(size - 1);
        if (const auto count = negative_->counts.data()[at]; count > 0) visit(-size, count);
    }
    if (summary.zero > 0) visit(BinCode{0}, summary.zero);
    for (BinCode size = summary.lowest; size <= summary.highest; ++size) {
        const auto at = cell * kStrip + static_cast<std::size_t>(size - 1);
        if (const auto count = positive_.data()[at]; count > 0) visit(size, count);
    }
    if (summary.undefined > 0) visit(kUndefinedCode, summary.undefined);
}

void Histograms::merge(const Histograms& other) {
    TANLU_EXPECTS(other.cells() == cells());
    TANLU_EXPECTS(&other != this);
    for (std::size_t cell = 0; cell < cells(); ++cell) {
        other.for_each_count(
            cell, [&](BinCode code, std::int64_t count) { add_count(cell, code, count); });
    }
}

void Histograms::merge(const SparseCounts& counts) {
    expect_counts(counts, cells());
    for (std::size_t i = 0; i < counts.counts.size(); ++i) {
        add_count(static_cast<std::size_t>(counts.cells[i]), counts.codes[i], counts.counts[i]);
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
