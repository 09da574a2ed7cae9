// Vehicle milestones. Automobiles are the classes of attribute `automobile_classes`, new-energy
// vehicles the technologies of `nev_technologies`.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indicators/families.hpp"
#include "indicators/fleet.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kMilestones[] = {50.0, 80.0, 95.0};

std::vector<double> sales_share(const View& view) {
    return nev_share(view, "sales", "vehicle/yr", automobiles(view));
}

std::vector<double> stock_share(const View& view) {
    return nev_share(view, "stock", "vehicle", automobiles(view));
}

std::string never(const View& view) {
    return fmt::format("not by {}", view.last_year());
}

/// First year at or above each milestone, staying there.
Outcomes milestones(const View& view, const std::vector<double>& share) {
    Outcomes outcomes;
    const AnnualSeries series = view.series(share);
    for (const double level : kMilestones) {
        outcomes.push_back(
            single_year(first_year_staying_at_or_above(series, level), series, never(view)));
        // The row is named after the first one.
        if (level > kMilestones[0]) outcomes.back().variant = fmt::format("{} %", level);
        outcomes.back().switches = {{"nev_universe", "AUTO"}};
    }
    return outcomes;
}

}  // namespace

Outcomes nev_sales_50(const View& view, std::string_view) {
    return milestones(view, sales_share(view));
}

Outcomes nev_stock_50(const View& view, std::string_view) {
    return milestones(view, stock_share(view));
}

Outcomes nev_lag(const View& view, std::string_view) {
    const auto sales = sales_share(view);
    const auto stock = stock_share(view);
    const auto by_sales = first_year_staying_at_or_above(view.series(sales), kMilestones[0]);
    const auto by_stock = first_year_staying_at_or_above(view.series(stock), kMilestones[0]);
    std::optional<int> lag;
    if (by_sales && by_stock) lag = *by_stock - *by_sales;
    Outcome outcome = single_year(lag, view.series(stock),
                                  by_sales ? "stock " + never(view) : "sales " + never(view));
    outcome.switches = {{"nev_universe", "AUTO"}};
    return {outcome};
}

Outcomes ice_stock_peak(const View& view, std::string_view) {
    auto rest = view.total("stock", "vehicle", {{"vehicle_class", automobiles(view)}});
    const auto nev = nev_total(view, "stock", "vehicle", automobiles(view));
    std::transform(rest.begin(), rest.end(), nev.begin(), rest.begin(), std::minus<>());
    Outcome outcome = peak_year_of(view, rest);
    outcome.switches = {{"nev_universe", "AUTO"}};
    return {outcome};
}

Outcomes ownership_saturation(const View& view, std::string_view) {
    constexpr double kPerThousand = 1000.0;
    const Cars chosen = cars(view);
    const auto stock = view.total("stock", "vehicle", {{"vehicle_class", chosen.classes}});
    const auto ownership = scaled(ratio(stock, view.total("population", "person")), kPerThousand);
    Outcome level = by_year(ownership);
    level.switches = {{"vehicles", chosen.universe}};
    Outcome peak = peak_year_of(view, ownership);
    peak.variant = "peak year";
    peak.unit = "year";
    peak.switches = level.switches;
    return {level, peak};
}

}  // namespace tanlu::indicators
