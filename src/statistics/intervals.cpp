#include "statistics/intervals.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "base/expects.hpp"

namespace tanlu {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

/// Smallest k in [0, n] with P(B <= k) >= p.
std::int64_t binomial_quantile(double q, std::int64_t n, double p) {
    const boost::math::binomial_distribution<double, Policy> binomial(static_cast<double>(n), q);
    std::int64_t low = 0;
    std::int64_t high = n;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (cdf(binomial, static_cast<double>(middle)) >= p) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

}  // namespace

Interval wilson_interval(double successes, double trials, double confidence) {
    TANLU_EXPECTS(confidence > 0 && confidence < 1);
    TANLU_EXPECTS(successes >= 0 && successes <= trials);
    if (trials <= 0) return {0, 1};
    const double z =
        quantile(boost::math::normal_distribution<double, Policy>(), (1 + confidence) / 2);
    const double p = successes / trials;
    const double square = z * z / trials;
    const double centre = p + square / 2;
    const double half = z * std::sqrt(p * (1 - p) / trials + square / (4 * trials));
    // The ends are 0 and 1 exactly where no or all trials succeed; rounding must not miss that.
    return {successes == 0 ? 0.0 : std::max(0.0, (centre - half) / (1 + square)),
            successes == trials ? 1.0 : std::min(1.0, (centre + half) / (1 + square))};
}

Interval mean_interval(const Moments& moments, double confidence) {
    return mean_interval(moments.mean, moments.variance(), static_cast<double>(moments.count),
                         confidence);
}

Interval mean_interval(double mean, double variance, double effective, double confidence) {
    TANLU_EXPECTS(confidence > 0 && confidence < 1);
    if (!(effective > 1)) return {-kInfinity, kInfinity};
    const boost::math::students_t_distribution<double, Policy> student(effective - 1);
    const double t = quantile(student, (1 + confidence) / 2);
    const double half = t * std::sqrt(variance / effective);
    return {mean - half, mean + half};
}

RankInterval quantile_ranks(double q, std::int64_t n, double confidence) {
    TANLU_EXPECTS(q > 0 && q < 1 && n >= 0);
    TANLU_EXPECTS(confidence > 0 && confidence < 1);
    if (n == 0) return {0, 1};
    const double beyond = (1 - confidence) / 2;
    // The first k with P(B <= k) > beyond is the largest l with P(B <= l-1) <= beyond.
    const std::int64_t low = binomial_quantile(q, n, std::nextafter(beyond, 1.0));
    const std::int64_t high = binomial_quantile(q, n, 1 - beyond) + 1;
    return {low, high};
}

double effective_sample_size(std::span<const std::uint32_t> weights) {
    std::int64_t sum = 0;
    std::int64_t squares = 0;
    for (const std::int64_t weight : weights) {
        sum += weight;
        squares += weight * weight;
    }
    return effective_sample_size(sum, squares);
}

double effective_sample_size(std::int64_t sum, std::int64_t sum_of_squares) {
    if (sum_of_squares == 0) return 0.0;
    const auto total = static_cast<double>(sum);
    return total / static_cast<double>(sum_of_squares) * total;
}

}  // namespace tanlu
