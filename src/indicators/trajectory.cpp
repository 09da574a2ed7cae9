#include "indicators/trajectory.hpp"

#include <algorithm>
#include <cmath>

namespace tanlu::indicators {
namespace {

constexpr double kPercent = 100.0;

/// The maximum and its tied years, whatever the status.
struct Maximum {
    double level = kNoNumber;
    int first = 0;
    int last = 0;
    bool is_positive() const { return level > 0.0; }
};

/// Nothing for an empty series or one with an undefined year.
std::optional<Maximum> find_maximum(AnnualSeries series, const PeakRules& rules) {
    if (series.values.empty() || count_undefined(series) > 0) return std::nullopt;
    Maximum maximum;
    maximum.level = *std::max_element(series.values.begin(), series.values.end());
    if (!maximum.is_positive()) return maximum;
    const double tied = maximum.level * (1.0 - rules.tie);
    bool seen = false;
    for (int year = series.first_year; year <= series.last_year(); ++year) {
        if (series.at(year) < tied) continue;
        if (!seen) maximum.first = year;
        maximum.last = year;
        seen = true;
    }
    return maximum;
}

/// The maximum when it is above zero.
std::optional<Maximum> find_positive_maximum(AnnualSeries series, const PeakRules& rules) {
    const auto maximum = find_maximum(series, rules);
    return maximum && maximum->is_positive() ? maximum : std::nullopt;
}

/// First year from which `holds` of every value up to the end.
template <class Condition>
std::optional<int> first_year_staying(AnnualSeries series, Condition holds) {
    std::optional<int> first;
    for (int year = series.last_year(); year >= series.first_year; --year) {
        if (!holds(series.at(year))) break;
        first = year;
    }
    return first;
}

/// Years from the last peak year to `year`; nothing where a decline cannot be stated.
std::optional<int> years_of_decline(AnnualSeries series, const Peak& peak, int year) {
    if (!peak.last_year || !series.covers(year) || year <= *peak.last_year) return std::nullopt;
    return year - *peak.last_year;
}

}  // namespace

int count_undefined(AnnualSeries series) {
    return static_cast<int>(std::count_if(series.values.begin(), series.values.end(),
                                          [](double value) { return !std::isfinite(value); }));
}

std::string_view to_string(PeakStatus status) {
    switch (status) {
        case PeakStatus::undefined:
            return "undefined";
        case PeakStatus::no_positive_emissions:
            return "no_positive_emissions";
        case PeakStatus::not_peaked:
            return "not_peaked";
        case PeakStatus::peaked_at_or_before_start:
            return "peaked_at_or_before_start";
        case PeakStatus::provisional:
            return "provisional";
        case PeakStatus::peaked:
            return "peaked";
    }
    return "undefined";
}

std::optional<int> Peak::decline_onset() const {
    return last_year ? std::optional(*last_year + 1) : std::nullopt;
}

Peak find_peak(AnnualSeries series, const PeakRules& rules) {
    const auto maximum = find_maximum(series, rules);
    if (!maximum) return {};
    const int last_year = series.last_year();
    Peak peak;
    peak.level = maximum->level;
    if (!maximum->is_positive()) {
        peak.status = PeakStatus::no_positive_emissions;
    } else if (maximum->last == last_year) {
        peak.status = PeakStatus::not_peaked;
    } else {
        peak.year = maximum->first;
        peak.last_year = maximum->last;
        peak.status = maximum->first == series.first_year ? PeakStatus::peaked_at_or_before_start
                      : last_year - maximum->last < rules.confirm_years ? PeakStatus::provisional
                                                                        : PeakStatus::peaked;
    }
    return peak;
}

std::optional<bool> peaked_before_2030(const Peak& peak, Reading reading, const PeakRules& rules) {
    if (peak.status == PeakStatus::undefined) return std::nullopt;
    const int latest = reading == Reading::strict ? rules.strict_year : rules.inclusive_year;
    return peak.last_year && *peak.last_year <= latest;
}

std::optional<Plateau> find_plateau(AnnualSeries series, const PeakRules& rules) {
    const auto maximum = find_positive_maximum(series, rules);
    if (!maximum) return std::nullopt;
    const double floor = (1.0 - rules.band) * maximum->level * (1.0 - rules.tie);
    const auto in_band = [&](int year) { return series.at(year) >= floor; };
    Plateau plateau;
    plateau.start = plateau.end = maximum->first;
    while (series.covers(plateau.start - 1) && in_band(plateau.start - 1)) --plateau.start;
    while (series.covers(plateau.end + 1) && in_band(plateau.end + 1)) ++plateau.end;
    plateau.band_years = static_cast<int>(std::count_if(
        series.values.begin(), series.values.end(), [&](double value) { return value >= floor; }));
    plateau.censored = plateau.end == series.last_year();
    return plateau;
}

double rebound(AnnualSeries series, const PeakRules& rules) {
    const auto maximum = find_positive_maximum(series, rules);
    if (!maximum) return kNoNumber;
    double lowest = series.at(maximum->last);
    double rise = 0.0;
    for (int year = maximum->last + 1; year <= series.last_year(); ++year) {
        lowest = std::min(lowest, series.at(year));
        rise = std::max(rise, series.at(year) - lowest);
    }
    return kPercent * rise / maximum->level;
}

double linear_decline(AnnualSeries series, int year, const PeakRules& rules) {
    const Peak peak = find_peak(series, rules);
    const auto years = years_of_decline(series, peak, year);
    if (!years) return kNoNumber;
    return kPercent * (peak.level - series.at(year)) / (peak.level * *years);
}

double compound_decline(AnnualSeries series, int year, const PeakRules& rules) {
    const Peak peak = find_peak(series, rules);
    const auto years = years_of_decline(series, peak, year);
    if (!years || series.at(year) <= 0.0) return kNoNumber;
    return kPercent * (1.0 - std::pow(series.at(year) / peak.level, 1.0 / *years));
}

double steepest_fall(AnnualSeries series, const PeakRules& rules) {
    const auto maximum = find_positive_maximum(series, rules);
    if (!maximum || series.values.size() < 2) return kNoNumber;
    double steepest = series.values[0] - series.values[1];
    for (std::size_t i = 2; i < series.values.size(); ++i) {
        steepest = std::max(steepest, series.values[i - 1] - series.values[i]);
    }
    return kPercent * steepest / maximum->level;
}

std::optional<int> half_peak_year(AnnualSeries series, const PeakRules& rules) {
    const Peak peak = find_peak(series, rules);
    if (!peak.last_year) return std::nullopt;
    return first_year_staying(series, [&](double value) { return value <= peak.level / 2.0; });
}

std::optional<int> near_zero_year(AnnualSeries series, double share, const PeakRules& rules) {
    const auto maximum = find_positive_maximum(series, rules);
    if (!maximum) return std::nullopt;
    return first_year_staying(series,
                              [&](double value) { return value <= share * maximum->level; });
}

std::optional<bool> is_gross_zero(AnnualSeries series, int year, const PeakRules& rules) {
    const auto maximum = find_maximum(series, rules);
    if (!maximum || !series.covers(year)) return std::nullopt;
    return series.at(year) <= rules.near_zero * std::max(maximum->level, 0.0);
}

NetZero find_net_zero(AnnualSeries series, const PeakRules& rules) {
    NetZero zero;
    if (!find_positive_maximum(series, rules)) return zero;
    const auto reached = [](double value) { return value <= 0.0; };
    const auto crossing = std::find_if(series.values.begin(), series.values.end(), reached);
    if (crossing != series.values.end()) {
        zero.first_crossing =
            series.first_year + static_cast<int>(crossing - series.values.begin());
    }
    zero.year = first_year_staying(series, reached);
    if (zero.year) {
        const double before = series.at(*zero.year - 1);
        zero.time = *zero.year - 1 + before / (before - series.at(*zero.year));
        zero.single_year = *zero.year == series.last_year();
    }
    return zero;
}

double sum_years(AnnualSeries series, int from, int to) {
    if (!series.covers(from) || !series.covers(to) || from > to) return kNoNumber;
    double sum = 0.0;
    for (int year = from; year <= to; ++year) {
        if (!std::isfinite(series.at(year))) return kNoNumber;
        sum += series.at(year);
    }
    return sum;
}

std::optional<int> first_year_staying_at_or_above(AnnualSeries series, double level) {
    return first_year_staying(series, [&](double value) { return value >= level; });
}

}  // namespace tanlu::indicators
