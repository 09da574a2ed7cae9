#pragma once
// Multipliers of inputs that change from year to year (§11.3): x_t = x_t,central M_t.
#include <cstddef>
#include <span>
#include <vector>

#include "lanes/lanes.hpp"

namespace tanlu::sampling {

/// z_t of M_t = exp(sigma z_t - sigma^2 Var(z_t) / 2), whose mean is 1.
enum class ShockKind {
    kFromZero,    ///< z_t = rho z_(t-1) + sqrt(1 - rho^2) e_t, z = 0 in the first year
    kStationary,  ///< the same with Var(z) = 1 in every year, the first included
    kRandomWalk,  ///< z_t = z_(t-1) + e_t, z = 0 in the first year; Var(z_t) = t - first year
};

struct ShockProcess {
    ShockKind kind = ShockKind::kFromZero;
    double rho = 0.0;    ///< of neighbouring years, 0 <= rho < 1; not read by kRandomWalk
    double sigma = 0.0;  ///< standard deviation of ln M where Var(z) is 1
};

/// Cov(z_s, z_t), s and t in years after the first one.
double covariance(const ShockProcess& process, int s, int t);

/// Paths of multipliers from independent standard normal variables, which are the principal
/// components of z: z_t = sum over k of sqrt(lambda_k) v_k(t) n_k, largest eigenvalue lambda first,
/// so that a few low Sobol' dimensions carry most of the variance.
class ShockPath {
public:
    /// For `years` years in a row, the first included.
    ShockPath(const ShockProcess& process, std::size_t years);

    std::size_t years() const { return years_; }
    /// Number of normal variables: one a year, none for a first year that is always 1.
    std::size_t components() const { return components_; }
    /// Share of the summed variance of z that the first k components carry.
    double explained(std::size_t k) const;

    /// multipliers[t], t = 0 in the first year, from components() standard normal numbers. Exactly
    /// 1 where sigma is 0, and in the first year of kFromZero and kRandomWalk.
    void multipliers(std::span<const Lanes> normals, std::span<Lanes> multipliers) const;

private:
    double sigma_;
    std::size_t years_;
    std::size_t components_;
    std::vector<double> loadings_;  ///< of year t on component k, [t * components + k]
    std::vector<double> variance_;  ///< of z by year
    std::vector<double> eigenvalues_;
};

/// Multipliers by year from multipliers at a few anchor years: ln M joined by pchip, 1 in
/// `first_year` and before, held after the last anchor. `anchor_years` ascend from after
/// first_year. Writes the years first_year, first_year + 1, ... for as many as `by_year` has room.
void multipliers_from_anchors(int first_year, std::span<const int> anchor_years,
                              std::span<const Lanes> at_anchors, std::span<Lanes> by_year);

}  // namespace tanlu::sampling
