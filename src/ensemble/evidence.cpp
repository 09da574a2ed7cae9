#include "ensemble/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"

namespace tanlu::ensemble {
namespace {

using config::ObservedQuantity;

/// The series that stands for an observed quantity; no name where it is a sum of several.
std::pair<std::string, std::vector<std::string>> series_for(ObservedQuantity quantity) {
    switch (quantity) {
        case ObservedQuantity::automobile_stock:
            return {"automobile_stock", {}};
        case ObservedQuantity::private_car_stock:
            return {"private_car_stock", {}};
        case ObservedQuantity::nev_stock:
            return {"nev_stock", {}};
        case ObservedQuantity::automobile_sales:
            return {"automobile_sales", {}};
        case ObservedQuantity::nev_sales_share:
            return {"nev_sales_share_auto", {}};
        case ObservedQuantity::rail_pkm:
            return {"rail_pkm", {}};
        case ObservedQuantity::aviation_pkm:
            return {"aviation_pkm", {}};
        case ObservedQuantity::road_tkm:
            return {"tkm", {"road"}};
        case ObservedQuantity::rail_tkm:
            return {"tkm", {"rail"}};
        case ObservedQuantity::water_tkm:
            return {"tkm", {"water"}};
        case ObservedQuantity::direct_co2:
            return {"co2_by_boundary", {"ttw"}};
        case ObservedQuantity::truck_stock:
        case ObservedQuantity::gasoline_energy:
        case ObservedQuantity::diesel_energy:
        case ObservedQuantity::gasoline_diesel_energy:
            break;
    }
    return {};
}

/// Whether a series is a part of a quantity that is a sum of several.
bool is_part(ObservedQuantity quantity, const config::Scenario& scenario, const Series& series) {
    const auto uses = [&](const char* carrier) {
        return series.variable == "energy" && series.labels[1] == carrier;
    };
    switch (quantity) {
        case ObservedQuantity::truck_stock: {
            if (series.variable != "stock") return false;
            const auto& classes = scenario.pack.parameters.classes;
            return std::any_of(classes.begin(), classes.end(), [&](const auto& c) {
                return c.id.text == series.labels[0] && c.automobile &&
                       c.use_rule == UseRule::freight;
            });
        }
        case ObservedQuantity::gasoline_energy:
            return uses("gasoline");
        case ObservedQuantity::diesel_energy:
            return uses("diesel");
        case ObservedQuantity::gasoline_diesel_energy:
            return uses("gasoline") || uses("diesel");
        default:
            return false;
    }
}

const config::Observation* find(const config::Pack& pack, const std::string& id) {
    for (const auto& observation : pack.observations) {
        if (observation.id.text == id) return &observation;
    }
    return nullptr;
}

}  // namespace

std::vector<std::size_t> series_of_quantity(config::ObservedQuantity quantity,
                                            const config::Scenario& scenario,
                                            std::span<const Series> series) {
    const auto [variable, labels] = series_for(quantity);
    std::vector<std::size_t> positions;
    for (std::size_t s = 0; s < series.size(); ++s) {
        const bool is_it = series[s].variable == variable && series[s].labels == labels;
        if (is_it || is_part(quantity, scenario, series[s])) positions.push_back(s);
    }
    return positions;
}

std::vector<EvidencePoint> evidence_points(const study::Condition& condition,
                                           const config::Scenario& scenario,
                                           std::span<const Series> series) {
    Diagnostics diagnostics;
    std::vector<EvidencePoint> points;
    for (const auto& evidence : condition.statistics) {
        const auto* observation = find(scenario.pack, evidence.observation.text);
        if (!observation) {
            std::vector<std::string> ids;
            for (const auto& known : scenario.pack.observations) ids.push_back(known.id.text);
            diagnostics.error(
                evidence.observation.origin,
                fmt::format("no observation '{}' in the pack", evidence.observation.text),
                did_you_mean(evidence.observation.text, ids));
            continue;
        }
        const auto [variable, labels] = series_for(observation->quantity);
        if (variable.empty()) {
            diagnostics.error(evidence.observation.origin,
                              fmt::format("observation '{}' is a sum that samples are not held "
                                          "against yet",
                                          evidence.observation.text),
                              "name another observation");
            continue;
        }
        for (const int year : evidence.years) {
            const auto& anchors = observation->path.anchors;
            const auto anchor = std::find_if(anchors.begin(), anchors.end(),
                                             [&](const auto& a) { return a.year == year; });
            if (anchor == anchors.end() || year < scenario.pack.base_year ||
                year > scenario.horizon) {
                std::vector<std::string> years;
                for (const auto& a : anchors) years.push_back(std::to_string(a.year));
                diagnostics.error(
                    evidence.observation.origin,
                    fmt::format("observation '{}' has no number for {} within the run",
                                evidence.observation.text, year),
                    "it has " + listed(years));
                continue;
            }
            points.push_back({evidence.observation.text, year, anchor->value.number, evidence.error,
                              position_of(series, variable, labels)});
        }
    }
    diagnostics.throw_if_errors();
    return points;
}

double squared_misfit(const EvidencePoint& point, double modelled) {
    if (!(modelled > 0.0)) return std::numeric_limits<double>::infinity();
    const double deviations = std::log(modelled / point.observed) / point.error;
    return deviations * deviations;
}

std::uint32_t likelihood_weight(double squares, double central_squares) {
    if (!std::isfinite(squares)) return 0;
    const double weight = kUnitWeight * std::exp(-0.5 * (squares - central_squares));
    return static_cast<std::uint32_t>(
        std::lround(std::min(weight, static_cast<double>(kLargestWeight))));
}

}  // namespace tanlu::ensemble
