#pragma once
// Rankings of things that are compared, and how stable they are (docs/theory §12.5).
#include <cstddef>
#include <span>
#include <vector>

namespace tanlu::comparison {

/// Kendall's tau-b of two lists of the same length.
///   tau = (C - D) / sqrt((n0 - ta) (n0 - tb)),   n0 = n (n - 1) / 2
/// C, D: pairs in the same and in the opposite order; ta, tb: pairs that are tied in the one and in
/// the other. NaN where all of a list is tied, or a number is none: there is no ranking then.
double kendall_tau(std::span<const double> a, std::span<const double> b);

/// Adds one sample to a matrix of [thing * n + rank], rank 0 the lowest. Ties share the ranks that
/// they span in equal parts, so every row and every column of a sample adds up to 1.
void count_ranks(std::span<const double> values, std::span<double> matrix);

/// What the samples say of the ranking of n things.
struct RankStability {
    std::size_t samples = 0;          ///< In which every thing has its number.
    std::vector<double> median;       ///< By thing.
    std::vector<double> probability;  ///< [thing * n + rank], rank 0 the lowest.
    std::size_t ranked = 0;           ///< Samples with a tau.
    double tau_mean = 0.0;            ///< Of the ranking of each sample against that of medians.
    double tau_p05 = 0.0;
    double tau_p95 = 0.0;
};

/// `values`: by thing, a number for each sample. Samples in which one of them is NaN are left out.
RankStability rank_stability(const std::vector<std::vector<double>>& values);

}  // namespace tanlu::comparison
