#include "ensemble/outcomes.hpp"

#include <cmath>
#include <optional>
#include <string>

namespace tanlu::ensemble {
namespace {

using indicators::AnnualSeries;
using indicators::kNoNumber;

constexpr double kKgPerMt = 1e9;
constexpr double kKgPerGt = 1e12;
constexpr double kPercent = 100.0;
constexpr int kNeutralityYear = 2060;
constexpr int kBudgetFrom = 2020;

double number(const std::optional<int>& year) {
    return year ? static_cast<double>(*year) : kNoNumber;
}
double number(const std::optional<bool>& answer) {
    return answer ? (*answer ? 1.0 : 0.0) : kNoNumber;
}
double in_year(AnnualSeries series, int year) {
    return series.covers(year) ? series.at(year) : kNoNumber;
}

const AnnualSeries& emissions(const Paths& paths, std::size_t boundary) {
    return paths.emissions[boundary];
}

double milestone(AnnualSeries share, double level) {
    return number(indicators::first_year_staying_at_or_above(share, level));
}

template <class Pick>
double plateau(const Paths& paths, std::size_t boundary, Pick pick) {
    const auto found = indicators::find_plateau(emissions(paths, boundary));
    return found ? static_cast<double>(pick(*found)) : kNoNumber;
}

double emissions_in(const Paths& paths, std::size_t boundary, int year) {
    return in_year(emissions(paths, boundary), year) / kKgPerMt;
}

constexpr Outcome kOutcomes[] = {
    {"peak_level", "MtCO2/yr", "Highest yearly emissions", true,
     [](const Paths& p, std::size_t b) {
         return indicators::find_peak(emissions(p, b)).level / kKgPerMt;
     }},
    {"peak_year", "year", "First year of the peak; none unless a peak is seen", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::find_peak(emissions(p, b)).year);
     }},
    {"peak_year_last", "year", "Last year of the peak", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::find_peak(emissions(p, b)).last_year);
     }},
    {"peak_status", "1", "Status of the peak, see flag_meanings", true,
     [](const Paths& p, std::size_t b) {
         return static_cast<double>(indicators::find_peak(emissions(p, b)).status);
     }},
    {"before_2030_strict", "1", "Peak seen by 2029", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::peaked_before_2030(indicators::find_peak(emissions(p, b)),
                                                      indicators::Reading::strict));
     }},
    {"before_2030_inclusive", "1", "Peak seen by 2030", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::peaked_before_2030(indicators::find_peak(emissions(p, b)),
                                                      indicators::Reading::inclusive));
     }},
    {"decline_onset_year", "year", "Year after the last peak year", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::find_peak(emissions(p, b)).decline_onset());
     }},
    {"plateau_start", "year", "First year within 2 % of the peak, around it", true,
     [](const Paths& p, std::size_t b) {
         return plateau(p, b, [](const auto& found) { return found.start; });
     }},
    {"plateau_end", "year", "Last year within 2 % of the peak, around it", true,
     [](const Paths& p, std::size_t b) {
         return plateau(p, b, [](const auto& found) { return found.end; });
     }},
    {"plateau_length", "years", "Years of the plateau", true,
     [](const Paths& p, std::size_t b) {
         return plateau(p, b, [](const auto& found) { return found.length(); });
     }},
    {"band_years", "years", "Years within 2 % of the peak, contiguous or not", true,
     [](const Paths& p, std::size_t b) {
         return plateau(p, b, [](const auto& found) { return found.band_years; });
     }},
    {"rebound", "% of peak", "Largest rise after the peak", true,
     [](const Paths& p, std::size_t b) { return indicators::rebound(emissions(p, b)); }},
    {"decline_linear", "% of peak per yr", "Mean yearly fall from the peak to 2060", true,
     [](const Paths& p, std::size_t b) {
         return indicators::linear_decline(emissions(p, b), kNeutralityYear);
     }},
    {"decline_cagr", "%/yr", "Compound yearly fall from the peak to 2060", true,
     [](const Paths& p, std::size_t b) {
         return indicators::compound_decline(emissions(p, b), kNeutralityYear);
     }},
    {"max_drop", "% of peak", "Steepest yearly fall", true,
     [](const Paths& p, std::size_t b) { return indicators::steepest_fall(emissions(p, b)); }},
    {"half_peak_year", "year", "First year from which emissions stay at half the peak or less",
     true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::half_peak_year(emissions(p, b)));
     }},
    {"near_zero_year_10", "year", "First year from which at most 10 % of the peak remain", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::near_zero_year(emissions(p, b), 0.10));
     }},
    {"near_zero_year_5", "year", "First year from which at most 5 % of the peak remain", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::near_zero_year(emissions(p, b), 0.05));
     }},
    {"gross_zero_2060", "1", "At most 5 % of the peak in 2060", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::is_gross_zero(emissions(p, b), kNeutralityYear));
     }},
    {"net_zero_year", "year", "First year from which emissions stay at zero, no removals", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::find_net_zero(emissions(p, b)).year);
     }},
    {"emissions_2030", "MtCO2/yr", "Emissions in 2030", true,
     [](const Paths& p, std::size_t b) { return emissions_in(p, b, 2030); }},
    {"emissions_2035", "MtCO2/yr", "Emissions in 2035", true,
     [](const Paths& p, std::size_t b) { return emissions_in(p, b, 2035); }},
    {"emissions_2050", "MtCO2/yr", "Emissions in 2050", true,
     [](const Paths& p, std::size_t b) { return emissions_in(p, b, 2050); }},
    {"residual_2060", "MtCO2/yr", "Emissions in 2060", true,
     [](const Paths& p, std::size_t b) { return emissions_in(p, b, kNeutralityYear); }},
    {"residual_2060_share", "% of peak", "Emissions in 2060 over the peak", true,
     [](const Paths& p, std::size_t b) {
         const double peak = indicators::find_peak(emissions(p, b)).level;
         return peak > 0.0 ? kPercent * in_year(emissions(p, b), kNeutralityYear) / peak
                           : kNoNumber;
     }},
    {"cumulative", "GtCO2", "Sum of the emissions of 2020 to 2060", true,
     [](const Paths& p, std::size_t b) {
         return indicators::sum_years(emissions(p, b), kBudgetFrom, kNeutralityYear) / kKgPerGt;
     }},
    {"per_capita_peak_year", "year", "Peak year of emissions per head", true,
     [](const Paths& p, std::size_t b) {
         return number(indicators::find_peak(p.per_head[b]).year);
     }},
    {"energy_peak_year", "year", "Peak year of final energy", false,
     [](const Paths& p, std::size_t) { return number(indicators::find_peak(p.energy).year); }},
    {"oil_peak_year", "year", "Peak year of energy from petroleum", false,
     [](const Paths& p, std::size_t) { return number(indicators::find_peak(p.petroleum).year); }},
    {"ice_stock_peak", "year", "Peak year of automobiles that are no new-energy vehicles", false,
     [](const Paths& p, std::size_t) {
         return number(indicators::find_peak(p.conventional_stock).year);
     }},
    {"nev_sales_50", "year", "First year from which NEV are half of all automobile sales", false,
     [](const Paths& p, std::size_t) { return milestone(p.nev_sales_share, 0.50); }},
    {"nev_sales_80", "year", "The same for 80 %", false,
     [](const Paths& p, std::size_t) { return milestone(p.nev_sales_share, 0.80); }},
    {"nev_sales_95", "year", "The same for 95 %", false,
     [](const Paths& p, std::size_t) { return milestone(p.nev_sales_share, 0.95); }},
    {"nev_stock_50", "year", "First year from which NEV are half of all automobiles", false,
     [](const Paths& p, std::size_t) { return milestone(p.nev_stock_share, 0.50); }},
    {"nev_stock_80", "year", "The same for 80 %", false,
     [](const Paths& p, std::size_t) { return milestone(p.nev_stock_share, 0.80); }},
    {"nev_stock_95", "year", "The same for 95 %", false,
     [](const Paths& p, std::size_t) { return milestone(p.nev_stock_share, 0.95); }},
    {"nev_lag", "years", "Years from half of the sales to half of the stock", false,
     [](const Paths& p, std::size_t) {
         return milestone(p.nev_stock_share, 0.50) - milestone(p.nev_sales_share, 0.50);
     }},
    {"nev_sales_share_2030", "%", "NEV share of automobile sales in 2030", false,
     [](const Paths& p, std::size_t) { return kPercent * in_year(p.nev_sales_share, 2030); }},
    {"nev_stock_share_2030", "%", "NEV share of automobiles in 2030", false,
     [](const Paths& p, std::size_t) { return kPercent * in_year(p.nev_stock_share, 2030); }},
    {"nev_stock_share_2035", "%", "NEV share of automobiles in 2035", false,
     [](const Paths& p, std::size_t) { return kPercent * in_year(p.nev_stock_share, 2035); }},
};

/// The series that paths are read from, without labels; boundaries come before them.
constexpr std::string_view kPlain[] = {"gdp",
                                       "energy_total",
                                       "petroleum_energy",
                                       "conventional_stock",
                                       "nev_sales_share_auto",
                                       "nev_stock_share_auto"};

}  // namespace

std::span<const Outcome> outcomes() {
    return kOutcomes;
}

std::span<const OutcomeNumber> outcome_numbers() {
    static const std::vector<OutcomeNumber> kNumbers = [] {
        std::vector<OutcomeNumber> numbers;
        for (std::size_t o = 0; o < std::size(kOutcomes); ++o) {
            const std::size_t variants = kOutcomes[o].by_boundary ? region::kBoundaryCount : 1;
            for (std::size_t b = 0; b < variants; ++b) numbers.push_back({o, b});
        }
        return numbers;
    }();
    return kNumbers;
}

std::size_t outcome_count() {
    return outcome_numbers().size();
}

bool is_whole(const Outcome& outcome) {
    return outcome.unit == "year" || outcome.unit == "years" || outcome.unit == "1";
}

std::span<const std::string_view> peak_statuses() {
    static const std::array<std::string_view, 6> kNames = [] {
        std::array<std::string_view, 6> names;
        for (std::size_t i = 0; i < names.size(); ++i) {
            names[i] = indicators::to_string(static_cast<indicators::PeakStatus>(i));
        }
        return names;
    }();
    return kNames;
}

PathReader::PathReader(std::span<const Series> series) {
    for (const auto* variable : {"co2_by_boundary", "emissions_per_head"}) {
        for (const auto boundary : region::kBoundaryNames) {
            const std::string label(boundary);
            positions_.push_back(position_of(series, variable, std::span(&label, 1)));
        }
    }
    for (const auto variable : kPlain) positions_.push_back(position_of(series, variable, {}));
}

Paths PathReader::paths(std::span<const double> values, int first_year, std::size_t years) const {
    const auto path = [&](std::size_t i) {
        return AnnualSeries{first_year, values.subspan(i * years, years)};
    };
    Paths paths;
    for (std::size_t b = 0; b < region::kBoundaryCount; ++b) {
        paths.emissions[b] = path(b);
        paths.per_head[b] = path(region::kBoundaryCount + b);
    }
    constexpr std::size_t kFirst = 2 * region::kBoundaryCount;
    paths.gdp = path(kFirst);
    paths.energy = path(kFirst + 1);
    paths.petroleum = path(kFirst + 2);
    paths.conventional_stock = path(kFirst + 3);
    paths.nev_sales_share = path(kFirst + 4);
    paths.nev_stock_share = path(kFirst + 5);
    return paths;
}

void evaluate(const Paths& paths, std::span<double> values) {
    const auto numbers = outcome_numbers();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        values[i] = kOutcomes[numbers[i].outcome].value(paths, numbers[i].boundary);
    }
}

}  // namespace tanlu::ensemble
