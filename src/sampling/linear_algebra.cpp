#include "sampling/linear_algebra.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "base/expects.hpp"

namespace tanlu::sampling {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix matrix_of(const std::vector<double>& numbers, std::size_t n) {
    TANLU_EXPECTS(numbers.size() == n * n);
    const auto size = static_cast<Eigen::Index>(n);
    return Eigen::Map<const Matrix>(numbers.data(), size, size);
}

double sign_of(const Eigen::VectorXd& vector) {
    constexpr double kNothing = 1e-9;
    for (const double x : vector) {
        if (std::abs(x) > kNothing) return x > 0.0 ? 1.0 : -1.0;
    }
    return 1.0;
}

}  // namespace

EigenSystem eigen_system(const std::vector<double>& symmetric, std::size_t n) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix_of(symmetric, n));
    EigenSystem system{std::vector<double>(n), std::vector<double>(n * n)};
    for (std::size_t k = 0; k < n; ++k) {
        const auto column = static_cast<Eigen::Index>(n - 1 - k);  // Eigen has the smallest first
        const Eigen::VectorXd vector = solver.eigenvectors().col(column);
        const double sign = sign_of(vector);
        system.values[k] = solver.eigenvalues()(column);
        for (std::size_t i = 0; i < n; ++i) {
            system.vectors[i * n + k] = sign * vector(static_cast<Eigen::Index>(i));
        }
    }
    return system;
}

std::optional<std::vector<double>> cholesky(const std::vector<double>& symmetric, std::size_t n) {
    const Eigen::LLT<Matrix> factor(matrix_of(symmetric, n));
    if (factor.info() != Eigen::Success) return std::nullopt;
    const Matrix lower = factor.matrixL();
    return std::vector<double>(lower.data(), lower.data() + n * n);
}

}  // namespace tanlu::sampling
