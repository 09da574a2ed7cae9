// Means and standard deviations in closed form.
#include <cmath>
#include <numeric>

#include "sampling/distribution.hpp"
#include "sampling/normal.hpp"

namespace tanlu::sampling {
namespace {

struct Moments {
    double mean, variance;
};

Moments moments(const Constant& d) {
    return {d.value, 0.0};
}

Moments moments(const Uniform& d) {
    const double width = d.high - d.low;
    return {0.5 * (d.low + d.high), width * width / 12.0};
}

/// With L = ln(high / low): mean (high - low) / L, mean square (high^2 - low^2) / (2 L).
Moments moments(const LogUniform& d) {
    const double log_ratio = std::log(d.high / d.low);
    const double mean = (d.high - d.low) / log_ratio;
    return {mean, (d.high - d.low) * (d.high + d.low) / (2.0 * log_ratio) - mean * mean};
}

/// ((b - a)^2 - (m - a)(b - m)) / 18.
Moments moments(const Triangular& d) {
    const double width = d.high - d.low;
    return {(d.low + d.mode + d.high) / 3.0,
            (width * width - (d.mode - d.low) * (d.high - d.mode)) / 18.0};
}

Moments moments(const Beta& d) {
    const double width = d.high - d.low;
    const double sum = d.alpha + d.beta;
    return {d.low + width * (d.alpha / sum),
            width * width * d.alpha * d.beta / (sum * sum * (sum + 1.0))};
}

Moments moments(const Pert& d) {
    return moments(beta_of(d));
}

/// Between a and b standard deviations from the mean, Z the probability there and phi the density:
/// mean (phi(a) - phi(b)) / Z, variance 1 + (a phi(a) - b phi(b)) / Z - mean^2.
Moments moments(const Normal& d) {
    const double a = (d.low - d.mean) / d.standard_deviation;
    const double b = (d.high - d.mean) / d.standard_deviation;
    const double inside = a > 0.0 ? normal_cdf(-a) - normal_cdf(-b) : normal_cdf(b) - normal_cdf(a);
    const auto moment = [](double z) { return std::isinf(z) ? 0.0 : z * normal_density(z); };
    const double shift = (normal_density(a) - normal_density(b)) / inside;
    const double variance = 1.0 + (moment(a) - moment(b)) / inside - shift * shift;
    return {d.mean + d.standard_deviation * shift,
            d.standard_deviation * d.standard_deviation * variance};
}

/// With s = ln gsd: mean median e^(s^2/2), variance mean^2 (e^(s^2) - 1).
Moments moments(const Lognormal& d) {
    const double s = std::log(d.gsd);
    const double mean = d.median * std::exp(0.5 * s * s);
    return {mean, mean * mean * std::expm1(s * s)};
}

Moments moments(const LognormalRange& d) {
    return moments(lognormal_of(d));
}

Moments moments(const Discrete& d) {
    const double total = std::accumulate(d.weights.begin(), d.weights.end(), 0.0);
    const double mean =
        std::inner_product(d.values.begin(), d.values.end(), d.weights.begin(), 0.0) / total;
    double variance = 0.0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        variance += d.weights[i] / total * (d.values[i] - mean) * (d.values[i] - mean);
    }
    return {mean, variance};
}

/// A mixture of uniform distributions between neighbours, all equally likely. Of deviations p and q
/// from the mean at the ends of one, the mean square is (p^2 + p q + q^2) / 3.
Moments moments(const Empirical& d) {
    if (d.points.size() == 1) return {d.points.front(), 0.0};
    const auto pieces = static_cast<double>(d.points.size() - 1);
    double mean = 0.0;
    for (std::size_t i = 1; i < d.points.size(); ++i) {
        mean += 0.5 * (d.points[i - 1] + d.points[i]) / pieces;
    }
    double variance = 0.0;
    for (std::size_t i = 1; i < d.points.size(); ++i) {
        const double p = d.points[i - 1] - mean;
        const double q = d.points[i] - mean;
        variance += (p * p + p * q + q * q) / (3.0 * pieces);
    }
    return {mean, variance};
}

}  // namespace

double mean(const Distribution& d) {
    return std::visit([](const auto& kind) { return moments(kind).mean; }, d);
}

double standard_deviation(const Distribution& d) {
    return std::visit([](const auto& kind) { return std::sqrt(moments(kind).variance); }, d);
}

}  // namespace tanlu::sampling
