// Transport rows of the NDRC carbon peaking pilots.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "indicators/families.hpp"
#include "indicators/fleet.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kPercent = 100.0;
constexpr double kTenThousand = 1e4;
constexpr double kKgPerTonne = 1000.0;
/// A pilot passes when its emissions decline from this year at the latest.
constexpr int kLatestDecline = 2030;
/// Labels that e-bikes go by on the axis of passenger modes.
constexpr std::string_view kElectricBicycle[] = {"e-bike", "ebike"};

std::optional<std::string> electric_bicycle(const View& view) {
    for (const auto& mode : view.labels("passenger_mode")) {
        if (std::find(std::begin(kElectricBicycle), std::end(kElectricBicycle), mode) !=
            std::end(kElectricBicycle)) {
            return mode;
        }
    }
    return std::nullopt;
}

/// Trips by the modes over all trips [%].
std::vector<double> trip_share(const View& view, const std::vector<std::string>& modes) {
    return scaled(ratio(view.total("trips", "1/yr", {{"passenger_mode", modes}}),
                        view.total("trips", "1/yr")),
                  kPercent);
}

}  // namespace

/// Flow: new registrations, all automobiles; variant with cars alone.
Outcomes nev_penetration(const View& view, std::string_view) {
    Outcome all = by_year(nev_share(view, "sales", "vehicle/yr", automobiles(view)));
    all.switches = {{"nev_universe", "AUTO"}};
    Outcome only;
    try {
        const Cars chosen = cars(view);
        only = by_year(nev_share(view, "sales", "vehicle/yr", chosen.classes));
        only.variant = chosen.variant;
        only.switches = {{"nev_universe", chosen.universe}};
    } catch (const MissingInput& missing) {
        only.variant = "passenger cars only";
        only.missing = missing.what();
    }
    return {all, only};
}

/// Stock at year end in 10^4 vehicles: an absolute number, not a share.
Outcomes nev_ownership(const View& view, std::string_view) {
    Outcome outcome =
        by_year(scaled(nev_total(view, "stock", "vehicle", automobiles(view)), 1.0 / kTenThousand));
    outcome.switches = {{"nev_universe", "AUTO"}};
    return {outcome};
}

/// Trips by green modes over all trips, without and with e-bikes: the official text does not name
/// them, practice differs.
Outcomes green_travel_share(const View& view, std::string_view) {
    std::vector<std::string> modes = view.list("green_modes");
    const auto bicycle = electric_bicycle(view);
    if (bicycle) std::erase(modes, *bicycle);
    const auto state = [](Outcome& outcome, std::string_view with_e_bikes) {
        outcome.switches = {{"green_includes_ebike", std::string(with_e_bikes)},
                            {"green_includes_taxi", "false"},
                            {"area", "all settlements of the region"}};
    };
    Outcome without = by_year(trip_share(view, modes));
    state(without, "false");
    Outcome with;
    if (bicycle) {
        modes.push_back(*bicycle);
        with = by_year(trip_share(view, modes));
    } else {
        with.missing = "a passenger mode 'e-bike'";
    }
    with.variant = "with e-bikes";
    state(with, "true");
    return {without, with};
}

/// In 10^4 t.
Outcomes transport_co2(const View& view, std::string_view boundary) {
    return {by_year(scaled(view.emissions(boundary), 1.0 / (kKgPerTonne * kTenThousand)))};
}

/// In t per 10^4 CNY; transport only, not comparable with the economy-wide figure.
Outcomes transport_co2_per_gdp(const View& view, std::string_view boundary) {
    Outcome outcome =
        by_year(scaled(ratio(view.emissions(boundary), view.total("gdp", "CNY2020/yr")),
                       kTenThousand / kKgPerTonne));
    outcome.switches = {{"prices", "CNY2020"}};
    return {outcome};
}

/// Peak year of transport CO2; passes when peaked and declining from 2030 at the latest.
Outcomes pilot_peak_status(const View& view, std::string_view boundary) {
    const auto values = view.emissions(boundary);
    const Peak peak = find_peak(view.series(values));
    Outcome outcome = peak_year_of(view, values);
    outcome.text = to_string(peak.status);
    if (peak.status != PeakStatus::undefined) {
        const auto onset = peak.decline_onset();
        outcome.passes = peak.status == PeakStatus::peaked && onset && *onset <= kLatestDecline;
    }
    outcome.switches = {{"emissions", "transport only"}};
    outcome.stand_in = "transport alone stands for all CO2 of the pilot";
    return {outcome};
}

}  // namespace tanlu::indicators
