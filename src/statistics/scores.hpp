#pragma once
// How far a projection is from what came to pass, and whether a naive rule would have done better.
#include <optional>
#include <span>

namespace tanlu {

/// A number of one year, as projected and as observed.
struct ScoredPair {
    double observed = 0.0;
    double modelled = 0.0;
};

/// Mean of |modelled / observed - 1| [1]. NaN without pairs.
double mean_absolute_relative_error(std::span<const ScoredPair> pairs);
/// Mean of modelled / observed - 1 [1]. NaN without pairs.
double mean_relative_error(std::span<const ScoredPair> pairs);
/// Mean of |modelled - observed|, in their unit. NaN without pairs.
double mean_absolute_error(std::span<const ScoredPair> pairs);
/// Mean of modelled - observed, in their unit. NaN without pairs.
double mean_error(std::span<const ScoredPair> pairs);
/// Root of the mean of ln(modelled / observed)^2 [1]. NaN without pairs, or where a number is not
/// above 0.
double root_mean_square_log_error(std::span<const ScoredPair> pairs);

/// Skill against a naive rule [1]: 1 - error / naive_error, both mean absolute errors over the same
/// years. 1 is perfect, 0 no better than the rule, below 0 worse. NaN where the rule is exact.
double skill(double error, double naive_error);

/// One number of a series.
struct YearValue {
    int year = 0;
    double value = 0.0;
};

/// Naive rules. `history` rises by year; `year` lies after its end. Nothing where the history is
/// too short for the rule.

/// The last number, held.
std::optional<double> last_value(std::span<const YearValue> history, int year);

/// x(T) * (x(T) / x(s))^((year - T) / (T - s)): growth at the mean rate of the last `span` years,
/// or of those that there are, two at least. Numbers above 0 only.
std::optional<double> constant_growth(std::span<const YearValue> history, int year, int span);

/// A logistic curve towards 1 through the history: ln(x / (1 - x)) = a + b * year by least squares.
/// Shares strictly between 0 and 1, three at least.
std::optional<double> logistic_trend(std::span<const YearValue> history, int year);

}  // namespace tanlu
