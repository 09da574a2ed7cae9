#include "hindcast/score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "statistics/scores.hpp"

namespace tanlu::hindcast {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr int kGrowthYears = 5;

/// Number of breaks up to a year: years of one segment have the same.
std::ptrdiff_t segment_of(const Target& target, int year) {
    return std::count_if(target.breaks.begin(), target.breaks.end(),
                         [year](int first) { return first <= year; });
}

/// Year that ties the level of the segment of `year`.
int tie_of(const Target& target, const Series& series, int origin, int year) {
    const auto segment = segment_of(target, year);
    if (segment == segment_of(target, origin)) return origin;
    for (const auto& [observed_year, number] : series.observed) {
        if (observed_year > origin && segment_of(target, observed_year) == segment) {
            return observed_year;
        }
    }
    return year;
}

/// What was known in the origin, of the definition in force then.
std::vector<YearValue> history_of(const Target& target, const Series& series, int origin) {
    std::vector<YearValue> history;
    for (const auto& [year, number] : series.observed) {
        if (year <= origin && segment_of(target, year) == segment_of(target, origin)) {
            history.push_back({year, number.value});
        }
    }
    return history;
}

/// A naive rule for a year, tied like the projection after a break.
template <class Rule>
double naive(const Target& target, const Series& series, int origin, int year, Rule rule) {
    const auto history = history_of(target, series, origin);
    const auto said = rule(history, year);
    if (!said) return kUndefined;
    const int tie = tie_of(target, series, origin, year);
    if (tie == origin) return *said;
    return *said * series.observed.at(tie).value / *rule(history, tie);
}

double skill_against(const Target& target, std::span<const Point> points, double Point::*rule) {
    std::vector<ScoredPair> modelled, naive;
    for (const auto& point : points) {
        if (std::isnan(point.*rule)) return kUndefined;
        modelled.push_back({point.observed, point.modelled});
        naive.push_back({point.observed, point.*rule});
    }
    if (points.empty()) return kUndefined;
    const auto error =
        target.measure == Measure::points ? mean_absolute_error : mean_absolute_relative_error;
    return skill(error(modelled), error(naive));
}

Verdict verdict_of(bool passed) {
    return passed ? Verdict::passed : Verdict::failed;
}

}  // namespace

double factor_of(const Target& target, const Series& series, int origin, int year) {
    const int tie = tie_of(target, series, origin, year);
    if (tie == origin && target.compare == Compare::level) return 1.0;
    const auto observed = series.observed.find(tie);
    const auto modelled = series.modelled.find(tie);
    if (observed == series.observed.end() || modelled == series.modelled.end()) return kUndefined;
    return observed->second.value / modelled->second;
}

bool is_scored(const Target& target, const Series& series, int origin, int year) {
    const auto modelled = series.modelled.find(year);
    return year > origin && year >= target.first && year <= target.last &&
           series.observed.contains(year) && modelled != series.modelled.end() &&
           !std::isnan(modelled->second) && tie_of(target, series, origin, year) != year &&
           !std::isnan(factor_of(target, series, origin, year));
}

std::vector<Point> points_of(const Target& target, const Series& series, int origin,
                             std::span<const int> pandemic) {
    std::vector<Point> points;
    const auto growth = [](std::span<const YearValue> history, int year) {
        return constant_growth(history, year, kGrowthYears);
    };
    for (const auto& [year, number] : series.observed) {
        if (!is_scored(target, series, origin, year)) continue;
        Point point;
        point.year = year;
        point.observed = number.value;
        point.grade = number.grade;
        point.source = number.source;
        point.factor = factor_of(target, series, origin, year);
        point.modelled = series.modelled.at(year) * point.factor;
        point.last_value = naive(target, series, origin, year, last_value);
        point.constant_growth = naive(target, series, origin, year, growth);
        point.logistic =
            target.logistic ? naive(target, series, origin, year, logistic_trend) : kUndefined;
        point.low = point.high = kUndefined;
        point.pandemic = std::find(pandemic.begin(), pandemic.end(), year) != pandemic.end();
        points.push_back(std::move(point));
    }
    return points;
}

Scores scores_of(const Target& target, std::span<const Point> points) {
    std::vector<ScoredPair> pairs;
    for (const auto& point : points) pairs.push_back({point.observed, point.modelled});
    Scores scores;
    scores.years = pairs.size();
    const bool in_points = target.measure == Measure::points;
    scores.error = in_points ? mean_absolute_error(pairs) : mean_absolute_relative_error(pairs);
    scores.bias = in_points ? mean_error(pairs) : mean_relative_error(pairs);
    scores.log_rmse = root_mean_square_log_error(pairs);
    scores.skill_last = skill_against(target, points, &Point::last_value);
    scores.skill_growth = skill_against(target, points, &Point::constant_growth);
    scores.skill_logistic = skill_against(target, points, &Point::logistic);
    return scores;
}

Result judge(const Plan& plan, std::size_t run, std::size_t target, const Series& series,
             int origin) {
    const Target& rules = plan.targets[target];
    const bool is_judged = plan.runs[run].judged;
    Result result;
    result.run = run;
    result.target = target;
    result.points = points_of(rules, series, origin, plan.pandemic);
    result.all = scores_of(rules, result.points);
    std::vector<Point> calm;
    std::copy_if(result.points.begin(), result.points.end(), std::back_inserter(calm),
                 [](const Point& point) { return !point.pandemic; });
    result.calm = scores_of(rules, calm);

    result.judged_error = kUndefined;
    if (rules.limit && rules.limit_year == 0) {
        result.judged_error = result.all.error;
    } else if (rules.limit) {
        const std::vector<Point> one = [&] {
            std::vector<Point> found;
            for (const auto& point : result.points) {
                if (point.year == rules.limit_year) found.push_back(point);
            }
            return found;
        }();
        result.judged_error = scores_of(rules, one).error;
    }
    if (is_judged && !std::isnan(result.judged_error)) {
        result.verdict = verdict_of(result.judged_error <= rules.limit->number);
    }

    const auto observed = series.observed.find(origin);
    const auto modelled = series.modelled.find(origin);
    const bool has_base = observed != series.observed.end() && modelled != series.modelled.end();
    result.base_ratio = has_base ? observed->second.value / modelled->second : kUndefined;
    const bool has_own_base = plan.runs[run].fitted_to == 0;
    if (rules.calibrated && is_judged && has_own_base && !std::isnan(result.base_ratio)) {
        result.calibration = verdict_of(result.base_ratio >= plan.calibration_low.number &&
                                        result.base_ratio <= plan.calibration_high.number);
    }
    return result;
}

}  // namespace tanlu::hindcast
