#pragma once
// Distributions of uncertain inputs (§11.2). Each kind is a plain struct of the numbers that a
// study gives; one value is one evaluation of the quantile function at one u, never a rejection.
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tanlu::sampling {

struct Constant {
    double value;
};

struct Uniform {
    double low, high;
};

/// Uniform in the logarithm.
struct LogUniform {
    double low, high;
};

struct Triangular {
    double low, mode, high;
};

/// Beta distribution on [low, high] by its mode and how peaked it is (gamma; 4 is the usual
/// choice): alpha = 1 + gamma (mode - low) / (high - low), beta = 1 + gamma (high - mode) / (high -
/// low).
struct Pert {
    double low, mode, high;
    double gamma = 4.0;
};

/// Mean and standard deviation before truncation to [low, high]; a side may be open.
struct Normal {
    double mean, standard_deviation;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// gsd: geometric standard deviation, exp of the standard deviation of the logarithm.
struct Lognormal {
    double median, gsd;
};

/// The lognormal distribution with these 5th and 95th percentiles.
struct LognormalRange {
    double p5, p95;
};

struct Beta {
    double alpha, beta;
    double low = 0.0;
    double high = 1.0;
};

/// Values in ascending order, each with a weight; weights need not add to 1.
struct Discrete {
    std::vector<double> values, weights;
};

/// Observations in ascending order. The quantile function joins point i (0 to n-1) at u = i/(n-1)
/// by straight lines.
struct Empirical {
    std::vector<double> points;
};

using Distribution = std::variant<Constant, Uniform, LogUniform, Triangular, Pert, Normal,
                                  Lognormal, LognormalRange, Beta, Discrete, Empirical>;

/// Shapes alpha, beta of Beta and Pert that are accepted.
inline constexpr double kSmallestShape = 0.1;
inline constexpr double kLargestShape = 1000.0;

/// "uniform", "log-uniform", "triangular", "pert", ...
std::string_view kind_of(const Distribution& d);

/// What is wrong with the numbers: "triangular needs low <= mode <= high and low < high"; nothing
/// when nothing is. All other functions expect a distribution without a problem.
std::optional<std::string> problem_of(const Distribution& d);

/// F^-1(u), the readable reference for QuantileFunction: smallest x with F(x) >= u. u = 0 and 1
/// give the ends of the support. Beta and Pert by Boost, the normal by AS 241.
double quantile(const Distribution& d, double u);

/// F(x): probability of a value of at most x.
double cdf(const Distribution& d, double x);

/// In closed form.
double mean(const Distribution& d);
double standard_deviation(const Distribution& d);

double median(const Distribution& d);

/// Least and greatest possible value, infinite where there is none.
struct Support {
    double low, high;
};
Support support(const Distribution& d);

/// The distribution of `factor` times the value, for conversion of units; factor > 0.
Distribution scaled(const Distribution& d, double factor);

/// What a run of a single sample takes: the mode of Triangular and Pert, since whoever wrote the
/// distribution gave it as the best guess; the value of a Constant; else the median.
double central(const Distribution& d);

/// Shapes of the beta distribution that a Pert is.
Beta beta_of(const Pert& d);
/// sqrt(p5 p95), and the gsd (p95 / p5)^(1 / (2 Phi^-1(0.95))).
Lognormal lognormal_of(const LognormalRange& d);

}  // namespace tanlu::sampling
