#include "indicators/builtin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tanlu::indicators {
namespace {

std::string undefined_text(int undefined, AnnualSeries series) {
    return fmt::format("undefined: no number in {} of {} years", undefined, series.values.size());
}

}  // namespace

const BuiltIn* find_built_in(std::string_view name) {
    const auto all = built_ins();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const BuiltIn& entry) { return entry.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Outcome by_year(std::vector<double> values) {
    Outcome outcome;
    outcome.by_year = std::move(values);
    outcome.undefined = count_undefined({.first_year = 0, .values = outcome.by_year});
    return outcome;
}

Outcome single(std::optional<double> value, AnnualSeries series, std::string otherwise) {
    Outcome outcome;
    outcome.undefined = count_undefined(series);
    outcome.value = value;
    if (!value) {
        outcome.text = outcome.undefined > 0 ? undefined_text(outcome.undefined, series)
                                             : std::move(otherwise);
    }
    return outcome;
}

Outcome single_year(std::optional<int> year, AnnualSeries series, std::string otherwise) {
    return single(year ? std::optional<double>(*year) : std::nullopt, series, std::move(otherwise));
}

Outcome yes_no(std::optional<bool> answer, AnnualSeries series, std::string otherwise) {
    Outcome outcome = single(answer ? std::optional<double>(*answer ? 1.0 : 0.0) : std::nullopt,
                             series, std::move(otherwise));
    if (answer) outcome.text = *answer ? "yes" : "no";
    return outcome;
}

std::optional<double> finite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

Outcome peak_year_of(const View& view, const std::vector<double>& values) {
    const AnnualSeries series = view.series(values);
    const Peak peak = find_peak(series);
    Outcome outcome = single_year(peak.year, series, std::string(to_string(peak.status)));
    // A year of a peak that began before the series, or that is not confirmed, is said to be so.
    if (peak.year && peak.status != PeakStatus::peaked) outcome.text = to_string(peak.status);
    return outcome;
}

std::string_view gases_of(std::string_view boundary) {
    return boundary == "wtw" ? "co2e (AR6 GWP100)" : "co2";
}

}  // namespace tanlu::indicators
