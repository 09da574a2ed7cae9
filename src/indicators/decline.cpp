// What comes after the peak.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

/// Year that mean declines are taken to.
constexpr int kDeclineTo = 2060;
constexpr double kPercent = 100.0;

Outcomes decline_to_2060(const View& view, std::string_view boundary,
                         double (*rate)(AnnualSeries, int, const PeakRules&)) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    const Peak peak = find_peak(series);
    const std::string why = !series.covers(kDeclineTo)
                                ? fmt::format("the result ends in {}", series.last_year())
                            : peak.year ? fmt::format("zero or less in {}", kDeclineTo)
                                        : std::string(to_string(peak.status));
    Outcome outcome = single(finite(rate(series, kDeclineTo, {})), series, why);
    outcome.switches = {{"decline_to", std::to_string(kDeclineTo)}};
    return {outcome};
}

/// (1 - E/base) 100 by year; NaN for a base that is not above zero.
Outcome reduction_from(const std::vector<double>& values, double base, std::string variant) {
    std::vector<double> change(values.size(), kNoNumber);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (base > 0.0) change[i] = kPercent * (1.0 - values[i] / base);
    }
    Outcome outcome = by_year(std::move(change));
    outcome.variant = std::move(variant);
    return outcome;
}

}  // namespace

Outcomes decline_linear(const View& view, std::string_view boundary) {
    return decline_to_2060(view, boundary, linear_decline);
}

Outcomes decline_cagr(const View& view, std::string_view boundary) {
    return decline_to_2060(view, boundary, compound_decline);
}

Outcomes max_drop(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    return {single(finite(steepest_fall(series)), series,
                   std::string(to_string(find_peak(series).status)))};
}

Outcomes half_peak(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    const Peak peak = find_peak(series);
    return {single_year(half_peak_year(series), series,
                        peak.year ? fmt::format("not by {}", series.last_year())
                                  : std::string(to_string(peak.status)))};
}

/// Against the maximum, and against 2020 with 2019 and 2021 beside it: 2020 was a pandemic year.
Outcomes reduction(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    Outcomes outcomes{reduction_from(values, find_peak(series).level, "versus the peak")};
    for (const int base : {2019, 2020, 2021}) {
        if (!series.covers(base)) continue;
        outcomes.push_back(reduction_from(values, series.at(base), fmt::format("versus {}", base)));
    }
    if (!series.covers(2005)) {
        Outcome absent;
        absent.variant = "versus 2005";
        absent.missing = "emissions of 2005 in the same boundary";
        outcomes.push_back(absent);
    }
    return outcomes;
}

}  // namespace tanlu::indicators
