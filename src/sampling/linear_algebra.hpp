#pragma once
// Small dense symmetric matrices, row after row in a vector of n * n numbers.
#include <cstddef>
#include <optional>
#include <vector>

namespace tanlu::sampling {

/// Eigenvalues, largest first, and eigenvectors of length 1 in the columns of a matrix. The sign of
/// a vector is that which makes its first entry above 1e-9 in size positive.
struct EigenSystem {
    std::vector<double> values;
    std::vector<double> vectors;
};
EigenSystem eigen_system(const std::vector<double>& symmetric, std::size_t n);

/// Lower triangular L with L L^T = matrix; nothing if it is not positive definite.
std::optional<std::vector<double>> cholesky(const std::vector<double>& symmetric, std::size_t n);

}  // namespace tanlu::sampling
