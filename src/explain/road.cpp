#include "explain/road.hpp"

#include <algorithm>
#include <optional>

#include "explain/axes.hpp"
#include "explain/behind.hpp"

namespace tanlu::explain {
namespace {

bool holds(const Ids& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// What classes do, if all of them do the same.
struct Use {
    std::optional<UseRule> rule;
    Ids modes;          ///< passenger modes served
    Ids servers;        ///< classes that serve these modes
    Ids trucks;         ///< all classes that carry freight
    bool modal = true;  ///< freight of the mode choice, none of own account
};

Use use_of(const config::Scenario& scenario, const Ids& classes) {
    const auto& p = scenario.pack.parameters;
    Use use;
    bool is_mixed = false;
    for (const auto& from : p.classes) {
        if (from.use_rule == UseRule::freight) use.trucks.push_back(from.id.text);
        if (!holds(classes, from.id.text)) continue;
        is_mixed |= use.rule && *use.rule != from.use_rule;
        use.rule = from.use_rule;
        const std::string& mode = from.passenger_mode.text;
        if (!mode.empty() && !holds(use.modes, mode)) use.modes.push_back(mode);
        for (const auto& market : p.freight.haulage) {
            if (market.id.text == from.haulage.text) use.modal &= market.modal;
        }
    }
    if (is_mixed) use.rule.reset();
    for (const auto& from : p.classes) {
        if (holds(use.modes, from.passenger_mode.text)) use.servers.push_back(from.id.text);
    }
    return use;
}

std::vector<Factor> passenger_kilometres(const Maker& make, const Ids& classes, const Use& use,
                                         Depth depth) {
    const Labels modes{{"passenger_mode", use.modes}};
    const Labels servers{{kClass, use.servers}};
    const Labels here{{kClass, classes}};
    std::vector<Factor> factors;
    if (depth == Depth::full) {
        factors = {
            Maker::factor(Role::activity, "population", "person", {make.result("population")},
                          behind_population()),
            Maker::ratio(Role::activity, "travel per head", "km/person/yr", make.result("pkm"),
                         make.result("population"), behind_travel()),
            Maker::ratio(Role::structure, "share of the mode in person-km", "1",
                         make.result("pkm", modes), make.result("pkm"), behind_modes(use.modes))};
    } else {
        factors = {Maker::factor(Role::activity, "person-km of the mode", "person km/yr",
                                 {make.result("pkm", modes)}, behind_modes(use.modes))};
    }
    if (use.servers.size() > classes.size()) {
        factors.push_back(Maker::ratio(Role::structure, "share of the class in the mode", "1",
                                       make.result("vkm", here), make.result("vkm", servers),
                                       behind_stock(make.scenario(), use.servers)));
    }
    factors.push_back(Maker::ratio(Role::structure, "vehicle-km per person-km",
                                   "vehicle km/person km", make.result("vkm", servers),
                                   make.result("pkm", modes), behind_occupancy(use.servers)));
    return factors;
}

std::vector<Factor> freight_kilometres(const Maker& make, const Ids& classes, const Use& use,
                                       Depth depth) {
    const Labels here{{kClass, classes}};
    const std::string road = make.scenario().pack.parameters.freight.modes.front().id.text;
    std::vector<Factor> factors;
    if (depth == Depth::activity) {
        factors.push_back(Maker::factor(Role::activity, "tonne-km carried", "t km/yr",
                                        {make.result("road_tkm", here)}, behind_freight()));
    } else {
        factors.push_back(Maker::factor(Role::activity, "GDP", "CNY2020/yr", {make.result("gdp")},
                                        behind_income()));
        const auto per_gdp = [&](const std::string& variable) {
            return Maker::ratio(Role::activity, "tonne-km per GDP", "t km/CNY2020",
                                make.result(variable), make.result("gdp"), behind_freight());
        };
        if (use.modal) {
            const Labels by_road{{"freight_mode", {road}}};
            factors.push_back(per_gdp("tkm"));
            factors.push_back(Maker::ratio(Role::structure, "share of road in tonne-km", "1",
                                           make.result("tkm", by_road), make.result("tkm"),
                                           behind_freight_modes({road})));
            factors.push_back(Maker::ratio(Role::structure, "share of the class in road freight",
                                           "1", make.result("road_tkm", here),
                                           make.result("tkm", by_road), behind_load(classes)));
        } else {
            factors.push_back(per_gdp("road_tkm"));
            if (classes.size() < use.trucks.size()) {
                factors.push_back(Maker::ratio(
                    Role::structure, "share of the class in tonne-km of trucks", "1",
                    make.result("road_tkm", here), make.result("road_tkm"), behind_load(classes)));
            }
        }
    }
    factors.push_back(Maker::ratio(Role::structure, "vehicle-km per tonne-km", "vehicle km/t km",
                                   make.result("vkm", here), make.result("road_tkm", here),
                                   behind_load(classes)));
    return factors;
}

std::vector<Factor> stock_kilometres(const Maker& make, const Ids& classes, Depth depth) {
    const Labels here{{kClass, classes}};
    if (depth == Depth::activity) {
        return {Maker::factor(Role::activity, "vehicle-km", "vehicle km/yr",
                              {make.result("vkm", here)})};
    }
    return {
        Maker::factor(Role::activity, "population", "person", {make.result("population")},
                      behind_population()),
        Maker::ratio(Role::activity, "vehicles per head", "vehicle/person",
                     make.result("stock", here), make.result("population"),
                     behind_stock(make.scenario(), classes)),
        Maker::ratio(Role::activity, "kilometres per vehicle", "km/vehicle/yr",
                     make.result("vkm", here), make.result("stock", here), behind_load(classes))};
}

/// Labels on the axes class and technology alone.
Labels of_vehicles(const Labels& labels) {
    return widened(labels, kCarrier);
}

}  // namespace

std::vector<std::string> classes_in(const config::Scenario& scenario,
                                    const std::string& subsector) {
    std::vector<std::string> classes;
    for (const auto& from : scenario.pack.parameters.classes) {
        if (from.subsector.text == subsector) classes.push_back(from.id.text);
    }
    return classes;
}

std::vector<Factor> kilometres(const Maker& make, const std::vector<std::string>& classes,
                               Depth depth) {
    const Use use = use_of(make.scenario(), classes);
    if (use.rule == UseRule::passenger) return passenger_kilometres(make, classes, use, depth);
    if (use.rule == UseRule::freight) return freight_kilometres(make, classes, use, depth);
    return stock_kilometres(make, classes, depth);
}

std::vector<Factor> technology_share(const Maker& make, const Labels& labels) {
    if (!labels.contains(kTechnology)) return {};
    const Ids& classes = make.cells().chosen(kClass, labels);
    return {Maker::ratio(Role::structure, "share of the technology in kilometres", "1",
                         make.result("vkm", labels),
                         make.result("vkm", widened(labels, kTechnology)),
                         joined(behind_choice(classes), further(behind_turnover(classes), 1)))};
}

std::vector<Factor> vehicle_energy(const Maker& make, const Labels& labels, Depth depth) {
    const Labels vehicles = of_vehicles(labels);
    const Ids& classes = make.cells().chosen(kClass, labels);
    const Ids& technologies = make.cells().chosen(kTechnology, labels);
    std::vector<Factor> factors = kilometres(make, classes, depth);
    for (Factor& factor : technology_share(make, vehicles)) factors.push_back(std::move(factor));
    factors.push_back(Maker::ratio(
        Role::intensity, "energy per vehicle-km", "MJ/km", make.result("vehicle_energy", vehicles),
        make.result("vkm", vehicles), behind_vehicle_energy(classes, technologies)));
    if (labels.contains(kCarrier)) {
        factors.push_back(Maker::ratio(Role::structure, "share of the carrier in their energy", "1",
                                       make.result("vehicle_energy", labels),
                                       make.result("vehicle_energy", vehicles),
                                       further(behind_choice(classes), 1)));
    }
    return factors;
}

std::vector<Factor> direct_carbon(const Maker& make, const std::string& carrier) {
    const std::string path = "carriers." + carrier;
    Term fossil = make.input(path + ".biogenic-share");
    fossil.is_complement = true;
    return {Maker::factor(Role::carbon, "CO2 per energy of " + carrier, "kg/MJ",
                          {make.input(path + ".co2"), std::move(fossil)},
                          {{path + ".co2", 0}, {path + ".biogenic-share", 0}})};
}

std::vector<Factor> vehicle_co2(const Maker& make, const Labels& labels, Depth depth) {
    std::vector<Factor> factors = vehicle_energy(make, labels, depth);
    const Ids& carriers = make.cells().chosen(kCarrier, labels);
    if (carriers.size() == 1) {
        for (Factor& factor : direct_carbon(make, carriers.front())) factors.push_back(factor);
    } else {
        factors.push_back(Maker::ratio(Role::carbon, "CO2 per energy", "kg/MJ",
                                       make.result("vehicle_co2", labels),
                                       make.result("vehicle_energy", labels),
                                       behind_carriers(carriers, {"co2", "biogenic-share"})));
    }
    return factors;
}

}  // namespace tanlu::explain
