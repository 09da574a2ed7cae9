#include "comparison/paired.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tanlu::comparison {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double mean_of(std::span<const double> numbers) {
    double sum = 0.0;
    for (const double x : numbers) sum += x;
    return sum / static_cast<double>(numbers.size());
}

/// Mean square distance from the mean: all ratios are over the same samples.
double variance_of(std::span<const double> numbers) {
    const double mean = mean_of(numbers);
    double sum = 0.0;
    for (const double x : numbers) sum += (x - mean) * (x - mean);
    return sum / static_cast<double>(numbers.size());
}

}  // namespace

double percentile(std::span<double> numbers, double q) {
    if (numbers.empty()) return kNone;
    const auto n = static_cast<double>(numbers.size());
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(q * n)));
    const auto at = numbers.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(numbers.begin(), at, numbers.end());
    return *at;
}

Band band_of(std::span<const double> numbers) {
    std::vector<double> known;
    known.reserve(numbers.size());
    for (const double x : numbers) {
        if (!std::isnan(x)) known.push_back(x);
    }
    if (known.empty()) return {0, kNone, kNone, kNone, kNone};
    const double mean = mean_of(known);
    return {known.size(), mean, percentile(known, 0.05), percentile(known, 0.5),
            percentile(known, 0.95)};
}

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b) {
    std::vector<double> of_a, of_b, difference;
    std::size_t below = 0;
    std::size_t above = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i])) continue;
        of_a.push_back(a[i]);
        of_b.push_back(b[i]);
        difference.push_back(a[i] - b[i]);
        below += a[i] < b[i] ? 1 : 0;
        above += a[i] > b[i] ? 1 : 0;
    }
    PairedDifference result{band_of(difference), kNone, kNone, kNone};
    if (difference.empty()) return result;
    const auto n = static_cast<double>(difference.size());
    result.below = static_cast<double>(below) / n;
    result.equal = static_cast<double>(difference.size() - below - above) / n;
    const double independent = variance_of(of_a) + variance_of(of_b);
    if (independent > 0.0) result.variance_ratio = variance_of(difference) / independent;
    return result;
}

std::vector<double> relative_changes(std::span<const double> a, std::span<const double> b) {
    std::vector<double> changes(a.size(), kNone);
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::abs(b[i]) > 0.0) changes[i] = (a[i] - b[i]) / b[i];
    }
    return changes;
}

}  // namespace tanlu::comparison
