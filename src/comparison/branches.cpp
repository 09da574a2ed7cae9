#include "comparison/branches.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>

namespace tanlu::comparison {
namespace {

using indicators::Selection;
using indicators::View;
using Ids = std::vector<std::string>;

/// Numbers of one year; cells that do not exist count as nothing.
class Year {
public:
    Year(const View& view, int year)
        : view_(view), at_(static_cast<std::size_t>(year - view.first_year())) {}

    double sum(std::string_view variable, std::string_view unit,
               std::initializer_list<Selection> cells = {}) const {
        const double value = view_.total(variable, unit, cells)[at_];
        return std::isnan(value) ? 0.0 : value;
    }
    double people(const Ids& modes) const {
        return modes.empty() ? 0.0 : sum("pkm", "person km/yr", {{"passenger_mode", modes}});
    }
    double goods(const Ids& modes) const {
        return modes.empty() ? 0.0 : sum("tkm", "t km/yr", {{"freight_mode", modes}});
    }
    /// Emission per energy of a carrier in a subsector [kg/MJ]; 0 where none is used.
    double carbon(const std::string& subsector, const std::string& carrier, bool with_grid) const {
        const std::initializer_list<Selection> here = {{"subsector", {subsector}},
                                                       {"carrier", {carrier}}};
        const double energy = sum("energy", "MJ/yr", here);
        if (!(energy > 0.0)) return 0.0;
        const double made = with_grid ? sum("co2_production", "kg/yr", here) : 0.0;
        return (sum("co2", "kg/yr", here) + made) / energy;
    }

private:
    const View& view_;
    std::size_t at_;
};

/// Modes that move with the energy of a subsector.
struct Movers {
    Ids people, goods;
    bool any = false;
    bool by_index = false;
};

Movers movers_of(const Parameters<FileKind>& p, const std::string& subsector) {
    Movers movers;
    for (const auto& mode : p.nonroad) {
        if (mode.subsector.text != subsector) continue;
        movers.any = true;
        movers.by_index |= mode.index.has_value();
        for (const auto& term : mode.passenger_activity) movers.people.push_back(term.id.text);
        for (const auto& term : mode.freight_activity) movers.goods.push_back(term.id.text);
    }
    return movers;
}

}  // namespace

std::optional<Place> place_at(const View& view, const config::Scenario& scenario,
                              std::string_view boundary, int year) {
    const bool with_grid = boundary == "ttw_grid";
    if (!with_grid && boundary != "ttw") return std::nullopt;
    if (year < view.first_year() || year > view.last_year()) return std::nullopt;
    const auto& p = scenario.pack.parameters;
    const Year now(view, year);
    Place place;
    place.population = now.sum("population", "person");
    if (!(place.population > 0.0)) return std::nullopt;

    Ids freight;
    for (const auto& mode : p.nonroad) {
        for (const auto& term : mode.freight_activity) freight.push_back(term.id.text);
    }
    const double travel = now.sum("pkm", "person km/yr");
    const double haulage = now.sum("road_tkm", "t km/yr") + now.goods(freight);
    std::map<std::string, double> road_energy, road_emission;  // by subsector
    std::map<std::pair<std::string, std::string>, double> carbon;
    for (const auto& from : p.classes) {
        const std::string& id = from.id.text;
        const std::string& subsector = from.subsector.text;
        Branch branch{id};
        branch.distance = now.sum("vkm", "vehicle km/yr", {{"vehicle_class", {id}}});
        for (const auto& carrier : p.carriers) {
            const std::string& name = carrier.id.text;
            const double energy =
                now.sum("vehicle_energy", "MJ/yr", {{"vehicle_class", {id}}, {"carrier", {name}}});
            if (!(energy > 0.0)) continue;
            const auto [at, is_new] = carbon.try_emplace({subsector, name}, 0.0);
            if (is_new) at->second = now.carbon(subsector, name, with_grid);
            branch.energy += energy;
            branch.emission += energy * at->second;
        }
        if (from.use_rule == UseRule::passenger) {
            branch.market = travel;
            branch.activity = now.people({from.passenger_mode.text});
        } else if (from.use_rule == UseRule::freight) {
            branch.market = haulage;
            branch.activity = now.sum("road_tkm", "t km/yr", {{"vehicle_class", {id}}});
        } else {
            branch.market = branch.activity = branch.distance;
        }
        road_energy[subsector] += branch.energy;
        road_emission[subsector] += branch.emission;
        place.branches.push_back(std::move(branch));
    }
    for (const auto& subsector : p.subsectors) {
        const std::string& id = subsector.id.text;
        const Movers movers = movers_of(p, id);
        if (!movers.any) continue;
        Branch branch{id};
        branch.energy =
            std::max(0.0, now.sum("energy", "MJ/yr", {{"subsector", {id}}}) - road_energy[id]);
        const double all = now.sum("emissions", "kg/yr",
                                   {{"subsector", {id}}, {"boundary", {std::string(boundary)}}});
        branch.emission = std::max(0.0, all - road_emission[id]);
        branch.activity = now.people(movers.people) + now.goods(movers.goods);
        branch.market =
            (movers.people.empty() ? 0.0 : travel) + (movers.goods.empty() ? 0.0 : haulage);
        if (movers.by_index) branch.market = branch.activity = branch.energy;
        branch.distance = branch.activity;
        place.branches.push_back(std::move(branch));
    }
    return place;
}

}  // namespace tanlu::comparison
