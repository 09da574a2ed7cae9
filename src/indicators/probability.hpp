#pragma once
// Targets under uncertainty: how many samples of an ensemble meet each, and how the values spread.
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "indicators/evaluate.hpp"

namespace tanlu::indicators {

/// A target of one value of a row over the samples.
struct TargetOdds {
    const System* system = nullptr;
    const Indicator* indicator = nullptr;
    const Target* target = nullptr;
    std::string variant;
    std::string boundary;
    std::string unit;
    std::vector<double> values;  ///< In the target's year, one per sample that has one.
    std::int64_t samples = 0;    ///< Sound ones.
    std::int64_t met = 0;
    Verdict bar = Verdict::met;  ///< Why there is no verdict whatever the value; `met` where there
                                 ///< is one.

    bool is_judged() const { return bar == Verdict::met; }
};

/// Collects the evaluations of samples. A sample without a value (a peak that does not come, a
/// division by zero) does not meet the target; it counts among the samples.
class OddsTally {
public:
    /// Evaluations of one or more samples of the same scenario and region.
    void add(const std::vector<Evaluation>& evaluations);

    /// Rows with targets, in the order in which they came.
    const std::vector<TargetOdds>& odds() const { return odds_; }

    /// Rows with targets that cannot be derived, with what they lack.
    const std::map<std::string, std::string>& missing() const { return missing_; }

private:
    using Key = std::tuple<const Target*, std::string, std::string>;
    std::vector<TargetOdds> odds_;
    std::map<Key, std::size_t> positions_;
    std::map<std::string, std::string> missing_;
};

/// The sample of rank ceil(q n) of n values, 1 the smallest; NaN where there is none.
double sample_quantile(std::vector<double> values, double q);

}  // namespace tanlu::indicators
