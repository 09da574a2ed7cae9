#include "calibration/identifiability.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <limits>

#include "base/expects.hpp"

namespace tanlu::calibration {
namespace {

/// Below this part of the largest singular value a direction is counted as not there.
constexpr double kRank = 1e-10;

Eigen::MatrixXd scaled(std::span<const double> jacobian, std::size_t rows,
                       std::span<const Bounds> bounds) {
    Eigen::MatrixXd matrix(static_cast<Eigen::Index>(rows),
                           static_cast<Eigen::Index>(bounds.size()));
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t p = 0; p < bounds.size(); ++p) {
            const double half = 0.5 * (bounds[p].high - bounds[p].low);
            matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(p)) =
                jacobian[i * bounds.size() + p] * half;
        }
    }
    return matrix;
}

std::vector<Direction> directions_of(const Eigen::MatrixXd& data) {
    const Eigen::Index n = data.cols();
    // With fewer rows than columns the missing directions have strength 0: rows of zeros.
    Eigen::MatrixXd square = Eigen::MatrixXd::Zero(std::max(data.rows(), n), n);
    square.topRows(data.rows()) = data;
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(square, Eigen::ComputeFullV);
    std::vector<Direction> directions;
    for (Eigen::Index d = 0; d < n; ++d) {
        Eigen::VectorXd v = svd.matrixV().col(d);
        Eigen::Index largest = 0;
        v.cwiseAbs().maxCoeff(&largest);
        if (v[largest] < 0.0) v = -v;
        directions.push_back({svd.singularValues()[d], {v.begin(), v.end()}});
    }
    return directions;
}

}  // namespace

Identifiability identifiability(std::span<const double> jacobian, std::size_t data_rows,
                                std::span<const Bounds> bounds) {
    const std::size_t n = bounds.size();
    TANLU_EXPECTS(n > 0 && jacobian.size() % n == 0);
    const std::size_t rows = jacobian.size() / n;
    TANLU_EXPECTS(data_rows <= rows);
    Identifiability found;
    found.directions = directions_of(scaled(jacobian, data_rows, bounds));

    // (J'J)^-1 = V S^-2 V' from the decomposition of all rows; a direction without any effect
    // makes the errors of its parameters infinite.
    const auto all = directions_of(scaled(jacobian, rows, bounds));
    const double floor = kRank * all.front().strength;
    std::vector<double> covariance(n * n, 0.0);
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    for (const auto& direction : all) {
        const bool is_there = direction.strength > floor && direction.strength > 0.0;
        for (std::size_t p = 0; p < n; ++p) {
            for (std::size_t q = 0; q < n; ++q) {
                const double product = direction.parts[p] * direction.parts[q];
                if (is_there) {
                    covariance[p * n + q] += product / (direction.strength * direction.strength);
                } else if (p == q && std::abs(product) > kRank) {
                    covariance[p * n + q] = kInfinite;
                }
            }
        }
    }
    for (std::size_t p = 0; p < n; ++p) {
        const double half = 0.5 * (bounds[p].high - bounds[p].low);
        found.standard_errors.push_back(half * std::sqrt(covariance[p * n + p]));
        for (std::size_t q = 0; q < n; ++q) {
            found.correlations.push_back(covariance[p * n + q] /
                                         std::sqrt(covariance[p * n + p] * covariance[q * n + q]));
        }
    }
    return found;
}

}  // namespace tanlu::calibration
