#include "calibration/least_squares.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <unsupported/Eigen/NonLinearOptimization>

#include "base/expects.hpp"
#include "tanlu/error.hpp"

namespace tanlu::calibration {
namespace {

/// Steps of the differences, of the width between the bounds.
constexpr double kDifference = 1e-4;
/// How near to a bound a start may lie, of the width.
constexpr double kNearest = 1e-3;
/// What a refused point counts: worse than anything that a step could gain.
constexpr double kRefused = 1e6;

double bounded(double z, const Bounds& b) {
    return b.low + (b.high - b.low) / (1.0 + std::exp(-z));
}
double free_of(double x, const Bounds& b) {
    const double u = std::clamp((x - b.low) / (b.high - b.low), kNearest, 1.0 - kNearest);
    return std::log(u / (1.0 - u));
}
double slope(double z, const Bounds& b) {
    const double u = 1.0 / (1.0 + std::exp(-z));
    return (b.high - b.low) * u * (1.0 - u);
}

/// The problem in the free coordinates, as Eigen asks for it.
struct Problem {
    using Scalar = double;
    using InputType = Eigen::VectorXd;
    using ValueType = Eigen::VectorXd;
    using JacobianType = Eigen::MatrixXd;
    enum { InputsAtCompileTime = Eigen::Dynamic, ValuesAtCompileTime = Eigen::Dynamic };

    const Residuals& residuals;
    std::size_t count;
    std::span<const Bounds> bounds;

    int inputs() const { return static_cast<int>(bounds.size()); }
    int values() const { return static_cast<int>(count); }

    std::vector<double> point(const Eigen::VectorXd& z) const {
        std::vector<double> x;
        for (std::size_t p = 0; p < bounds.size(); ++p) {
            x.push_back(bounded(z[static_cast<Eigen::Index>(p)], bounds[p]));
        }
        return x;
    }

    int operator()(const Eigen::VectorXd& z, Eigen::VectorXd& values) const {
        const auto found = residuals(point(z));
        for (std::size_t i = 0; i < count; ++i) {
            values[static_cast<Eigen::Index>(i)] = std::isfinite(found[i]) ? found[i] : kRefused;
        }
        return 0;
    }

    /// d residual / d x by central differences, all points at once.
    std::vector<double> derivatives(const std::vector<double>& x) const {
        const std::size_t n = bounds.size();
        std::vector<double> points;
        std::vector<double> widths;
        for (std::size_t p = 0; p < n; ++p) {
            const double step = kDifference * (bounds[p].high - bounds[p].low);
            const double below = std::max(x[p] - step, bounds[p].low);
            const double above = std::min(x[p] + step, bounds[p].high);
            widths.push_back(above - below);
            for (const double moved : {below, above}) {
                points.insert(points.end(), x.begin(), x.end());
                *(points.end() - static_cast<std::ptrdiff_t>(n - p)) = moved;
            }
        }
        const auto found = residuals(points);
        std::vector<double> jacobian(count * n);
        for (std::size_t p = 0; p < n; ++p) {
            for (std::size_t i = 0; i < count; ++i) {
                const double change = found[(2 * p + 1) * count + i] - found[2 * p * count + i];
                jacobian[i * n + p] = std::isfinite(change) ? change / widths[p] : 0.0;
            }
        }
        return jacobian;
    }

    int df(const Eigen::VectorXd& z, Eigen::MatrixXd& jacobian) const {
        const auto by_x = derivatives(point(z));
        for (Eigen::Index i = 0; i < jacobian.rows(); ++i) {
            for (Eigen::Index p = 0; p < jacobian.cols(); ++p) {
                jacobian(i, p) = by_x[static_cast<std::size_t>(i * jacobian.cols() + p)] *
                                 slope(z[p], bounds[static_cast<std::size_t>(p)]);
            }
        }
        return 0;
    }
};

}  // namespace

Fit least_squares(const Residuals& residuals, std::size_t residual_count,
                  std::span<const Bounds> bounds, std::span<const double> start, int most_steps) {
    TANLU_EXPECTS(!bounds.empty() && bounds.size() == start.size());
    if (residual_count < bounds.size()) {
        throw RunError("fewer statistics and priors than parameters to fit");
    }
    Problem problem{residuals, residual_count, bounds};
    Eigen::VectorXd z(static_cast<Eigen::Index>(bounds.size()));
    for (std::size_t p = 0; p < bounds.size(); ++p) {
        z[static_cast<Eigen::Index>(p)] = free_of(start[p], bounds[p]);
    }
    const auto at_start = residuals(problem.point(z));
    if (!std::all_of(at_start.begin(), at_start.end(), [](double r) { return std::isfinite(r); })) {
        throw RunError("the model gives no numbers where the fit starts");
    }
    Eigen::LevenbergMarquardt<Problem> solver(problem);
    solver.parameters.maxfev = most_steps * 10;
    solver.parameters.ftol = 1e-10;
    solver.parameters.xtol = 1e-8;
    auto status = solver.minimizeInit(z);
    Fit fit;
    while (status != Eigen::LevenbergMarquardtSpace::ImproperInputParameters &&
           fit.steps < most_steps) {
        status = solver.minimizeOneStep(z);
        ++fit.steps;
        if (status != Eigen::LevenbergMarquardtSpace::Running) break;
    }
    fit.settled = status != Eigen::LevenbergMarquardtSpace::Running &&
                  status != Eigen::LevenbergMarquardtSpace::TooManyFunctionEvaluation &&
                  status != Eigen::LevenbergMarquardtSpace::ImproperInputParameters;
    fit.parameters = problem.point(z);
    fit.residuals = residuals(fit.parameters);
    fit.jacobian = problem.derivatives(fit.parameters);
    return fit;
}

}  // namespace tanlu::calibration
