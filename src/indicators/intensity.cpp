// Emissions per GDP and per head.
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

/// GDP changing by less than this says nothing about decoupling [1].
constexpr double kLeastGdpChange = 0.001;
/// Decoupling is stated up to the peak target and from there to the horizon.
constexpr int kMiddleYear = 2030;

std::vector<double> gdp_of(const View& view) {
    return view.total("gdp", "CNY2020/yr");
}

std::vector<double> population_of(const View& view) {
    return view.total("population", "person");
}

/// Tapio elasticity over a period: (dE/E) / (dGDP/GDP).
Outcome decoupling_over(AnnualSeries emissions, AnnualSeries gdp, int from, int to) {
    const double emission_growth = emissions.at(to) / emissions.at(from) - 1.0;
    const double gdp_growth = gdp.at(to) / gdp.at(from) - 1.0;
    const bool is_defined = std::abs(gdp_growth) >= kLeastGdpChange && emissions.at(from) > 0.0;
    Outcome outcome =
        single(is_defined ? finite(emission_growth / gdp_growth) : std::nullopt, emissions,
               std::isfinite(gdp_growth) ? "GDP hardly changes" : "undefined: no GDP");
    outcome.variant = fmt::format("{}-{}", from, to);
    return outcome;
}

}  // namespace

/// kg per 1000 CNY.
Outcomes co2_per_gdp(const View& view, std::string_view boundary) {
    constexpr double kThousand = 1000.0;
    Outcome outcome = by_year(scaled(ratio(view.emissions(boundary), gdp_of(view)), kThousand));
    outcome.switches = {{"prices", "CNY2020"}};
    return {outcome};
}

Outcomes decoupling(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const auto gdp = gdp_of(view);
    const int first = view.first_year();
    const int last = view.last_year();
    Outcomes outcomes;
    for (const auto& [from, to] : {std::pair(first, kMiddleYear), std::pair(kMiddleYear, last)}) {
        if (from >= to || from < first || to > last) continue;
        outcomes.push_back(decoupling_over(view.series(values), view.series(gdp), from, to));
    }
    if (outcomes.empty()) {
        outcomes.push_back(single(std::nullopt, view.series(values), "one year only"));
    }
    return outcomes;
}

/// Tonnes per resident.
Outcomes per_capita(const View& view, std::string_view boundary) {
    constexpr double kKgPerTonne = 1000.0;
    return {
        by_year(scaled(ratio(view.emissions(boundary), population_of(view)), 1.0 / kKgPerTonne))};
}

Outcomes per_capita_peak_year(const View& view, std::string_view boundary) {
    return {peak_year_of(view, ratio(view.emissions(boundary), population_of(view)))};
}

}  // namespace tanlu::indicators
