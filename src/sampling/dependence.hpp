#pragma once
// Dependence between inputs by a Gaussian copula (§11.4). Sample by sample, hence the same for any
// batch and any design.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lanes/lanes.hpp"

namespace tanlu::sampling {

/// Correlation of normal variables with Spearman's rank correlation rho: r = 2 sin(pi rho / 6), and
/// back.
double pearson_of_spearman(double rho);
double spearman_of_pearson(double r);

/// Rank correlations between n inputs, row after row.
struct RankCorrelations {
    std::size_t n = 0;
    std::vector<double> rho;
};

/// All independent; set() fills in pairs.
RankCorrelations independent(std::size_t n);
void set(RankCorrelations& correlations, std::size_t a, std::size_t b, double rho);

/// What is wrong: size, diagonal, symmetry, range from -1 to 1.
std::optional<std::string> problem_of(const RankCorrelations& correlations);

/// A correlation matrix near `r` with no eigenvalue below 1e-8: smaller ones are raised to that,
/// and rows and columns scaled so that the diagonal is 1 again.
std::vector<double> nearest_correlation(const std::vector<double>& r, std::size_t n);

/// The pair whose rank correlation a repair moved most, and how far the underlying r moved.
struct LargestChange {
    std::size_t a = 0, b = 0;
    double asked = 0.0, taken = 0.0;  ///< rank correlations
    double change_of_r = 0.0;         ///< in size
};

/// Makes n independent uniform numbers dependent: z = L Phi^-1(u), u' = Phi(z), with L L^T = r.
/// Each u' is uniform again. The first input keeps its u, bit for bit.
class GaussianCopula {
public:
    /// `correlations` has no problem. Where r is not positive definite, the nearest one is taken.
    explicit GaussianCopula(const RankCorrelations& correlations);

    std::size_t size() const { return n_; }

    /// Nothing when the correlations were taken as they are.
    const std::optional<LargestChange>& repair() const { return repair_; }

    /// Text for the user when the repair moved some r by more than 0.02; `names` of the inputs.
    std::optional<std::string> warning(std::span<const std::string> names) const;

    /// In place, inside (0, 1). A lane depends on that lane alone.
    void apply(std::span<Lanes> u) const;

private:
    std::size_t n_;
    std::vector<double> lower_;
    std::optional<LargestChange> repair_;
};

}  // namespace tanlu::sampling
