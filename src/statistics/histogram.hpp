#pragma once
// Log histograms of many cells (a cell is one number of each sample: a series in a year). Counts
// are integers, so any partition of the samples, merged in any order, gives the same histograms and
// the same quantiles (model specification 11.10).
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "statistics/bin_counts.hpp"
#include "statistics/log_bins.hpp"

namespace tanlu {

/// Counts above zero as (cell, code, count), ascending by cell and code: the same histograms have
/// the same triplets. The three vectors are equally long.
struct SparseCounts {
    std::vector<std::int32_t> cells;
    std::vector<std::int32_t> codes;  ///< As BinCode.
    std::vector<std::int64_t> counts;

    bool operator==(const SparseCounts&) const = default;
};

/// Histograms of cells 0 .. cells-1.
///
/// Memory: 48 bytes per cell, and 8 bytes for each bin from the smallest to the largest number
/// seen, by sign, with up to an eighth more at either end: 0.7 KB for a spread of +-20 %, 8 KB for
/// a factor of 10 000.
///
/// Threads may add to different cells at the same time, not to the same one.
class Histograms {
public:
    explicit Histograms(std::size_t cells) : cells_(cells) {}

    std::size_t cells() const { return cells_.size(); }

    /// Counts numbers of a cell, each one `weights[i]` times (once without weights).
    void add(std::size_t cell, std::span<const double> values,
             std::span<const std::uint32_t> weights = {});

    /// Adds the counts of another set with the same cells.
    void merge(const Histograms& other);
    /// Adds exported counts. Throws InputError, with nothing added, where they are no counts of
    /// these cells (a cell, code or count out of range, vectors of different lengths).
    void merge(const SparseCounts& counts);

    /// What is counted in cells first .. first+count-1.
    SparseCounts counts(std::size_t first, std::size_t count) const;
    SparseCounts counts() const { return counts(0, cells()); }

    /// Sum of counts of the numbers of a cell, NaN left out; counts of its NaN.
    std::int64_t total(std::size_t cell) const;
    std::int64_t undefined(std::size_t cell) const { return cells_[cell].undefined; }

    /// Representative of the bin of the rank-th smallest number, 1 <= rank <= total; minus infinity
    /// below that, infinity above (what order statistics beyond the sample are), NaN where nothing
    /// is counted. Within kQuantileError (relative) of the number itself; zero stands for
    /// magnitudes below 1e-9, infinity for those above 1e15.
    double value_at_rank(std::size_t cell, std::int64_t rank) const;

    /// Quantile q in [0, 1]: the number of rank ceil(q n), rank 1 for q = 0. The second form takes
    /// ascending q and walks the bins once.
    double quantile(std::size_t cell, double q) const;
    std::vector<double> quantiles(std::size_t cell, std::span<const double> q) const;

private:
    struct Cell {
        BinCounts positive;
        BinCounts negative;
        std::int64_t zero = 0;
        std::int64_t undefined = 0;
    };

    template <class Weight>
    static void add_batch(Cell& cell, std::span<const double> values, Weight weight);
    static void add_count(Cell& cell, BinCode code, std::int64_t count);
    template <class Visit>
    void for_each_count(std::size_t cell, Visit&& visit) const;

    std::vector<Cell> cells_;
};

/// Rank of quantile q among n: ceil(q n), at least 1. A product within 1e-12 n of a whole number is
/// that number: 0.07 * 100 is 7, though doubles give 7.000000000000001.
std::int64_t quantile_rank(double q, std::int64_t n);

}  // namespace tanlu
