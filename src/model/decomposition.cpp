#include "model/decomposition.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace tanlu::model {

namespace {

void require_same_shape(const FactorTable& before, const FactorTable& after) {
    const bool same =
        before.factor_count == after.factor_count && before.values.size() == after.values.size();
    if (!same || before.factor_count == 0 || before.values.size() % before.factor_count != 0) {
        throw std::invalid_argument("decomposition: the two years have tables of different shape");
    }
}

void require_valid(const FactorTable& table) {
    for (const double x : table.values) {
        if (!(x >= 0.0) || std::isinf(x)) {
            throw std::domain_error("decomposition: a factor is negative or not finite");
        }
    }
}

/// Limit of the contributions of a row whose product is zero in the year of `empty` and `change` is
/// the whole change: the factors that are zero there carry it in equal parts.
void add_appearance(const FactorTable& empty, std::size_t row, double change,
                    std::vector<double>& contribution) {
    int zeros = 0;
    for (std::size_t j = 0; j < empty.factor_count; ++j) zeros += empty.at(row, j) <= 0.0 ? 1 : 0;
    for (std::size_t j = 0; j < empty.factor_count; ++j) {
        if (empty.at(row, j) <= 0.0) contribution[j] += change / zeros;
    }
}

}  // namespace

double FactorTable::product(std::size_t row) const {
    double result = 1.0;
    for (std::size_t j = 0; j < factor_count; ++j) result *= at(row, j);
    return result;
}

double FactorTable::total() const {
    double sum = 0.0;
    for (std::size_t row = 0; row < row_count(); ++row) sum += product(row);
    return sum;
}

double logarithmic_mean(double a, double b) {
    if (a <= 0.0 || b <= 0.0) return 0.0;
    constexpr double kSeriesLimit = 0.01;  // next term u^10/11 < 1e-21
    const double u = (a - b) / (a + b);
    if (std::abs(u) >= kSeriesLimit) return (a - b) / std::log(a / b);
    const double s = u * u;
    return 0.5 * (a + b) / (1.0 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s / 9))));
}

std::vector<double> lmdi_additive(const FactorTable& before, const FactorTable& after) {
    require_same_shape(before, after);
    require_valid(before);
    require_valid(after);
    std::vector<double> contribution(before.factor_count, 0.0);
    for (std::size_t row = 0; row < before.row_count(); ++row) {
        const double old_product = before.product(row);
        const double new_product = after.product(row);
        if (old_product > 0.0 && new_product > 0.0) {
            const double weight = logarithmic_mean(new_product, old_product);
            for (std::size_t j = 0; j < before.factor_count; ++j) {
                contribution[j] += weight * std::log(after.at(row, j) / before.at(row, j));
            }
        } else if (new_product > 0.0) {
            add_appearance(before, row, new_product, contribution);
        } else if (old_product > 0.0) {
            add_appearance(after, row, -old_product, contribution);
        }
    }
    return contribution;
}

std::vector<double> lmdi_multiplicative(const FactorTable& before, const FactorTable& after) {
    std::vector<double> ratio = lmdi_additive(before, after);
    const double mean = logarithmic_mean(after.total(), before.total());
    if (mean <= 0.0) {
        throw std::domain_error("decomposition: a total is zero, so there is no ratio to it");
    }
    for (double& d : ratio) d = std::exp(d / mean);
    return ratio;
}

std::vector<double> lmdi_chained(std::span<const FactorTable> years) {
    if (years.size() < 2) throw std::invalid_argument("decomposition: a chain needs two years");
    std::vector<double> sum(years[0].factor_count, 0.0);
    for (std::size_t t = 1; t < years.size(); ++t) {
        const std::vector<double> step = lmdi_additive(years[t - 1], years[t]);
        for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += step[j];
    }
    return sum;
}

double asif_mismatch(const FactorTable& factors, double reported_total) {
    const double product = factors.total();
    const double gap = std::abs(product - reported_total);
    if (std::abs(reported_total) > 0.0) return gap / std::abs(reported_total);
    return gap > 0.0 ? std::numeric_limits<double>::infinity() : gap;
}

}  // namespace tanlu::model
