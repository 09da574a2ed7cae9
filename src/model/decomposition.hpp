#pragma once
// Index decomposition by the logarithmic mean Divisia method, LMDI-I (docs/theory §12.1), and the
// identity it rests on: an emission is a product of factors, a total the sum of such products.
#include <cstddef>
#include <span>
#include <vector>

namespace tanlu::model {

/// Factors of one year, row-major: entry [row * factor_count + factor]. A row is one product, for
/// example population * travel * mode share * intensity of one mode. No factor is negative.
struct FactorTable {
    std::span<const double> values;
    std::size_t factor_count = 0;

    std::size_t row_count() const { return values.size() / factor_count; }
    double at(std::size_t row, std::size_t factor) const {
        return values[row * factor_count + factor];
    }
    /// Product of the factors of a row.
    double product(std::size_t row) const;
    /// Sum of the products of all rows.
    double total() const;
};

/// Logarithmic mean of two numbers >= 0:  L(a, b) = (a - b) / ln(a/b), L(a, a) = a, L(a, 0) = 0.
/// Near a = b the series in u = (a-b)/(a+b) is used, which has no cancellation.
double logarithmic_mean(double a, double b);

/// Contribution of each factor to the change of the total between two years, additive.
///   dC_j = sum_i L(C_i^T, C_i^0) ln(x_ij^T / x_ij^0),   sum_j dC_j = C^T - C^0
/// Rows that appear or vanish have their analytic limit (S:AngLiu07): the factors that are zero in
/// the year without the row share its whole change equally. Throws std::domain_error on a negative
/// or non-finite factor, std::invalid_argument on tables of different shape.
std::vector<double> lmdi_additive(const FactorTable& before, const FactorTable& after);

/// The same as ratios.
///   D_j = exp(dC_j / L(C^T, C^0)),   product of D_j = C^T / C^0
/// Throws std::domain_error where a total is zero, for a ratio to zero does not exist.
std::vector<double> lmdi_multiplicative(const FactorTable& before, const FactorTable& after);

/// Sum of the additive contributions of each step of a path of years (two or more).
std::vector<double> lmdi_chained(std::span<const FactorTable> years);

/// How far a reported total is from its stored factors, relative to it:  |sum_i prod_j x_ij / C -
/// 1|. Zero total: 0 if the factors give zero too, else infinity.
double asif_mismatch(const FactorTable& factors, double reported_total);

}  // namespace tanlu::model
