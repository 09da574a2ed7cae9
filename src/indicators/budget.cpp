// Cumulative emissions: plain sums of annual totals.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

constexpr int kFrom = 2020;
constexpr int kTo = 2060;
constexpr double kKgPerGt = 1e12;

/// Scenario that savings are counted from.
std::string reference_scenario(const View& view) {
    return view.attribute("reference_scenario").value_or("reference");
}

std::string not_covered(const View& view) {
    return fmt::format("the result runs from {} to {}, not {} to {}", view.first_year(),
                       view.last_year(), kFrom, kTo);
}

}  // namespace

Outcomes cumulative(const View& view, std::string_view boundary) {
    const auto values = scaled(view.emissions(boundary), 1.0 / kKgPerGt);
    const AnnualSeries series = view.series(values);
    Outcome outcome = single(finite(sum_years(series, kFrom, kTo)), series, not_covered(view));
    outcome.switches = {{"years", fmt::format("{}-{}", kFrom, kTo)}};
    return {outcome};
}

Outcomes cumulative_saving(const View& view, std::string_view boundary) {
    const View reference = view.in_scenario(reference_scenario(view));
    auto saving = scaled(reference.emissions(boundary), 1.0 / kKgPerGt);
    const auto own = scaled(view.emissions(boundary), 1.0 / kKgPerGt);
    std::transform(saving.begin(), saving.end(), own.begin(), saving.begin(), std::minus<>());
    const AnnualSeries series = view.series(saving);
    Outcome outcome = single(finite(sum_years(series, kFrom, kTo)), series, not_covered(view));
    outcome.switches = {{"years", fmt::format("{}-{}", kFrom, kTo)},
                        {"reference", reference.scenario()}};
    return {outcome};
}

}  // namespace tanlu::indicators
