#include "comparison/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "comparison/paired.hpp"

namespace tanlu::comparison {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

int order(double a, double b) {
    return (a > b) - (a < b);
}

}  // namespace

double kendall_tau(std::span<const double> a, std::span<const double> b) {
    double agreement = 0.0;
    double untied_a = 0.0;
    double untied_b = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i])) return kNone;
        for (std::size_t j = 0; j < i; ++j) {
            const int in_a = order(a[i], a[j]);
            const int in_b = order(b[i], b[j]);
            agreement += in_a * in_b;
            untied_a += in_a * in_a;
            untied_b += in_b * in_b;
        }
    }
    const double pairs = untied_a * untied_b;
    return pairs > 0.0 ? agreement / std::sqrt(pairs) : kNone;
}

void count_ranks(std::span<const double> values, std::span<double> matrix) {
    const std::size_t n = values.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t below = 0;
        std::size_t tied = 0;  // itself included
        for (const double other : values) {
            below += other < values[i] ? 1 : 0;
            tied += order(other, values[i]) == 0 ? 1 : 0;
        }
        for (std::size_t rank = below; rank < below + tied; ++rank) {
            matrix[i * n + rank] += 1.0 / static_cast<double>(tied);
        }
    }
}

RankStability rank_stability(const std::vector<std::vector<double>>& values) {
    const std::size_t n = values.size();
    RankStability result;
    result.median.assign(n, kNone);
    result.probability.assign(n * n, 0.0);
    result.tau_mean = result.tau_p05 = result.tau_p95 = kNone;
    std::vector<std::size_t> complete;
    for (std::size_t i = 0; n > 0 && i < values.front().size(); ++i) {
        const bool known = std::ranges::none_of(
            values, [i](const auto& of_thing) { return std::isnan(of_thing[i]); });
        if (known) complete.push_back(i);
    }
    result.samples = complete.size();
    if (complete.empty()) return result;
    for (std::size_t thing = 0; thing < n; ++thing) {
        std::vector<double> own;
        own.reserve(complete.size());
        for (const std::size_t i : complete) own.push_back(values[thing][i]);
        result.median[thing] = percentile(own, 0.5);
    }
    std::vector<double> sample(n);
    std::vector<double> taus;
    for (const std::size_t i : complete) {
        for (std::size_t thing = 0; thing < n; ++thing) sample[thing] = values[thing][i];
        count_ranks(sample, result.probability);
        const double tau = kendall_tau(sample, result.median);
        if (!std::isnan(tau)) taus.push_back(tau);
    }
    for (double& p : result.probability) p /= static_cast<double>(complete.size());
    result.ranked = taus.size();
    if (taus.empty()) return result;
    result.tau_mean =
        std::accumulate(taus.begin(), taus.end(), 0.0) / static_cast<double>(taus.size());
    result.tau_p05 = percentile(taus, 0.05);
    result.tau_p95 = percentile(taus, 0.95);
    return result;
}

}  // namespace tanlu::comparison
