#pragma once
// Counts of a range of bins, no longer than what was counted asks for.
#include <cstddef>
#include <cstdint>
#include <memory>

#include "statistics/log_bins.hpp"

namespace tanlu {

/// Counts of the magnitude codes 1 .. kOverflowCode (log_bins.hpp) of one cell and one sign.
/// Memory: 16 bytes, and 8 for every code from the lowest to the highest that was asked for, with
/// up to an eighth more at an end that had to be moved, so that it seldom moves again.
class BinCounts {
public:
    /// First code that there is room for, and the one after the last; equal where there is none.
    BinCode first() const { return first_; }
    BinCode end() const { return end_; }

    /// Makes room for the codes lowest .. highest, all within 1 .. kOverflowCode.
    void cover(BinCode lowest, BinCode highest) {
        if (lowest < first_ || highest >= end_) extend(lowest, highest);
    }

    /// Count of a code within the range.
    std::int64_t& operator[](BinCode code) {
        return counts_[static_cast<std::size_t>(code - first_)];
    }
    std::int64_t operator[](BinCode code) const {
        return counts_[static_cast<std::size_t>(code - first_)];
    }

private:
    void extend(BinCode lowest, BinCode highest);

    std::unique_ptr<std::int64_t[]> counts_;
    std::int16_t first_ = 0;
    std::int16_t end_ = 0;
};

}  // namespace tanlu
