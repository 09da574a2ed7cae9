#pragma once
// How sure a number is that was estimated from samples (model specification 11.11).
#include <cstdint>
#include <span>

#include "statistics/moments.hpp"

namespace tanlu {

/// Probability that an interval covers the truth, where nothing else is asked.
inline constexpr double kConfidence = 0.95;

struct Interval {
    double low;
    double high;
};

/// Wilson's score interval of a probability of which `successes` in `trials` were seen (Wilson
/// 1927; without continuity correction). With weights, `successes` is the weighted share times the
/// effective sample size and `trials` that size. [0, 1] where there are no trials.
///   (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)
Interval wilson_interval(double successes, double trials, double confidence = kConfidence);

/// Interval of a mean by Student's t: mean -+ t_{n-1} s / sqrt(n). Unbounded for fewer than two.
/// `effective` takes the place of n where samples carry weights.
Interval mean_interval(const Moments& moments, double confidence = kConfidence);
Interval mean_interval(double mean, double variance, double effective,
                       double confidence = kConfidence);

/// Ranks of the order statistics that enclose a quantile, 1 the smallest; 0 and n + 1 stand for
/// minus infinity and infinity, where the sample is too small for a bound.
struct RankInterval {
    std::int64_t low;
    std::int64_t high;
    bool operator==(const RankInterval&) const = default;
};

/// Ranks l <= u such that x_(l) <= quantile q <= x_(u) with at least this confidence, and no more
/// than half the rest beyond either end, for any continuous distribution: l is the largest rank
/// with P(B <= l-1) <= (1-c)/2 and u the smallest with P(B <= u-1) >= (1+c)/2, B binomial(n, q).
RankInterval quantile_ranks(double q, std::int64_t n, double confidence = kConfidence);

/// Number of equally weighted samples that would say as much: (sum w)^2 / sum w^2 (Kish 1965). 0
/// where all weights are 0.
double effective_sample_size(std::span<const std::uint32_t> weights);

/// The same from sums over shards: sum w and sum w^2.
double effective_sample_size(std::int64_t sum, std::int64_t sum_of_squares);

}  // namespace tanlu
