#pragma once
// Exact counts of the samples below and above registered thresholds.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tanlu {

/// How the numbers of a cell lie to a threshold, as sums of weights.
struct ThresholdCounts {
    std::int64_t below = 0;
    std::int64_t equal = 0;
    std::int64_t above = 0;
    std::int64_t undefined = 0;  ///< NaN

    /// Numbers in all, NaN left out.
    std::int64_t total() const { return below + equal + above; }
    ThresholdCounts& operator+=(const ThresholdCounts& other);
    bool operator==(const ThresholdCounts&) const = default;
};

/// Counts of these numbers, each `weights[i]` times (once without weights). Integers: merging by +=
/// is exact whatever the partition of the samples.
ThresholdCounts compare_with(double threshold, std::span<const double> values,
                             std::span<const std::uint32_t> weights = {});

}  // namespace tanlu
