#include "sampling/shocks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/expects.hpp"
#include "lanes/interpolation.hpp"
#include "sampling/linear_algebra.hpp"

namespace tanlu::sampling {

double covariance(const ShockProcess& process, int s, int t) {
    const int earlier = std::min(s, t);
    const int lag = std::abs(s - t);
    switch (process.kind) {
        case ShockKind::kStationary:
            return std::pow(process.rho, lag);
        case ShockKind::kFromZero:
            // What is left at the earlier year of the certainty of the first, carried over the lag.
            return std::pow(process.rho, lag) * (1.0 - std::pow(process.rho, 2 * earlier));
        case ShockKind::kRandomWalk:
            break;
    }
    return earlier;
}

ShockPath::ShockPath(const ShockProcess& process, std::size_t years)
    : sigma_(process.sigma), years_(years) {
    TANLU_EXPECTS(years > 0 && process.sigma >= 0.0);
    TANLU_EXPECTS(process.kind == ShockKind::kRandomWalk ||
                  (process.rho >= 0.0 && process.rho < 1.0));
    const std::size_t first = process.kind == ShockKind::kStationary ? 0 : 1;  // year with variance
    const std::size_t n = years - first;
    components_ = n;
    loadings_.assign(years * n, 0.0);
    variance_.assign(years, 0.0);
    if (n == 0) return;

    std::vector<double> matrix(n * n);
    for (std::size_t s = 0; s < n; ++s) {
        for (std::size_t t = 0; t < n; ++t) {
            matrix[s * n + t] =
                covariance(process, static_cast<int>(s + first), static_cast<int>(t + first));
        }
        variance_[s + first] = matrix[s * n + s];
    }
    const EigenSystem system = eigen_system(matrix, n);
    eigenvalues_ = system.values;
    for (std::size_t t = 0; t < n; ++t) {
        for (std::size_t k = 0; k < n; ++k) {
            loadings_[(t + first) * n + k] =
                std::sqrt(std::max(system.values[k], 0.0)) * system.vectors[t * n + k];
        }
    }
}

double ShockPath::explained(std::size_t k) const {
    const auto sum_of = [this](std::size_t count) {
        const auto end = eigenvalues_.begin() + static_cast<std::ptrdiff_t>(count);
        return std::accumulate(eigenvalues_.begin(), end, 0.0);
    };
    return components_ == 0 ? 1.0 : sum_of(std::min(k, components_)) / sum_of(components_);
}

void ShockPath::multipliers(std::span<const Lanes> normals, std::span<Lanes> multipliers) const {
    TANLU_EXPECTS(normals.size() == components_ && multipliers.size() == years_);
    for (std::size_t t = 0; t < years_; ++t) {
        Lanes z = 0.0;
        for (std::size_t k = 0; k < components_; ++k)
            z += loadings_[t * components_ + k] * normals[k];
        multipliers[t] = exp(sigma_ * z - 0.5 * sigma_ * sigma_ * variance_[t]);
    }
}

void multipliers_from_anchors(int first_year, std::span<const int> anchor_years,
                              std::span<const Lanes> at_anchors, std::span<Lanes> by_year) {
    TANLU_EXPECTS(anchor_years.size() == at_anchors.size());
    TANLU_EXPECTS(anchor_years.empty() || anchor_years.front() > first_year);
    std::vector<int> years = {first_year};
    std::vector<Lanes> logs = {Lanes(0.0)};
    for (std::size_t i = 0; i < anchor_years.size(); ++i) {
        years.push_back(anchor_years[i]);
        logs.push_back(log(at_anchors[i]));
    }
    fill_series<Lanes>({years, logs}, Interpolation::kPchip, Extrapolation::kHold, {}, first_year,
                       by_year);
    for (Lanes& multiplier : by_year) multiplier = exp(multiplier);
}

}  // namespace tanlu::sampling
