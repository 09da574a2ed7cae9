#include "sampling/dependence.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/expects.hpp"
#include "base/text.hpp"
#include "sampling/linear_algebra.hpp"
#include "sampling/normal.hpp"
#include "sampling/philox.hpp"

namespace tanlu::sampling {
namespace {

constexpr double kLeastEigenvalue = 1e-8;
constexpr double kNoticeableChange = 0.02;

LargestChange largest_change(const std::vector<double>& asked, const std::vector<double>& taken,
                             std::size_t n) {
    LargestChange largest;
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            const double change = std::abs(taken[a * n + b] - asked[a * n + b]);
            if (change <= largest.change_of_r) continue;
            largest = {a, b, spearman_of_pearson(asked[a * n + b]),
                       spearman_of_pearson(taken[a * n + b]), change};
        }
    }
    return largest;
}

std::string two_decimals(double x) {
    return number_text(std::round(100.0 * x) / 100.0);
}

}  // namespace

double pearson_of_spearman(double rho) {
    return 2.0 * std::sin(std::numbers::pi * rho / 6.0);
}

double spearman_of_pearson(double r) {
    return 6.0 / std::numbers::pi * std::asin(0.5 * r);
}

RankCorrelations independent(std::size_t n) {
    RankCorrelations correlations{n, std::vector<double>(n * n, 0.0)};
    for (std::size_t i = 0; i < n; ++i) correlations.rho[i * n + i] = 1.0;
    return correlations;
}

void set(RankCorrelations& correlations, std::size_t a, std::size_t b, double rho) {
    TANLU_EXPECTS(a != b && a < correlations.n && b < correlations.n);
    correlations.rho[a * correlations.n + b] = rho;
    correlations.rho[b * correlations.n + a] = rho;
}

std::optional<std::string> problem_of(const RankCorrelations& correlations) {
    const std::size_t n = correlations.n;
    const std::vector<double>& rho = correlations.rho;
    if (n == 0 || rho.size() != n * n) return "correlations need a square matrix";
    for (std::size_t a = 0; a < n; ++a) {
        if (rho[a * n + a] != 1.0) return "correlations need 1 on the diagonal";
        for (std::size_t b = 0; b < n; ++b) {
            if (!(std::abs(rho[a * n + b]) <= 1.0)) return "correlations need numbers from -1 to 1";
            if (rho[a * n + b] != rho[b * n + a]) return "correlations need a symmetric matrix";
        }
    }
    return std::nullopt;
}

std::vector<double> nearest_correlation(const std::vector<double>& r, std::size_t n) {
    const EigenSystem system = eigen_system(r, n);
    std::vector<double> raised(n * n, 0.0);
    for (std::size_t k = 0; k < n; ++k) {
        const double value = std::max(system.values[k], kLeastEigenvalue);
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < n; ++b) {
                raised[a * n + b] += value * system.vectors[a * n + k] * system.vectors[b * n + k];
            }
        }
    }
    std::vector<double> nearest(n * n, 1.0);
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            const double scale = std::sqrt(raised[a * n + a] * raised[b * n + b]);
            nearest[a * n + b] = nearest[b * n + a] = raised[a * n + b] / scale;
        }
    }
    return nearest;
}

GaussianCopula::GaussianCopula(const RankCorrelations& correlations) : n_(correlations.n) {
    TANLU_EXPECTS(!problem_of(correlations));
    std::vector<double> r(n_ * n_, 1.0);
    for (std::size_t a = 0; a < n_; ++a) {
        for (std::size_t b = 0; b < n_; ++b) {
            if (a != b) r[a * n_ + b] = pearson_of_spearman(correlations.rho[a * n_ + b]);
        }
    }
    std::optional<std::vector<double>> lower = cholesky(r, n_);
    if (!lower) {
        const std::vector<double> nearest = nearest_correlation(r, n_);
        repair_ = largest_change(r, nearest, n_);
        lower = cholesky(nearest, n_);
    }
    TANLU_ENSURES(lower.has_value());
    lower_ = *std::move(lower);
}

std::optional<std::string> GaussianCopula::warning(std::span<const std::string> names) const {
    TANLU_EXPECTS(names.size() == n_);
    if (!repair_ || repair_->change_of_r <= kNoticeableChange) return std::nullopt;
    return "the rank correlation of '" + names[repair_->a] + "' and '" + names[repair_->b] +
           "' is taken as " + two_decimals(repair_->taken) + ", not " +
           two_decimals(repair_->asked) +
           " (no variables have all the correlations asked for: the matrix is not positive "
           "definite)";
}

void GaussianCopula::apply(std::span<Lanes> u) const {
    TANLU_EXPECTS(u.size() == n_);
    std::vector<Lanes> z(n_);
    for (std::size_t i = 0; i < n_; ++i) z[i] = normal_quantile(u[i]);
    for (std::size_t i = 1; i < n_; ++i) {
        Lanes sum = 0.0;
        for (std::size_t k = 0; k <= i; ++k) sum += lower_[i * n_ + k] * z[k];
        u[i] = inside_unit(normal_cdf(sum));
    }
}

}  // namespace tanlu::sampling
