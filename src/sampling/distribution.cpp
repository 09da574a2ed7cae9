// What distributions are: names, problems, support, scaling. Probabilities are in quantile.cpp,
// moments in moments.cpp.
#include "sampling/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/expects.hpp"
#include "sampling/normal.hpp"

namespace tanlu::sampling {
namespace {

using Problem = std::optional<std::string>;

/// An upper tail must hold more than this for its quantiles to be resolved.
constexpr double kLeastProbability = 1e-290;

Problem unless(bool holds, const char* problem) {
    return holds ? Problem{} : Problem{problem};
}

bool finite(std::initializer_list<double> numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
}
bool finite(const std::vector<double>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
}
bool ascending(const std::vector<double>& numbers) {
    return std::is_sorted(numbers.begin(), numbers.end());
}
bool is_shape(double shape) {
    return shape >= kSmallestShape && shape <= kLargestShape;
}

Problem problem(const Constant& d) {
    return unless(finite({d.value}), "constant needs a finite value");
}
Problem problem(const Uniform& d) {
    return unless(finite({d.low, d.high}) && d.low < d.high, "uniform needs low < high");
}
Problem problem(const LogUniform& d) {
    return unless(finite({d.low, d.high}) && 0.0 < d.low && d.low < d.high,
                  "log-uniform needs 0 < low < high");
}
Problem problem(const Triangular& d) {
    return unless(finite({d.low, d.high}) && d.low <= d.mode && d.mode <= d.high && d.low < d.high,
                  "triangular needs low <= mode <= high and low < high");
}
Problem problem(const Pert& d) {
    if (!(finite({d.low, d.high}) && d.low <= d.mode && d.mode <= d.high && d.low < d.high)) {
        return "pert needs low <= mode <= high and low < high";
    }
    return unless(d.gamma > 0.0 && d.gamma < kLargestShape, "pert needs 0 < gamma < 1000");
}
Problem problem(const Normal& d) {
    if (!(finite({d.mean, d.standard_deviation}) && d.standard_deviation > 0.0)) {
        return "normal needs a finite mean and a standard deviation above 0";
    }
    if (!(d.low < d.high)) return "normal needs low < high";
    const double a = (d.low - d.mean) / d.standard_deviation;
    const double b = (d.high - d.mean) / d.standard_deviation;
    const double inside = a > 0.0 ? normal_cdf(-a) - normal_cdf(-b) : normal_cdf(b) - normal_cdf(a);
    return unless(inside > kLeastProbability,
                  "normal needs low and high with some probability between them (they lie too far "
                  "from the mean)");
}
Problem problem(const Lognormal& d) {
    return unless(finite({d.median, d.gsd}) && d.median > 0.0 && d.gsd > 1.0,
                  "lognormal needs median > 0 and gsd > 1");
}
Problem problem(const LognormalRange& d) {
    return unless(finite({d.p5, d.p95}) && 0.0 < d.p5 && d.p5 < d.p95,
                  "lognormal needs 0 < p5 < p95");
}
Problem problem(const Beta& d) {
    if (!(finite({d.low, d.high}) && d.low < d.high)) return "beta needs low < high";
    return unless(is_shape(d.alpha) && is_shape(d.beta),
                  "beta needs alpha and beta from 0.1 to 1000");
}
Problem problem(const Discrete& d) {
    if (d.values.empty() || d.values.size() != d.weights.size()) {
        return "discrete needs at least one value and a weight for each";
    }
    if (!finite(d.values) || !ascending(d.values)) {
        return "discrete needs finite values in ascending order";
    }
    const bool valid = std::all_of(d.weights.begin(), d.weights.end(),
                                   [](double w) { return std::isfinite(w) && w > 0.0; });
    return unless(valid, "discrete needs weights above 0");
}
Problem problem(const Empirical& d) {
    if (d.points.empty()) return "empirical needs at least one point";
    return unless(finite(d.points) && ascending(d.points),
                  "empirical needs finite points in ascending order");
}

Support support_of(const Constant& d) {
    return {d.value, d.value};
}
Support support_of(const Lognormal&) {
    return {0.0, std::numeric_limits<double>::infinity()};
}
Support support_of(const LognormalRange&) {
    return {0.0, std::numeric_limits<double>::infinity()};
}
Support support_of(const Discrete& d) {
    return {d.values.front(), d.values.back()};
}
Support support_of(const Empirical& d) {
    return {d.points.front(), d.points.back()};
}
template <class Bounded>
Support support_of(const Bounded& d) {
    return {d.low, d.high};
}

void scale(std::vector<double>& numbers, double factor) {
    for (double& x : numbers) x *= factor;
}

Constant times(const Constant& d, double f) {
    return {d.value * f};
}
Uniform times(const Uniform& d, double f) {
    return {d.low * f, d.high * f};
}
LogUniform times(const LogUniform& d, double f) {
    return {d.low * f, d.high * f};
}
Triangular times(const Triangular& d, double f) {
    return {d.low * f, d.mode * f, d.high * f};
}
Pert times(const Pert& d, double f) {
    return {d.low * f, d.mode * f, d.high * f, d.gamma};
}
Normal times(const Normal& d, double f) {
    return {d.mean * f, d.standard_deviation * f, d.low * f, d.high * f};
}
Lognormal times(const Lognormal& d, double f) {
    return {d.median * f, d.gsd};
}
LognormalRange times(const LognormalRange& d, double f) {
    return {d.p5 * f, d.p95 * f};
}
Beta times(const Beta& d, double f) {
    return {d.alpha, d.beta, d.low * f, d.high * f};
}
Discrete times(Discrete d, double f) {
    scale(d.values, f);
    return d;
}
Empirical times(Empirical d, double f) {
    scale(d.points, f);
    return d;
}

}  // namespace

std::string_view kind_of(const Distribution& d) {
    // In the order of the variant.
    constexpr std::array<std::string_view, std::variant_size_v<Distribution>> kKinds = {
        "constant",  "uniform",   "log-uniform", "triangular", "pert",     "normal",
        "lognormal", "lognormal", "beta",        "discrete",   "empirical"};
    return kKinds[d.index()];
}

std::optional<std::string> problem_of(const Distribution& d) {
    return std::visit([](const auto& kind) { return problem(kind); }, d);
}

Support support(const Distribution& d) {
    return std::visit([](const auto& kind) { return support_of(kind); }, d);
}

Distribution scaled(const Distribution& d, double factor) {
    TANLU_EXPECTS(factor > 0.0);
    return std::visit([factor](const auto& kind) -> Distribution { return times(kind, factor); },
                      d);
}

double median(const Distribution& d) {
    return quantile(d, 0.5);
}

double central(const Distribution& d) {
    if (const auto* triangular = std::get_if<Triangular>(&d)) return triangular->mode;
    if (const auto* pert = std::get_if<Pert>(&d)) return pert->mode;
    return median(d);
}

Beta beta_of(const Pert& d) {
    const double width = d.high - d.low;
    return {1.0 + d.gamma * ((d.mode - d.low) / width), 1.0 + d.gamma * ((d.high - d.mode) / width),
            d.low, d.high};
}

Lognormal lognormal_of(const LognormalRange& d) {
    // Phi^-1(0.95) = 1.6449: half the width from the 5th to the 95th percentile.
    const double spread = std::log(d.p95 / d.p5) / (2.0 * normal_quantile(0.95));
    return {std::sqrt(d.p5) * std::sqrt(d.p95), std::exp(spread)};
}

}  // namespace tanlu::sampling
