#include "sampling/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/expects.hpp"
#include "sampling/beta_quantile.hpp"
#include "sampling/normal.hpp"

namespace tanlu::sampling {
namespace {

// Each kind with what is computed once from its numbers.

struct Fixed {
    double value;
};

/// low + u width.
struct Straight {
    double low, width;
};

/// low (high / low)^u.
struct Exponential {
    double low, high, log_ratio;
};

/// low + sqrt(u rise) up to the mode, high - sqrt((1 - u) fall) beyond.
struct Tent {
    double low, high, u_of_mode, rise, fall;
};

/// mean + sd z, with z = Phi^-1(p_low + u p_width); -z where both limits lie above the mean, so
/// that p counts from the upper tail and is resolved however small it is.
struct Bell {
    double mean, sd, low, high, p_low, p_width;
    bool is_cut;
};

/// median e^(s z).
struct LogBell {
    double median, s;
};

struct Steps {
    std::vector<double> values, cumulative;
};

struct Polyline {
    std::vector<double> points;
};

struct Table {
    double low, width;
    BetaTable shape;
};

Fixed prepare(const Constant& d) {
    return {d.value};
}
Straight prepare(const Uniform& d) {
    return {d.low, d.high - d.low};
}
Exponential prepare(const LogUniform& d) {
    return {d.low, d.high, std::log(d.high / d.low)};
}
Tent prepare(const Triangular& d) {
    const double width = d.high - d.low;
    return {d.low, d.high, (d.mode - d.low) / width, width * (d.mode - d.low),
            width * (d.high - d.mode)};
}
Bell prepare(const Normal& d) {
    const double a = (d.low - d.mean) / d.standard_deviation;
    const double b = (d.high - d.mean) / d.standard_deviation;
    const bool is_cut = std::isfinite(a) || std::isfinite(b);
    if (a > 0.0) {
        const double upper = normal_cdf(-a);
        const double width = normal_cdf(-b) - upper;
        return {d.mean, -d.standard_deviation, d.low, d.high, upper, width, is_cut};
    }
    const double lower = normal_cdf(a);
    return {d.mean, d.standard_deviation, d.low, d.high, lower, normal_cdf(b) - lower, is_cut};
}
LogBell prepare(const Lognormal& d) {
    return {d.median, std::log(d.gsd)};
}
LogBell prepare(const LognormalRange& d) {
    return prepare(lognormal_of(d));
}
Steps prepare(const Discrete& d) {
    Steps steps{d.values, std::vector<double>(d.values.size())};
    std::partial_sum(d.weights.begin(), d.weights.end(), steps.cumulative.begin());
    const double total = steps.cumulative.back();
    for (double& sum : steps.cumulative) sum /= total;
    return steps;
}
Polyline prepare(const Empirical& d) {
    return {d.points};
}
Table prepare(const Beta& d) {
    return {d.low, d.high - d.low, BetaTable(d.alpha, d.beta)};
}
Table prepare(const Pert& d) {
    return prepare(beta_of(d));
}

template <class Real>
Real evaluate(const Fixed& f, const Real& u) {
    return Real(f.value) + Real(0.0) * u;
}
template <class Real>
Real evaluate(const Straight& f, const Real& u) {
    return Real(f.low) + u * Real(f.width);
}
template <class Real>
Real evaluate(const Exponential& f, const Real& u) {
    const Real x = Real(f.low) * exp(Real(u * Real(f.log_ratio)));
    return clamp(x, Real(f.low), Real(f.high));
}
template <class Real>
Real evaluate(const Tent& f, const Real& u) {
    const Real left = Real(f.low) + sqrt(Real(u * Real(f.rise)));
    const Real right = Real(f.high) - sqrt(Real((Real(1.0) - u) * Real(f.fall)));
    return select(u <= Real(f.u_of_mode), left, right);
}
template <class Real>
Real evaluate(const Bell& f, const Real& u) {
    const Real p = f.is_cut ? Real(Real(f.p_low) + u * Real(f.p_width)) : u;
    const Real x = Real(f.mean) + Real(f.sd) * normal_quantile(p);
    return clamp(x, Real(f.low), Real(f.high));
}
template <class Real>
Real evaluate(const LogBell& f, const Real& u) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const Real x = Real(f.median) * exp(Real(Real(f.s) * normal_quantile(u)));
    return select(u <= Real(0.0), Real(0.0), select(u >= Real(1.0), Real(kInfinity), x));
}
template <class Real>
Real evaluate(const Steps& f, const Real& u) {
    return map_lanes(u, [&f](double p) {
        if (std::isnan(p)) return p;
        const auto at = std::lower_bound(f.cumulative.begin(), f.cumulative.end() - 1, p);
        return f.values[static_cast<std::size_t>(at - f.cumulative.begin())];
    });
}
template <class Real>
Real evaluate(const Polyline& f, const Real& u) {
    return map_lanes(u, [&f](double p) {
        if (std::isnan(p)) return p;
        const std::size_t last = f.points.size() - 1;
        const double place = p * static_cast<double>(last);
        const std::size_t i = std::min(static_cast<std::size_t>(place), last);
        if (i == last) return f.points.back();
        return f.points[i] + (place - static_cast<double>(i)) * (f.points[i + 1] - f.points[i]);
    });
}
Lanes evaluate(const Table& f, const Lanes& u) {
    return f.low + f.width * f.shape(u);
}

/// The reference: without preparation that does not pay for a single value.
template <class Kind>
double reference(const Kind& d, double u) {
    return evaluate(prepare(d), u);
}
double reference(const Beta& d, double u) {
    const BetaPoint at = beta_quantile(d.alpha, d.beta, u, 1.0 - u);
    return d.low + (d.high - d.low) * at.x;
}
double reference(const Pert& d, double u) {
    return reference(beta_of(d), u);
}

double probability(const Constant& d, double x) {
    return x < d.value ? 0.0 : 1.0;
}
double probability(const Uniform& d, double x) {
    return std::clamp((x - d.low) / (d.high - d.low), 0.0, 1.0);
}
double probability(const LogUniform& d, double x) {
    return x <= d.low ? 0.0 : std::min(1.0, std::log(x / d.low) / std::log(d.high / d.low));
}
double probability(const Triangular& d, double x) {
    const double width = d.high - d.low;
    if (x <= d.low) return 0.0;
    if (x >= d.high) return 1.0;
    if (x <= d.mode) return (x - d.low) * (x - d.low) / (width * (d.mode - d.low));
    return 1.0 - (d.high - x) * (d.high - x) / (width * (d.high - d.mode));
}
double probability(const Normal& d, double x) {
    const auto z = [&d](double value) { return (value - d.mean) / d.standard_deviation; };
    if (x <= d.low) return 0.0;
    if (x >= d.high) return 1.0;
    const double a = z(d.low);
    const double b = z(d.high);
    if (a > 0.0) {
        return (normal_cdf(-a) - normal_cdf(-z(x))) / (normal_cdf(-a) - normal_cdf(-b));
    }
    return (normal_cdf(z(x)) - normal_cdf(a)) / (normal_cdf(b) - normal_cdf(a));
}
double probability(const Lognormal& d, double x) {
    return x <= 0.0 ? 0.0 : normal_cdf(std::log(x / d.median) / std::log(d.gsd));
}
double probability(const LognormalRange& d, double x) {
    return probability(lognormal_of(d), x);
}
double probability(const Beta& d, double x) {
    return beta_cdf(d.alpha, d.beta, (x - d.low) / (d.high - d.low));
}
double probability(const Pert& d, double x) {
    return probability(beta_of(d), x);
}
double probability(const Discrete& d, double x) {
    const auto above = std::upper_bound(d.values.begin(), d.values.end(), x);
    const auto end = d.weights.begin() + (above - d.values.begin());
    return std::accumulate(d.weights.begin(), end, 0.0) /
           std::accumulate(d.weights.begin(), d.weights.end(), 0.0);
}
double probability(const Empirical& d, double x) {
    if (x < d.points.front()) return 0.0;
    if (x >= d.points.back()) return 1.0;
    const auto above = std::upper_bound(d.points.begin(), d.points.end(), x);
    const auto i = static_cast<double>(above - d.points.begin() - 1);
    const double start = *(above - 1);
    return (i + (x - start) / (*above - start)) / static_cast<double>(d.points.size() - 1);
}

}  // namespace

struct QuantileFunction::Prepared {
    std::variant<Fixed, Straight, Exponential, Tent, Bell, LogBell, Steps, Polyline, Table> form;
};

QuantileFunction::QuantileFunction(const Distribution& d) {
    TANLU_EXPECTS(!problem_of(d));
    prepared_ = std::visit(
        [](const auto& kind) { return std::make_shared<const Prepared>(Prepared{prepare(kind)}); },
        d);
}

Lanes QuantileFunction::operator()(const Lanes& u) const {
    return std::visit([&u](const auto& form) { return evaluate(form, u); }, prepared_->form);
}

double quantile(const Distribution& d, double u) {
    TANLU_EXPECTS(u >= 0.0 && u <= 1.0);
    return std::visit([u](const auto& kind) { return reference(kind, u); }, d);
}

double cdf(const Distribution& d, double x) {
    return std::visit([x](const auto& kind) { return probability(kind, x); }, d);
}

}  // namespace tanlu::sampling
