// Peak and plateau of emissions in one boundary.
#include <optional>
#include <string>

#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kKgPerMt = 1e9;

/// Why there is no peak year, in the words of the catalogue.
std::string status_of(AnnualSeries series) {
    return std::string(to_string(find_peak(series).status));
}

/// A year of the plateau.
Outcomes plateau_value(const View& view, std::string_view boundary,
                       std::optional<int> (*pick)(const Plateau&)) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    const auto plateau = find_plateau(series);
    Outcome outcome =
        single_year(plateau ? pick(*plateau) : std::nullopt, series, status_of(series));
    if (plateau && plateau->censored) outcome.text = "reaches the last year";
    return {outcome};
}

Outcomes before_2030(const View& view, std::string_view boundary, Reading reading) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    const Peak peak = find_peak(series);
    Outcome outcome = yes_no(peaked_before_2030(peak, reading), series, {});
    outcome.switches = {{"before_2030", reading == Reading::strict ? "strict" : "inclusive"}};
    return {outcome};
}

}  // namespace

Outcomes peak_level(const View& view, std::string_view boundary) {
    const auto values = scaled(view.emissions(boundary), 1.0 / kKgPerMt);
    const AnnualSeries series = view.series(values);
    return {single(finite(find_peak(series).level), series, {})};
}

Outcomes peak_year(const View& view, std::string_view boundary) {
    return {peak_year_of(view, view.emissions(boundary))};
}

Outcomes peak_year_last(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    return {single_year(find_peak(series).last_year, series, status_of(series))};
}

Outcomes peak_status(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    return {single(std::nullopt, series, status_of(series))};
}

Outcomes before_2030_strict(const View& view, std::string_view boundary) {
    return before_2030(view, boundary, Reading::strict);
}

Outcomes before_2030_inclusive(const View& view, std::string_view boundary) {
    return before_2030(view, boundary, Reading::inclusive);
}

Outcomes decline_onset_year(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    return {single_year(find_peak(series).decline_onset(), series, status_of(series))};
}

Outcomes plateau_start(const View& view, std::string_view boundary) {
    return plateau_value(view, boundary, [](const Plateau& p) { return std::optional(p.start); });
}

Outcomes plateau_end(const View& view, std::string_view boundary) {
    return plateau_value(view, boundary, [](const Plateau& p) { return std::optional(p.end); });
}

Outcomes plateau_length(const View& view, std::string_view boundary) {
    return plateau_value(view, boundary,
                         [](const Plateau& p) { return std::optional(p.length()); });
}

Outcomes band_years(const View& view, std::string_view boundary) {
    return plateau_value(view, boundary,
                         [](const Plateau& p) { return std::optional(p.band_years); });
}

Outcomes post_peak_rebound(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const AnnualSeries series = view.series(values);
    const double rise = rebound(series);
    Outcome outcome = single(finite(rise), series, status_of(series));
    if (rise > 100.0 * PeakRules{}.band) outcome.text = "second hump";
    return {outcome};
}

}  // namespace tanlu::indicators
