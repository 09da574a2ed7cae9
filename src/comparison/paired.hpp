#pragma once
// Differences between two things in the same samples.
#include <cstddef>
#include <span>
#include <vector>

namespace tanlu::comparison {

/// The number of rank ceil(q n), as percentiles of ensembles are; NaN of none. Sorts in part.
double percentile(std::span<double> numbers, double q);

/// Mean and percentiles of numbers; NaN are left out.
struct Band {
    std::size_t count = 0;
    double mean = 0.0;
    double p05 = 0.0;
    double p50 = 0.0;
    double p95 = 0.0;
};
Band band_of(std::span<const double> numbers);

/// a - b, sample by sample.
struct PairedDifference {
    Band difference;     ///< Over the samples in which both have a number.
    double below = 0.0;  ///< Share of these in which a < b [1].
    double equal = 0.0;  ///< ... in which they are the same [1].
    /// Var(a - b) / (Var a + Var b): what common draws leave of the variance that independent draws
    /// would give the difference; below 1 where the two rise and fall together. NaN where neither
    /// varies.
    double variance_ratio = 0.0;
};
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b);

/// (a - b) / b in each sample; NaN where b is 0.
std::vector<double> relative_changes(std::span<const double> a, std::span<const double> b);

}  // namespace tanlu::comparison
