#include "statistics/exceedance.hpp"

#include "base/expects.hpp"

namespace tanlu {

ThresholdCounts& ThresholdCounts::operator+=(const ThresholdCounts& other) {
    below += other.below;
    equal += other.equal;
    above += other.above;
    undefined += other.undefined;
    return *this;
}

ThresholdCounts compare_with(double threshold, std::span<const double> values,
                             std::span<const std::uint32_t> weights) {
    TANLU_EXPECTS(threshold == threshold);
    TANLU_EXPECTS(weights.empty() || weights.size() == values.size());
    ThresholdCounts counts;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::int64_t weight = weights.empty() ? 1 : weights[i];
        counts.below += values[i] < threshold ? weight : 0;
        counts.equal += values[i] == threshold ? weight : 0;
        counts.above += values[i] > threshold ? weight : 0;
        counts.undefined += values[i] != values[i] ? weight : 0;
    }
    return counts;
}

}  // namespace tanlu
