#include "statistics/bin_counts.hpp"

#include <algorithm>

#include "base/expects.hpp"

namespace tanlu {

void BinCounts::extend(BinCode lowest, BinCode highest) {
    TANLU_EXPECTS(lowest >= 1 && lowest <= highest && highest <= kOverflowCode);
    constexpr BinCode kSlackPart = 8;
    const bool empty = first_ == end_;
    BinCode first = empty ? lowest : std::min<BinCode>(lowest, first_);
    BinCode end = empty ? highest + 1 : std::max<BinCode>(highest + 1, end_);
    const BinCode slack = (end - first) / kSlackPart;
    if (empty || first < first_) first = std::max(first - slack, BinCode{1});
    if (empty || end > end_) end = std::min(end + slack, kOverflowCode + 1);
    auto counts = std::make_unique<std::int64_t[]>(static_cast<std::size_t>(end - first));
    if (!empty) std::copy_n(counts_.get(), end_ - first_, counts.get() + (first_ - first));
    counts_ = std::move(counts);
    first_ = static_cast<std::int16_t>(first);
    end_ = static_cast<std::int16_t>(end);
}

}  // namespace tanlu
