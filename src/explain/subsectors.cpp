#include "explain/subsectors.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "explain/axes.hpp"
#include "explain/behind.hpp"
#include "explain/road.hpp"

namespace tanlu::explain {
namespace {

/// Classes and nonroad modes that are booked in a subsector.
struct Members {
    Ids classes, nonroad;
};

Members members_of(const config::Scenario& scenario, const std::string& subsector) {
    Members members;
    members.classes = classes_in(scenario, subsector);
    for (const auto& mode : scenario.pack.parameters.nonroad) {
        if (mode.subsector.text == subsector) members.nonroad.push_back(mode.id.text);
    }
    return members;
}

/// Activity of nonroad modes: person-km, tonne-km, both converted to tonne-km, or an index.
struct Moved {
    Term activity;
    std::string per;  ///< unit of energy per activity
    Ids modes, freight_modes;
    bool is_index = false;
};

std::optional<Moved> moved_by(const Maker& make, const Ids& nonroad) {
    Moved moved;
    std::vector<Addend> people, goods;
    std::vector<std::string> indices;
    for (const auto& mode : make.scenario().pack.parameters.nonroad) {
        const std::string& id = mode.id.text;
        if (std::find(nonroad.begin(), nonroad.end(), id) == nonroad.end()) continue;
        if (mode.index) indices.push_back("nonroad." + id + ".index");
        for (const auto& term : mode.passenger_activity) {
            const std::string& carried = term.id.text;
            moved.modes.push_back(carried);
            people.push_back({"pkm",
                              {{kMode, {carried}}},
                              "nonroad." + id + ".passenger-activity." + carried + ".weight",
                              0.0});
        }
        for (const auto& term : mode.freight_activity) {
            const std::string& carried = term.id.text;
            moved.freight_modes.push_back(carried);
            goods.push_back({"tkm",
                             {{kFreightMode, {carried}}},
                             "nonroad." + id + ".freight-activity." + carried + ".weight",
                             0.0});
        }
    }
    if (indices.size() > 1 || (!indices.empty() && !(people.empty() && goods.empty()))) return {};
    if (!indices.empty()) {
        moved.activity = make.input(indices.front());
        moved.per = "MJ/yr";
        moved.is_index = true;
    } else if (goods.empty()) {
        moved.activity = make.result("pkm", {{kMode, moved.modes}});
        moved.per = "MJ/person km";
    } else if (people.empty()) {
        moved.activity = make.result("tkm", {{kFreightMode, moved.freight_modes}});
        moved.per = "MJ/t km";
    } else {
        people.insert(people.end(), goods.begin(), goods.end());
        moved.activity = make.weighted(std::move(people), "t km/yr");
        moved.per = "MJ/t km";
    }
    return moved;
}

Factors nonroad_energy(const Maker& make, const std::string& subsector, const Ids& nonroad,
                       Depth depth) {
    const auto moved = moved_by(make, nonroad);
    if (!moved) return {};
    Factors factors;
    const Labels here{{kSubsector, {subsector}}};
    if (moved->is_index) {
        const std::string path = moved->activity.addends.front().path;
        factors.push_back(Maker::factor(Role::activity, "given index of activity", "1",
                                        {moved->activity}, {{path, 0}}));
    } else if (depth == Depth::full && moved->freight_modes.empty()) {
        factors = factors_of_pkm(make, "pkm", {{kMode, moved->modes}});
    } else if (depth == Depth::full && moved->modes.empty()) {
        factors = factors_of_tkm(make, {{kFreightMode, moved->freight_modes}});
    } else {
        factors.push_back(Maker::factor(
            Role::activity,
            moved->freight_modes.empty() ? "person-km" : "tonne-km, people converted",
            moved->activity.unit, {moved->activity},
            joined(behind_modes(moved->modes), behind_freight_modes(moved->freight_modes))));
    }
    factors.push_back(Maker::ratio(Role::intensity, "energy per activity", moved->per,
                                   make.result("energy", here), moved->activity,
                                   behind_nonroad(nonroad)));
    return factors;
}

/// Factors of the energy of subsectors, carriers together.
Factors energy_before_carrier(const Maker& make, const Labels& subsectors, Depth depth) {
    if (subsectors.contains(kSubsector) && subsectors.at(kSubsector).size() == 1) {
        const std::string& id = subsectors.at(kSubsector).front();
        const Members members = members_of(make.scenario(), id);
        if (members.nonroad.empty() && !members.classes.empty()) {
            Factors factors = kilometres(make, members.classes, depth);
            factors.push_back(Maker::ratio(Role::intensity, "energy per vehicle-km", "MJ/km",
                                           make.result("energy", subsectors),
                                           make.result("vkm", {{kClass, members.classes}}),
                                           joined(behind_vehicle_energy(members.classes, {"*"}),
                                                  further(behind_choice(members.classes), 1))));
            return factors;
        }
        if (members.classes.empty()) {
            Factors factors = nonroad_energy(make, id, members.nonroad, depth);
            if (!factors.empty()) return factors;
        }
    }
    if (depth == Depth::activity) {
        return {
            Maker::factor(Role::activity, "energy", "MJ/yr", {make.result("energy", subsectors)})};
    }
    return {population(make),
            Maker::ratio(Role::activity, "GDP per head", "CNY2020/person/yr", make.result("gdp"),
                         make.result("population"), behind_income()),
            Maker::ratio(Role::intensity, "energy per GDP", "MJ/CNY2020",
                         make.result("energy", subsectors), make.result("gdp"),
                         joined({{"classes.*.technologies.*.energy.*.use", 1},
                                 {"classes.*.technologies.*.efficiency-gain", 1},
                                 {"classes.*.occupancy", 2},
                                 {"classes.*.ownership.**", 2},
                                 {"nonroad.*.propulsion.*.base-energy", 1},
                                 {"nonroad.*.gain", 1}},
                                joined(further(behind_travel(), 1), behind_freight())))};
}

/// Inputs that decide on the mix of carriers of subsectors.
std::vector<Behind> behind_mix(const Maker& make, const Labels& subsectors) {
    Members all;
    for (const auto& id : make.cells().chosen(kSubsector, subsectors)) {
        const Members here = members_of(make.scenario(), id);
        all.classes.insert(all.classes.end(), here.classes.begin(), here.classes.end());
        all.nonroad.insert(all.nonroad.end(), here.nonroad.begin(), here.nonroad.end());
    }
    std::vector<Behind> patterns = behind_choice(all.classes);
    for (const auto& id : all.nonroad) {
        patterns.push_back({"nonroad." + id + ".propulsion.*.share", 1});
    }
    return patterns;
}

/// Emission per energy: of one carrier from the inputs where no policy can change it.
Factors carbon(const Maker& make, const std::string& gas, const Labels& labels) {
    const std::map<std::string, Ids> keys = {{"co2", {"co2", "biogenic-share"}},
                                             {"co2_production", {"production"}},
                                             {"ch4", {"ch4"}},
                                             {"n2o", {"n2o"}},
                                             {"co2e_upstream", {"upstream"}}};
    const Ids& carriers = make.cells().chosen(kCarrier, labels);
    const Ids& wanted = keys.at(gas);
    if (carriers.size() == 1) {
        if (gas == "co2") return direct_carbon(make, carriers.front());
        const std::string path = "carriers." + carriers.front() + "." + wanted.front();
        if (gas != "co2_production") {
            return {Maker::factor(Role::carbon, "emission per energy", "kg/MJ", {make.input(path)},
                                  {{path, 0}})};
        }
    }
    auto inputs = behind_carriers(carriers, wanted);
    if (carriers.size() > 1) inputs = joined(std::move(inputs), behind_mix(make, labels));
    return {Maker::ratio(Role::carbon, "emission per energy", "kg/MJ", make.result(gas, labels),
                         make.result("energy", labels), std::move(inputs))};
}

}  // namespace

Factors factors_of_energy(const Maker& make, const Labels& labels, Depth depth) {
    const Labels subsectors = only(labels, kSubsector);
    Factors factors = energy_before_carrier(make, subsectors, depth);
    if (labels.contains(kCarrier)) {
        factors.push_back(Maker::ratio(
            Role::structure, "share of the carrier in energy", "1", make.result("energy", labels),
            make.result("energy", subsectors), behind_mix(make, subsectors)));
    }
    return factors;
}

Factors factors_of_gas(const Maker& make, const std::string& gas, const Labels& labels,
                       Depth depth) {
    Factors factors = factors_of_energy(make, labels, depth);
    append(factors, carbon(make, gas, labels));
    return factors;
}

Factors factors_of_emissions(const Maker& make, const std::string& variable, const Labels& labels,
                             Depth depth) {
    const Labels subsectors = only(labels, kSubsector);
    Factors factors = energy_before_carrier(make, subsectors, depth);
    const std::string& boundary = labels.at(kBoundary).front();
    Ids keys = {"co2", "biogenic-share"};
    if (boundary != "ttw") keys.emplace_back("production");
    if (boundary == "wtw") keys.insert(keys.end(), {"upstream", "ch4", "n2o"});
    factors.push_back(
        Maker::ratio(Role::carbon, boundary == "wtw" ? "CO2e per energy" : "CO2 per energy",
                     "kg/MJ", make.result(variable, labels), make.result("energy", subsectors),
                     joined(behind_carriers(make.cells().chosen(kCarrier, {}), keys),
                            behind_mix(make, subsectors))));
    return factors;
}

}  // namespace tanlu::explain
