#include "engine/observed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/scenario_view.hpp"

namespace tanlu::engine {
namespace {

using Parameter = Parameters<FileKind>;

bool is_nev(const Parameter& p, const std::string& technology) {
    return std::any_of(p.technologies.begin(), p.technologies.end(),
                       [&](const auto& type) { return type.id.text == technology && type.nev; });
}

enum class Fleet { automobiles, nev, private_cars, trucks };

/// Stock or sales of a part of the fleet.
double fleet(const ScenarioView& read, const Parameter& p, const std::string& variable, int year,
             Fleet part) {
    double total = 0.0;
    for (const auto& vehicle_class : p.classes) {
        if (!vehicle_class.automobile) continue;
        if (part == Fleet::private_cars && vehicle_class.stock_rule != StockRule::ownership)
            continue;
        if (part == Fleet::trucks && vehicle_class.use_rule != UseRule::freight) continue;
        for (const auto& technology : vehicle_class.technologies) {
            if (part == Fleet::nev && !is_nev(p, technology.id.text)) continue;
            total += read.at(variable, year, {vehicle_class.id.text, technology.id.text});
        }
    }
    return total;
}

/// Passenger-km of the modes that a nonroad mode carries; NaN where the pack has no such mode.
double carried(const ScenarioView& read, const Parameter& p, const std::string& nonroad, int year) {
    for (const auto& mode : p.nonroad) {
        if (mode.id.text != nonroad) continue;
        double total = 0.0;
        for (const auto& term : mode.passenger_activity) {
            total += read.at("pkm", year, {term.id.text});
        }
        return total;
    }
    return std::nan("");
}

double freight(const ScenarioView& read, const Parameter& p, const std::string& mode, int year) {
    for (const auto& known : p.freight.modes) {
        if (known.id.text == mode) return read.at("tkm", year, {mode});
    }
    return std::nan("");
}

/// Final energy of all subsectors from the carriers named; NaN where the pack has none of them.
double energy_from(const ScenarioView& read, const Parameter& p,
                   const std::vector<std::string>& carriers, int year) {
    double total = 0.0;
    bool found = false;
    for (const auto& carrier : p.carriers) {
        if (std::find(carriers.begin(), carriers.end(), carrier.id.text) == carriers.end()) {
            continue;
        }
        found = true;
        for (const auto& subsector : p.subsectors) {
            const double used = read.at("energy", year, {subsector.id.text, carrier.id.text});
            if (!std::isnan(used)) total += used;  // NaN: no such combination
        }
    }
    return found ? total : std::nan("");
}

double modelled(const ScenarioView& read, const Parameter& p, config::ObservedQuantity quantity,
                int year) {
    using config::ObservedQuantity;
    switch (quantity) {
        case ObservedQuantity::automobile_stock:
            return fleet(read, p, "stock", year, Fleet::automobiles);
        case ObservedQuantity::private_car_stock:
            return fleet(read, p, "stock", year, Fleet::private_cars);
        case ObservedQuantity::nev_stock:
            return fleet(read, p, "stock", year, Fleet::nev);
        case ObservedQuantity::truck_stock:
            return fleet(read, p, "stock", year, Fleet::trucks);
        case ObservedQuantity::automobile_sales:
            return fleet(read, p, "sales", year, Fleet::automobiles);
        case ObservedQuantity::nev_sales_share:
            return read.at("nev_sales_share_auto", year, {});
        case ObservedQuantity::rail_pkm:
            return carried(read, p, "rail", year);
        case ObservedQuantity::aviation_pkm:
            return carried(read, p, "aviation", year);
        case ObservedQuantity::road_tkm:
            return freight(read, p, "road", year);
        case ObservedQuantity::rail_tkm:
            return freight(read, p, "rail", year);
        case ObservedQuantity::water_tkm:
            return freight(read, p, "water", year);
        case ObservedQuantity::gasoline_energy:
            return energy_from(read, p, {"gasoline"}, year);
        case ObservedQuantity::diesel_energy:
            return energy_from(read, p, {"diesel"}, year);
        case ObservedQuantity::gasoline_diesel_energy:
            return energy_from(read, p, {"gasoline", "diesel"}, year);
        case ObservedQuantity::direct_co2:
            return read.at("co2_by_boundary", year, {"ttw"});
    }
    return std::nan("");
}

std::string unit_of(config::ObservedQuantity quantity) {
    for (const auto& info : config::observed_quantities()) {
        if (info.quantity == quantity) return std::string(info.unit);
    }
    return {};
}

/// A technology with a policy that touches it: its rise needs no other explanation.
bool has_policy(const config::Scenario& scenario, const std::string& vehicle_class,
                const std::string& technology) {
    const auto names = [](const config::Selection* selection, const std::string& id) {
        return selection != nullptr &&
               std::any_of(selection->ids.begin(), selection->ids.end(),
                           [&](const Name& name) { return name.text == id; });
    };
    return std::any_of(scenario.policies.begin(), scenario.policies.end(), [&](const auto& policy) {
        return names(policy.selection("class"), vehicle_class) &&
               names(policy.selection("technology"), technology);
    });
}

/// A year that the drivers mark with a multiplier of its own, such as a pandemic.
bool has_shock(const Parameter& p, int year) {
    const auto marks = [year](const Trajectory& path) {
        return std::any_of(path.anchors.begin(), path.anchors.end(), [year](const auto& anchor) {
            return anchor.year == year && anchor.value.number != 1.0;
        });
    };
    return marks(p.drivers.local_shock) || marks(p.drivers.intercity_shock);
}

}  // namespace

std::vector<ObservedRow> compare_with_observed(const Dataset& dataset,
                                               const config::Scenario& scenario) {
    const ScenarioView read(dataset, scenario.id, scenario.pack.region.id);
    const Parameter& p = scenario.pack.parameters;
    std::vector<ObservedRow> rows;
    for (const auto& observation : scenario.pack.observations) {
        for (const auto& anchor : observation.path.anchors) {
            if (!read.has_year(anchor.year)) continue;
            rows.push_back({observation.id.text, observation.title, unit_of(observation.quantity),
                            anchor.year, anchor.value.number,
                            modelled(read, p, observation.quantity, anchor.year),
                            anchor.value.grade, anchor.value.note});
        }
    }
    return rows;
}

std::vector<std::string> implausible(const Dataset& dataset, const config::Scenario& scenario) {
    constexpr double kRare = 0.01;
    constexpr double kDominant = 0.5;
    constexpr double kLeastUse = 0.8;
    constexpr double kMostUse = 1.2;
    const ScenarioView read(dataset, scenario.id, scenario.pack.region.id);
    const Parameter& p = scenario.pack.parameters;
    const int base = scenario.pack.base_year;
    std::vector<std::string> findings;
    for (const auto& vehicle_class : p.classes) {
        const std::string& id = vehicle_class.id.text;
        const auto sold = [&](int year, const std::string& technology) {
            return read.at("sales", year, {id, technology});
        };
        const auto total = [&](int year) {
            double sum = 0.0;
            for (const auto& technology : vehicle_class.technologies) {
                sum += sold(year, technology.id.text);
            }
            return sum;
        };
        for (int year = base + 1; year <= scenario.horizon; ++year) {
            if (total(year - 1) > 0.0 || total(year) > 0.0) continue;
            findings.push_back(fmt::format("{}: no sales in {} and {}", id, year - 1, year));
            break;
        }
        for (const auto& technology : vehicle_class.technologies) {
            const std::string& name = technology.id.text;
            if (sold(base, name) >= kRare * total(base) || has_policy(scenario, id, name)) continue;
            for (int year = base; year <= scenario.horizon; ++year) {
                if (sold(year, name) <= kDominant * total(year)) continue;
                findings.push_back(
                    fmt::format("{}: {} rises from below 1 % of sales to above 50 % in {} without "
                                "a policy",
                                id, name, year));
                break;
            }
        }
        if (vehicle_class.stock_rule != StockRule::ownership) continue;
        for (int year = base; year <= scenario.horizon; ++year) {
            const double use = read.at("vkt", year, {id}) / read.at("vkt", base, {id});
            if (has_shock(p, year) || (use >= kLeastUse && use <= kMostUse)) continue;
            findings.push_back(
                fmt::format("{}: kilometres per vehicle are {:.2f} of those of {} "
                            "in {}",
                            id, use, base, year));
            break;
        }
    }
    return findings;
}

}  // namespace tanlu::engine
