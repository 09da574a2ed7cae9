#include "cli/hindcast_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "base/text.hpp"
#include "hindcast/bands.hpp"

namespace tanlu::cli {
namespace {

using hindcast::Coverage;
using hindcast::Evaluation;
using hindcast::Measure;
using hindcast::Plan;
using hindcast::Result;
using hindcast::Target;
using hindcast::Verdict;

constexpr const char* kNothing = "-";

std::string percent(double share, bool with_sign) {
    if (std::isnan(share)) return kNothing;
    return with_sign ? fmt::format("{:+.1f} %", 100.0 * share)
                     : fmt::format("{:.1f} %", 100.0 * share);
}

/// "4.2 %", or "1.3 points" of a share.
std::string error_text(const Target& target, double error, bool with_sign = false) {
    if (std::isnan(error)) return kNothing;
    if (target.measure == Measure::relative) return percent(error, with_sign);
    return with_sign ? fmt::format("{:+.1f} points", 100.0 * error)
                     : fmt::format("{:.1f} points", 100.0 * error);
}

std::string skill_text(double skill) {
    return std::isnan(skill) ? kNothing : fmt::format("{:+.2f}", skill);
}

std::string word_of(Verdict verdict) {
    if (verdict == Verdict::none) return {};
    return verdict == Verdict::passed ? "pass" : "FAIL";
}

std::string years_text(const Result& result) {
    const int first = result.points.front().year;
    const int last = result.points.back().year;
    const auto count = static_cast<int>(result.points.size());
    if (count == 1) return std::to_string(first);
    const std::string span = fmt::format("{}-{}", first, last);
    return count == last - first + 1 ? span : fmt::format("{} ({})", span, count);
}

/// "<= 5.0 %", or "<= 5.0 points in 2020".
std::string limit_text(const Target& target, const Result& result) {
    if (std::isnan(result.judged_error)) return kNothing;
    std::string text = "<= " + error_text(target, target.limit->number);
    if (target.limit_year != 0) text += fmt::format(" in {}", target.limit_year);
    return text;
}

/// The lowest grade of the observations that were scored.
Grade lowest_grade(const Result& result) {
    Grade lowest = Grade::a;
    for (const auto& point : result.points) lowest = std::max(lowest, point.grade);
    return lowest;
}

std::string plain(double value) {
    return std::isnan(value) ? std::string() : number_text(value);
}

}  // namespace

Table readable_scores(const Plan& plan, const Evaluation& evaluation) {
    using enum Column::Kind;
    Table table{{{"projection"},
                 {"statistic"},
                 {"years"},
                 {"error"},
                 {"calm years"},
                 {"bias"},
                 {"log RMSE"},
                 {"skill: last"},
                 {"growth"},
                 {"logistic"},
                 {"at origin"},
                 {"limit"},
                 {"verdict"},
                 {"in band"},
                 {"grade"}},
                {}};
    std::size_t run = plan.runs.size();
    for (const auto& result : evaluation.results) {
        const Target& target = plan.targets[result.target];
        const Coverage coverage = hindcast::coverage_of(result);
        const bool has_pandemic = result.calm.years < result.all.years;
        table.rows.push_back(
            {result.run == run ? "" : plan.runs[result.run].id.text, target.id.text,
             years_text(result), error_text(target, result.all.error),
             has_pandemic ? error_text(target, result.calm.error) : "",
             error_text(target, result.all.bias, true),
             std::isnan(result.all.log_rmse) ? kNothing
                                             : fmt::format("{:.3f}", result.all.log_rmse),
             skill_text(result.all.skill_last), skill_text(result.all.skill_growth),
             target.logistic ? skill_text(result.all.skill_logistic) : "",
             std::isnan(result.base_ratio) ? kNothing : fmt::format("{:.2f}", result.base_ratio),
             limit_text(target, result), word_of(result.verdict),
             coverage.points == 0 ? kNothing
                                  : fmt::format("{} of {}", coverage.inside, coverage.points),
             to_string(lowest_grade(result))});
        run = result.run;
    }
    return table;
}

Table score_table(const Plan& plan, const Evaluation& evaluation) {
    using enum Column::Kind;
    Table table{{{"run"},
                 {"origin", number},
                 {"target"},
                 {"measure"},
                 {"first_year", number},
                 {"last_year", number},
                 {"years", number},
                 {"error", number},
                 {"bias", number},
                 {"log_rmse", number},
                 {"skill_last_value", number},
                 {"skill_constant_growth", number},
                 {"skill_logistic", number},
                 {"error_without_pandemic", number},
                 {"observed_over_modelled_at_origin", number},
                 {"calibration_verdict"},
                 {"limit", number},
                 {"judged_error", number},
                 {"verdict"},
                 {"points_in_band", number},
                 {"points_with_band", number},
                 {"lowest_grade"}},
                {}};
    for (const auto& result : evaluation.results) {
        const auto& run = plan.runs[result.run];
        const Target& target = plan.targets[result.target];
        const Coverage coverage = hindcast::coverage_of(result);
        table.rows.push_back({run.id.text,
                              std::to_string(run.origin()),
                              target.id.text,
                              target.measure == Measure::points ? "points" : "relative",
                              std::to_string(result.points.front().year),
                              std::to_string(result.points.back().year),
                              std::to_string(result.all.years),
                              plain(result.all.error),
                              plain(result.all.bias),
                              plain(result.all.log_rmse),
                              plain(result.all.skill_last),
                              plain(result.all.skill_growth),
                              plain(result.all.skill_logistic),
                              plain(result.calm.error),
                              plain(result.base_ratio),
                              word_of(result.calibration),
                              target.limit ? plain(target.limit->number) : "",
                              plain(result.judged_error),
                              word_of(result.verdict),
                              std::to_string(coverage.inside),
                              std::to_string(coverage.points),
                              to_string(lowest_grade(result))});
    }
    return table;
}

Table point_table(const Plan& plan, const Evaluation& evaluation) {
    using enum Column::Kind;
    Table table{{{"run"},
                 {"target"},
                 {"year", number},
                 {"unit"},
                 {"observed", number},
                 {"modelled", number},
                 {"factor", number},
                 {"last_value", number},
                 {"constant_growth", number},
                 {"logistic", number},
                 {"low", number},
                 {"high", number},
                 {"grade"},
                 {"source"}},
                {}};
    for (const auto& result : evaluation.results) {
        const Target& target = plan.targets[result.target];
        const auto shown = [&](double value) { return plain(value / target.unit_scale); };
        for (const auto& point : result.points) {
            table.rows.push_back(
                {plan.runs[result.run].id.text, target.id.text, std::to_string(point.year),
                 target.unit, shown(point.observed), shown(point.modelled), plain(point.factor),
                 shown(point.last_value), shown(point.constant_growth), shown(point.logistic),
                 shown(point.low), shown(point.high), to_string(point.grade), point.source});
        }
    }
    return table;
}

std::string verdicts_text(const Plan& plan, const Evaluation& evaluation) {
    std::string text;
    std::size_t judged = 0, failed = 0;
    for (const auto& result : evaluation.results) {
        const Target& target = plan.targets[result.target];
        const std::string& run = plan.runs[result.run].id.text;
        if (result.calibration != Verdict::none) {
            text += fmt::format("calibration {}, {}: {:.2f} (accepted {:.2f} to {:.2f}): {}\n", run,
                                target.id.text, result.base_ratio, plan.calibration_low.number,
                                plan.calibration_high.number, word_of(result.calibration));
        }
        for (const Verdict verdict : {result.verdict, result.calibration}) {
            judged += verdict != Verdict::none;
            failed += verdict == Verdict::failed;
        }
    }
    for (std::size_t r = 0; r < plan.runs.size(); ++r) {
        Coverage coverage;
        for (const auto& result : evaluation.results) {
            if (result.run != r) continue;
            const Coverage one = hindcast::coverage_of(result);
            coverage.inside += one.inside;
            coverage.points += one.points;
        }
        if (coverage.points == 0) continue;
        const bool is_expected = coverage.share() >= plan.coverage_low.number &&
                                 coverage.share() <= plan.coverage_high.number;
        text +=
            fmt::format("80 % band {}: holds {} of {} points, {} ({} to {} expected){}\n",
                        plan.runs[r].id.text, coverage.inside, coverage.points,
                        percent(coverage.share(), false), percent(plan.coverage_low.number, false),
                        percent(plan.coverage_high.number, false), is_expected ? "" : ": outside");
    }
    text += fmt::format("limits: {} of {} hold\n", judged - failed, judged);
    return text;
}

std::string report_json(const Plan& plan, const Evaluation& evaluation) {
    using nlohmann::ordered_json;
    const auto rows = [](const Table& table) {
        std::ostringstream text;
        print(text, table, Format::json);
        return ordered_json::parse(text.str());
    };
    ordered_json report;
    report["hindcast"] = plan.id;
    report["title"] = {{"en", plan.title.en}, {"zh", plan.title.zh}};
    report["pandemic"] = plan.pandemic;
    report["runs"] = ordered_json::array();
    for (const auto& run : plan.runs) {
        report["runs"].push_back({{"id", run.id.text},
                                  {"title", run.title.en},
                                  {"scenario", run.scenario.id},
                                  {"origin", run.origin()},
                                  {"judged", run.judged}});
    }
    report["targets"] = ordered_json::array();
    for (const auto& target : plan.targets) {
        report["targets"].push_back({{"id", target.id.text},
                                     {"title", target.title.en},
                                     {"unit", target.unit},
                                     {"breaks", target.breaks},
                                     {"note", target.note}});
    }
    report["scores"] = rows(score_table(plan, evaluation));
    report["points"] = rows(point_table(plan, evaluation));
    return report.dump(2) + "\n";
}

}  // namespace tanlu::cli
