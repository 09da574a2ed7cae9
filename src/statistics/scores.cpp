#include "statistics/scores.hpp"

#include <cmath>
#include <limits>

namespace tanlu {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr int kLeastSpan = 2;
constexpr std::size_t kLeastShares = 3;

/// Mean of what `error` gives for every pair.
template <class Error>
double mean(std::span<const ScoredPair> pairs, Error error) {
    if (pairs.empty()) return kUndefined;
    double sum = 0.0;
    for (const auto& pair : pairs) sum += error(pair);
    return sum / static_cast<double>(pairs.size());
}

}  // namespace

double mean_absolute_relative_error(std::span<const ScoredPair> pairs) {
    return mean(pairs, [](const auto& p) { return std::abs(p.modelled / p.observed - 1.0); });
}

double mean_relative_error(std::span<const ScoredPair> pairs) {
    return mean(pairs, [](const auto& p) { return p.modelled / p.observed - 1.0; });
}

double mean_absolute_error(std::span<const ScoredPair> pairs) {
    return mean(pairs, [](const auto& p) { return std::abs(p.modelled - p.observed); });
}

double mean_error(std::span<const ScoredPair> pairs) {
    return mean(pairs, [](const auto& p) { return p.modelled - p.observed; });
}

double root_mean_square_log_error(std::span<const ScoredPair> pairs) {
    return std::sqrt(mean(pairs, [](const auto& p) {
        if (!(p.modelled > 0.0 && p.observed > 0.0)) return kUndefined;
        const double log_ratio = std::log(p.modelled / p.observed);
        return log_ratio * log_ratio;
    }));
}

double skill(double error, double naive_error) {
    return naive_error > 0.0 ? 1.0 - error / naive_error : kUndefined;
}

std::optional<double> last_value(std::span<const YearValue> history, int /*year*/) {
    if (history.empty()) return std::nullopt;
    return history.back().value;
}

std::optional<double> constant_growth(std::span<const YearValue> history, int year, int span) {
    if (history.empty()) return std::nullopt;
    const YearValue& last = history.back();
    for (const auto& first : history) {
        const int years = last.year - first.year;
        if (years > span) continue;
        if (years < kLeastSpan || !(first.value > 0.0 && last.value > 0.0)) break;
        const double rate = std::log(last.value / first.value) / years;
        return last.value * std::exp(rate * (year - last.year));
    }
    return std::nullopt;
}

std::optional<double> logistic_trend(std::span<const YearValue> history, int year) {
    if (history.size() < kLeastShares) return std::nullopt;
    // Years are counted from the last one, which keeps the sums small.
    const int origin = history.back().year;
    double n = 0.0, sum_t = 0.0, sum_z = 0.0, sum_tt = 0.0, sum_tz = 0.0;
    for (const auto& point : history) {
        if (!(point.value > 0.0 && point.value < 1.0)) return std::nullopt;
        const double t = point.year - origin;
        const double z = std::log(point.value / (1.0 - point.value));
        n += 1.0;
        sum_t += t;
        sum_z += z;
        sum_tt += t * t;
        sum_tz += t * z;
    }
    const double slope = (n * sum_tz - sum_t * sum_z) / (n * sum_tt - sum_t * sum_t);
    const double level = (sum_z - slope * sum_t) / n;
    return 1.0 / (1.0 + std::exp(-(level + slope * (year - origin))));
}

}  // namespace tanlu
