#include "ensemble/estimates.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace tanlu::ensemble {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kPercent = 100.0;
constexpr std::size_t kSamples = 0;  // which count of WholeCounts
constexpr std::size_t kWeights = 1;

std::int64_t total(const WholeCounts& counts, std::size_t which) {
    std::int64_t sum = 0;
    for (const auto& [value, count] : counts) sum += count[which];
    return sum;
}

/// The number of rank ceil(q n) in a list of counted values.
double quantile(const WholeCounts& counts, std::size_t which, double q) {
    const std::int64_t n = total(counts, which);
    if (n == 0) return kNoNumber;
    const std::int64_t rank = quantile_rank(q, n);
    std::int64_t passed = 0;
    for (const auto& [value, count] : counts) {
        passed += count[which];
        if (passed >= rank) return value;
    }
    return kNoNumber;
}

/// Fills percentiles by a function of the probability; the rest stays as it is.
template <std::size_t N, class Quantile>
void fill_percentiles(const std::array<std::string_view, N>& names, std::array<double, N>& values,
                      Quantile quantile_at) {
    for (std::size_t i = 0; i < N; ++i) {
        if (const auto q = probability_of(names[i])) values[i] = quantile_at(*q);
    }
}

std::array<double, kStatistics.size()> exact_statistics(const Moments& moments) {
    std::array<double, kStatistics.size()> values{};
    for (std::size_t i = 0; i < kStatistics.size(); ++i) {
        if (kStatistics[i] == "mean") values[i] = moments.mean;
        if (kStatistics[i] == "sd") values[i] = std::sqrt(moments.variance());
        if (kStatistics[i] == "min") values[i] = moments.minimum;
        if (kStatistics[i] == "max") values[i] = moments.maximum;
    }
    return values;
}

bool is_whole_number(std::size_t number) {
    return is_whole(outcomes()[outcome_numbers()[number].outcome]);
}

}  // namespace

std::optional<double> probability_of(std::string_view statistic) {
    if (!statistic.starts_with('p')) return std::nullopt;
    int percent = 0;
    const auto read =
        std::from_chars(statistic.data() + 1, statistic.data() + statistic.size(), percent);
    if (read.ec != std::errc()) return std::nullopt;
    return percent / kPercent;
}

std::array<double, kStatistics.size()> cell_statistics(const RunSummary& summary,
                                                       const std::vector<Moments>& moments,
                                                       std::size_t cell) {
    auto values = exact_statistics(moments[cell]);
    fill_percentiles(kStatistics, values, [&](double q) {
        const double value = summary.histograms.quantile(cell, q);
        // The representative of a bin may lie just outside what was seen.
        return std::isnan(value) ? value
                                 : std::clamp(value, moments[cell].minimum, moments[cell].maximum);
    });
    return values;
}

std::array<double, kStatistics.size()> outcome_statistics(const Run& run, const RunSummary& summary,
                                                          const std::vector<Moments>& moments,
                                                          std::size_t number) {
    const std::size_t cell = run.cells(run.summarised) + number;
    if (!is_whole_number(number)) return cell_statistics(summary, moments, cell);
    auto values = exact_statistics(moments[cell]);
    fill_percentiles(kStatistics, values,
                     [&](double q) { return quantile(summary.whole[number], kSamples, q); });
    return values;
}

std::array<double, kConditionedStatistics.size()> conditioned_statistics(const RunSummary& summary,
                                                                         std::size_t cell) {
    std::array<double, kConditionedStatistics.size()> values;
    values.fill(kNoNumber);
    if (summary.conditioned) {
        fill_percentiles(kConditionedStatistics, values,
                         [&](double q) { return summary.conditioned->quantile(cell, q); });
    }
    return values;
}

std::array<double, kConditionedStatistics.size()> conditioned_outcome(const Run& run,
                                                                      const RunSummary& summary,
                                                                      std::size_t number) {
    if (!summary.conditioned || !is_whole_number(number)) {
        return conditioned_statistics(summary, run.cells(run.conditioned) + number);
    }
    std::array<double, kConditionedStatistics.size()> values;
    fill_percentiles(kConditionedStatistics, values,
                     [&](double q) { return quantile(summary.whole[number], kWeights, q); });
    return values;
}

bool is_answer(const Outcome& outcome) {
    return outcome.unit == "1" && outcome.name != "peak_status";
}

Probability probability(const RunSummary& summary, std::size_t number) {
    const WholeCounts& counts = summary.whole[number];
    Probability result;
    result.samples = static_cast<double>(total(counts, kSamples));
    const auto yes = counts.find(1);
    const double hits = yes == counts.end() ? 0.0 : static_cast<double>(yes->second[kSamples]);
    result.value = result.samples > 0.0 ? hits / result.samples : kNoNumber;
    result.interval = wilson_interval(hits, result.samples);
    return result;
}

std::optional<Probability> conditioned_probability(const RunSummary& summary, std::size_t number) {
    const WholeCounts& counts = summary.whole[number];
    const auto all = static_cast<double>(total(counts, kWeights));
    if (!summary.conditioned || all <= 0.0) return std::nullopt;
    const auto yes = counts.find(1);
    Probability result;
    result.samples = effective_samples(summary);
    result.value = yes == counts.end() ? 0.0 : static_cast<double>(yes->second[kWeights]) / all;
    result.interval = wilson_interval(result.value * result.samples, result.samples);
    return result;
}

double effective_samples(const RunSummary& summary) {
    return effective_sample_size(summary.weights, summary.squared_weights);
}

std::vector<FailureCorner> failure_corners(const Plan& plan, const RunSummary& summary) {
    constexpr std::int64_t kFewest = 5;
    constexpr double kClear = 3.5;  // standard errors
    constexpr std::size_t kMost = 10;
    std::int64_t failed = 0;
    for (const auto& [status, samples] : summary.statuses) failed += status != 0 ? samples : 0;
    if (failed < kFewest) return {};
    const auto n = static_cast<double>(failed);
    const double error = 1.0 / std::sqrt(12.0 * n);  // of the mean of n uniform numbers
    std::vector<FailureCorner> corners;
    for (std::size_t d = 0; d < summary.failed_quantiles.size(); ++d) {
        const double mean = static_cast<double>(summary.failed_quantiles[d]) / (kQuantileUnit * n);
        if (std::abs(mean - 0.5) < kClear * error) continue;
        corners.push_back({plan.draws().dimensions[d].id, mean});
    }
    std::stable_sort(corners.begin(), corners.end(), [](const auto& a, const auto& b) {
        return std::abs(a.mean_quantile - 0.5) > std::abs(b.mean_quantile - 0.5);
    });
    if (corners.size() > kMost) corners.resize(kMost);
    return corners;
}

std::optional<double> largest_audit_residual(const Run& run, const std::vector<Moments>& moments) {
    std::optional<double> worst;
    for (std::size_t i = 0; i < run.summarised.size(); ++i) {
        if (run.series[run.summarised[i]].variable != "audit") continue;
        for (std::size_t y = 0; y < run.years; ++y) {
            const Moments& cell = moments[i * run.years + y];
            if (cell.count > 0) worst = std::max(worst.value_or(0.0), cell.maximum);
        }
    }
    return worst;
}

}  // namespace tanlu::ensemble
