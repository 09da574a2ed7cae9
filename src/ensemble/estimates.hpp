#pragma once
// What the summaries of an ensemble say: statistics of cells and outcomes, probabilities with their
// intervals, before and after conditioning.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ensemble/summaries.hpp"
#include "statistics/intervals.hpp"

namespace tanlu::ensemble {

/// Statistics that results hold, in their order; those that start with p are percentiles.
inline constexpr std::array<std::string_view, 13> kStatistics = {
    "mean", "sd", "min", "p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "max"};

/// Percentiles that results hold of conditioned ensembles.
inline constexpr std::array<std::string_view, 5> kConditionedStatistics = {"p05", "p25", "p50",
                                                                           "p75", "p95"};

/// Probability that a percentile stands for: 0.05 for "p05"; nothing for "mean".
std::optional<double> probability_of(std::string_view statistic);

/// Statistics of a cell in the order of kStatistics; NaN where no sample has a number. Percentiles
/// are within 0.5 % of the exact ones, the rest is exact.
std::array<double, kStatistics.size()> cell_statistics(const RunSummary& summary,
                                                       const std::vector<Moments>& moments,
                                                       std::size_t cell);

/// The same for a number of the outcomes; whole numbers are exact.
std::array<double, kStatistics.size()> outcome_statistics(const Run& run, const RunSummary& summary,
                                                          const std::vector<Moments>& moments,
                                                          std::size_t number);

/// Percentiles of the conditioned ensemble; NaN without evidence.
std::array<double, kConditionedStatistics.size()> conditioned_statistics(const RunSummary& summary,
                                                                         std::size_t cell);
std::array<double, kConditionedStatistics.size()> conditioned_outcome(const Run& run,
                                                                      const RunSummary& summary,
                                                                      std::size_t number);

/// Probability that a yes-or-no outcome is yes, with Wilson's interval.
struct Probability {
    double value = 0.0;
    Interval interval{0.0, 1.0};
    double samples = 0.0;  ///< that have an answer; effective ones after conditioning
};
Probability probability(const RunSummary& summary, std::size_t number);
/// After conditioning; nothing without evidence or weight.
std::optional<Probability> conditioned_probability(const RunSummary& summary, std::size_t number);

/// Whether an outcome answers yes or no.
bool is_answer(const Outcome& outcome);

/// Samples that the conditioned ensemble is worth (Kish).
double effective_samples(const RunSummary& summary);

/// A dimension whose quantiles are far from even among the samples that failed.
struct FailureCorner {
    std::string dimension;
    double mean_quantile = 0.5;
};

/// The dimensions that stand out most among failed samples, at most ten, the clearest first: those
/// whose mean quantile is further from 0.5 than chance makes it (3.5 standard errors). Empty where
/// fewer than five samples failed.
std::vector<FailureCorner> failure_corners(const Plan& plan, const RunSummary& summary);

/// Largest residual of the built-in identities over all sound samples and years; nothing where the
/// study does not summarise them.
std::optional<double> largest_audit_residual(const Run& run, const std::vector<Moments>& moments);

}  // namespace tanlu::ensemble
