#include <cmath>

#include "indicators/summary.hpp"

#include "indicators/builtin.hpp"
#include "indicators/view.hpp"

namespace tanlu::indicators {
namespace {

constexpr int kNeutralityYear = 2060;

double at_or_nothing(AnnualSeries series, int year) {
    return series.covers(year) ? series.at(year) : kNoNumber;
}

}  // namespace

namespace {

/// The years that the scenario has: the axis may go on for others.
AnnualSeries without_tail(AnnualSeries series) {
    while (!series.values.empty() && std::isnan(series.values.back())) {
        series.values = series.values.first(series.values.size() - 1);
    }
    return series;
}

}  // namespace

TrajectorySummary summarise(const Dataset& result, std::size_t scenario, std::size_t region) {
    const View view(result, scenario, region);
    TrajectorySummary summary;
    summary.scenario = view.scenario();
    summary.region = view.region();
    summary.first_year = view.first_year();
    summary.last_year = view.last_year();
    for (const auto& boundary : view.labels("boundary")) {
        const auto values = view.emissions(boundary);
        const AnnualSeries series = without_tail(view.series(values));
        BoundarySummary one;
        one.boundary = boundary;
        one.gases = gases_of(boundary);
        one.peak = find_peak(series);
        one.before_2030_strict = peaked_before_2030(one.peak, Reading::strict);
        one.before_2030_inclusive = peaked_before_2030(one.peak, Reading::inclusive);
        one.in_2030 = at_or_nothing(series, 2030);
        one.in_2035 = at_or_nothing(series, 2035);
        one.in_2060 = at_or_nothing(series, kNeutralityYear);
        one.gross_zero_2060 = is_gross_zero(series, kNeutralityYear);
        summary.boundaries.push_back(std::move(one));
    }
    return summary;
}

}  // namespace tanlu::indicators
