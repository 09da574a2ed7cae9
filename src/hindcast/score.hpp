#pragma once
// One projection against one statistic: which years count, what naive rules would have said.
#include <map>
#include <span>
#include <string>
#include <vector>

#include "hindcast/plan.hpp"

namespace tanlu::hindcast {

/// A statistic of one year.
struct Observed {
    double value = 0.0;
    Grade grade = Grade::unverified;
    std::string source;
};

/// Statistic and projection by year, in the canonical unit.
struct Series {
    std::map<int, Observed> observed;
    std::map<int, double> modelled;
};

/// A year after the origin. Numbers are those compared: the projection and the rules times the
/// factor of their segment.
struct Point {
    int year = 0;
    double observed = 0.0;
    double modelled = 0.0;
    double last_value = 0.0, constant_growth = 0.0, logistic = 0.0;  ///< NaN where there is none
    double low = 0.0, high = 0.0;                                    ///< band; NaN without one
    double factor = 1.0;  ///< by which the projection was multiplied
    bool pandemic = false;
    Grade grade = Grade::unverified;
    std::string source;
};

/// Errors over a set of years.
struct Scores {
    std::size_t years = 0;
    double error = 0.0;     ///< mean absolute, relative or in points [1]
    double bias = 0.0;      ///< mean, with its sign
    double log_rmse = 0.0;  ///< root of the mean squared logarithm
    double skill_last = 0.0, skill_growth = 0.0, skill_logistic = 0.0;
};

enum class Verdict { none, passed, failed };

struct Result {
    std::size_t run = 0;
    std::size_t target = 0;
    std::vector<Point> points;
    Scores all;
    Scores calm;                ///< without the years of the pandemic
    double judged_error = 0.0;  ///< what the limit is for; NaN where there is none
    Verdict verdict = Verdict::none;
    double base_ratio = 0.0;  ///< observed / modelled in the origin; NaN where one is absent
    Verdict calibration = Verdict::none;
};

/// Factor that makes two series equal in the first year of the segment that `year` lies in: the
/// origin, or the first year with a number after a break. 1 for levels before any break after the
/// origin; NaN where a number is absent.
double factor_of(const Target& target, const Series& series, int origin, int year);

/// Whether a year after the origin is scored: observed, projected, within the years of the target,
/// and not the first year of a segment, which ties the level.
bool is_scored(const Target& target, const Series& series, int origin, int year);

/// Points of all years that are scored, rising.
std::vector<Point> points_of(const Target& target, const Series& series, int origin,
                             std::span<const int> pandemic);

Scores scores_of(const Target& target, std::span<const Point> points);

/// Points, scores and verdicts of one projection.
Result judge(const Plan& plan, std::size_t run, std::size_t target, const Series& series,
             int origin);

}  // namespace tanlu::hindcast
