#include "comparison/income.hpp"

#include <algorithm>
#include <cmath>

namespace tanlu::comparison {

std::optional<double> passing_time(AnnualSeries path, double level) {
    if (path.values.empty() || !(path.values.front() <= level)) return std::nullopt;
    for (int year = path.first_year; year <= path.last_year(); ++year) {
        const double here = path.at(year);
        if (std::isnan(here)) return std::nullopt;
        if (here < level) continue;
        if (year == path.first_year) return year;
        const double before = path.at(year - 1);
        return (year - 1) + (level - before) / (here - before);
    }
    return std::nullopt;
}

std::optional<double> value_at(AnnualSeries series, double time) {
    const int year = static_cast<int>(std::floor(time));
    if (!series.covers(year)) return std::nullopt;
    const double part = time - year;
    if (part <= 0.0) return series.at(year);
    if (!series.covers(year + 1)) return std::nullopt;
    return series.at(year) + part * (series.at(year + 1) - series.at(year));
}

std::vector<double> income_levels(double lowest, double highest) {
    constexpr double kMost = 8.0;
    if (!(lowest > 0.0) || !(highest > lowest) || !std::isfinite(highest)) return {};
    double step = std::pow(10.0, std::floor(std::log10((highest - lowest) / kMost)));
    for (const double factor : {2.0, 2.5, 2.0}) {  // 1, 2, 5, 10
        if (std::floor(highest / step) - std::ceil(lowest / step) + 1.0 <= kMost) break;
        step *= factor;
    }
    std::vector<double> levels;
    for (double i = std::ceil(lowest / step); i * step <= highest; i += 1.0) {
        levels.push_back(i * step);
    }
    return levels;
}

double pathway_distance(AnnualSeries a, AnnualSeries b) {
    const int first = std::max(a.first_year, b.first_year);
    const int last = std::min(a.last_year(), b.last_year());
    if (last < first) return indicators::kNoNumber;
    double sum = 0.0;
    for (int year = first; year <= last; ++year) {
        const double apart = a.at(year) - b.at(year);
        sum += apart * apart;
    }
    return std::sqrt(sum / (last - first + 1));
}

}  // namespace tanlu::comparison
