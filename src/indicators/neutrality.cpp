// Near zero, zero and what is left.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

constexpr int kNeutralityYear = 2060;
constexpr int kBaseYear = 2020;
constexpr double kKgPerMt = 1e9;
constexpr double kPercent = 100.0;

std::string not_reached(AnnualSeries series) {
    return fmt::format("not by {}", series.last_year());
}

Outcomes near_zero(const View& view, std::string_view boundary, double share) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    return {single_year(near_zero_year(series, share), series, not_reached(series))};
}

/// Removals allotted to transport are no output of the model; zero by default (docs/theory §13).
const std::vector<Switch> kNoRemovals{{"removals", "0 (default)"}};

NetZero net_zero(const View& view, std::string_view boundary, std::vector<double>& values) {
    values = view.emissions(boundary);
    return find_net_zero(view.series(values));
}

std::string outside(const View& view, int year) {
    return fmt::format("the result runs from {} to {}, {} is outside", view.first_year(),
                       view.last_year(), year);
}

}  // namespace

Outcomes near_zero_year_10(const View& view, std::string_view boundary) {
    return near_zero(view, boundary, 0.10);
}

Outcomes near_zero_year_5(const View& view, std::string_view boundary) {
    return near_zero(view, boundary, 0.05);
}

Outcomes net_zero_year(const View& view, std::string_view boundary) {
    std::vector<double> values;
    const NetZero zero = net_zero(view, boundary, values);
    Outcome outcome = single_year(zero.year, view.series(values), not_reached(view.series(values)));
    if (zero.single_year) outcome.text = "in the last year only";
    outcome.switches = kNoRemovals;
    return {outcome};
}

Outcomes net_zero_first_crossing(const View& view, std::string_view boundary) {
    std::vector<double> values;
    const NetZero zero = net_zero(view, boundary, values);
    Outcome outcome =
        single_year(zero.first_crossing, view.series(values), not_reached(view.series(values)));
    outcome.switches = kNoRemovals;
    return {outcome};
}

Outcomes net_zero_fraction(const View& view, std::string_view boundary) {
    std::vector<double> values;
    const NetZero zero = net_zero(view, boundary, values);
    Outcome outcome =
        single(finite(zero.time), view.series(values), not_reached(view.series(values)));
    outcome.switches = kNoRemovals;
    return {outcome};
}

/// In Mt, in % of the maximum and of 2020, and in Mt by subsector.
Outcomes residual_2060(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    if (!series.covers(kNeutralityYear)) {
        return {single(std::nullopt, series, outside(view, kNeutralityYear))};
    }
    const auto add = [&](Outcomes& outcomes, std::string variant, std::string unit, double value) {
        Outcome outcome = single(finite(value), series, "not defined");
        outcome.variant = std::move(variant);
        outcome.unit = std::move(unit);
        outcomes.push_back(std::move(outcome));
    };
    const double residual = series.at(kNeutralityYear);
    const double peak = find_peak(series).level;
    Outcomes outcomes;
    add(outcomes, "total", "MtCO2", residual / kKgPerMt);
    add(outcomes, "share of the peak", "%", peak > 0.0 ? kPercent * residual / peak : kNoNumber);
    if (series.covers(kBaseYear)) {
        const double base = series.at(kBaseYear);
        add(outcomes, "share of 2020", "%", base > 0.0 ? kPercent * residual / base : kNoNumber);
    }
    for (const auto& subsector : view.labels("subsector")) {
        const auto part =
            view.total("emissions", "kg/yr",
                       {{"boundary", {std::string(boundary)}}, {"subsector", {subsector}}});
        add(outcomes, subsector, "MtCO2", view.series(part).at(kNeutralityYear) / kKgPerMt);
    }
    return outcomes;
}

Outcomes removals_needed_2060(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    if (!series.covers(kNeutralityYear)) {
        return {single(std::nullopt, series, outside(view, kNeutralityYear))};
    }
    const auto residual = finite(series.at(kNeutralityYear));
    return {single(residual ? std::optional(std::max(0.0, *residual) / kKgPerMt) : std::nullopt,
                   series, {})};
}

}  // namespace tanlu::indicators
