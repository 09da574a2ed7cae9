#pragma once
// A region of round numbers, one year and the year before, to work factors out by hand.
//
//   1000 people, GDP 2e6;  person-km: car 6e6, bus 4e6, rail 1e6, together 11e6
//   cars (class `car`): petrol 3e6 km, battery 1e6 km; stock 300 and 100, 280 and 80 a year before
//   buses: 0.2e6 km, diesel
//   tonne-km: road 3e6, rail 1e6;  truck `heavy` 2e6 t km in 0.25e6 km, `medium` 1e6 in 0.25e6 km
//   energy [MJ]: petrol cars 6e6, battery cars 0.6e6, buses 2e6, trucks 4e6, rail 0.5e6
#include "config/scenario.hpp"
#include "explain/factors.hpp"
#include "results/dataset.hpp"

namespace tanlu::test {

inline constexpr int kYear = 2030;
inline constexpr int kBaseYear = 2029;

inline Value number(double value) {
    Value result;
    result.number = value;
    result.written = value;
    return result;
}

inline Trajectory path(double value) {
    Trajectory result;
    result.anchors = {{kBaseYear, number(value)}};
    return result;
}

inline Name name(const std::string& text) {
    return {text, {}};
}

inline VehicleClass<FileKind> vehicle_class(const std::string& id, const std::string& subsector,
                                            UseRule rule) {
    VehicleClass<FileKind> made;
    made.id = name(id);
    made.subsector = name(subsector);
    made.use_rule = rule;
    return made;
}

inline config::Scenario small_scenario() {
    config::Scenario scenario;
    scenario.id = "small";
    scenario.lineage = {"small"};
    scenario.horizon = kYear;
    scenario.pack.id = "small";
    scenario.pack.region.id = "here";
    scenario.pack.base_year = kBaseYear;
    auto& p = scenario.pack.parameters;
    p.drivers.population = path(1000.0);
    p.drivers.urban_share = path(0.4);
    p.drivers.gdp = path(2e6);
    p.drivers.local_shock = path(1.0);
    p.drivers.intercity_shock = path(1.0);
    for (const char* id : {"cars", "buses", "trucks", "rail"}) {
        Subsector<FileKind> subsector;
        subsector.id = name(id);
        p.subsectors.push_back(subsector);
    }
    const std::pair<const char*, double> carriers[] = {
        {"petrol", 0.07}, {"diesel", 0.074}, {"electricity", 0.0}};
    for (const auto& [id, co2] : carriers) {
        Carrier<FileKind> carrier;
        carrier.id = name(id);
        carrier.co2 = number(co2);
        carrier.biogenic_share = number(0.1);
        if (std::string(id) == "electricity") carrier.production = path(0.15);
        p.carriers.push_back(carrier);
    }
    for (const char* id : {"ice", "bev"}) {
        TechnologyType<FileKind> technology;
        technology.id = name(id);
        technology.nev = std::string(id) == "bev";
        p.technologies.push_back(technology);
    }
    p.classes = {vehicle_class("car", "cars", UseRule::passenger),
                 vehicle_class("bus", "buses", UseRule::passenger),
                 vehicle_class("heavy", "trucks", UseRule::freight),
                 vehicle_class("medium", "trucks", UseRule::freight)};
    p.classes[0].passenger_mode = name("car");
    p.classes[1].passenger_mode = name("bus");
    p.classes[1].automobile = false;
    p.classes[2].haulage = p.classes[3].haulage = name("commercial");
    Haulage<FileKind> market;
    market.id = name("commercial");
    p.freight.haulage = {market};
    for (const char* id : {"road", "rail"}) {
        FreightMode<FileKind> mode;
        mode.id = name(id);
        p.freight.modes.push_back(mode);
    }
    for (const char* id : {"car", "bus", "rail"}) {
        PassengerMode<FileKind> mode;
        mode.id = name(id);
        p.passenger.modes.push_back(mode);
    }
    NonroadMode<FileKind> rail;
    rail.id = name("trains");
    rail.subsector = name("rail");
    rail.passenger_activity = {{name("rail"), number(0.5)}};
    rail.freight_activity = {{name("rail"), number(1.0)}};
    p.nonroad = {rail};
    return scenario;
}

inline Dataset small_result() {
    Dataset result;
    result.axes = {{"scenario", "", {"small"}, {}},
                   {"region", "", {"here"}, {}},
                   {"year", "", {}, {kBaseYear, kYear}},
                   {"vehicle_class", "", {"car", "bus", "heavy", "medium"}, {}},
                   {"technology", "", {"ice", "bev"}, {}},
                   {"carrier", "", {"petrol", "diesel", "electricity"}, {}},
                   {"passenger_mode", "", {"car", "bus", "rail"}, {}},
                   {"freight_mode", "", {"road", "rail"}, {}},
                   {"subsector", "", {"cars", "buses", "trucks", "rail"}, {}},
                   {"boundary", "", {"ttw", "ttw_grid"}, {}}};
    // The base year first, then the year asked about; they are the same but for the stock.
    const auto add = [&](const std::string& id, const std::string& unit,
                         std::vector<std::string> axes, std::vector<double> cells,
                         std::vector<double> before = {}) {
        axes.insert(axes.begin(), {"scenario", "region", "year"});
        if (before.empty()) before = cells;
        before.insert(before.end(), cells.begin(), cells.end());
        result.variables.push_back({id, unit, "Meaning of " + id, "", axes, before});
    };
    const std::vector<std::string> fleet = {"vehicle_class", "technology"};
    add("population", "person", {}, {1000.0});
    add("urban_population", "person", {}, {400.0});
    add("gdp", "CNY2020/yr", {}, {2e6});
    add("pkm", "person km/yr", {"passenger_mode"}, {6e6, 4e6, 1e6});
    add("tkm", "t km/yr", {"freight_mode"}, {3e6, 1e6});
    add("road_tkm", "t km/yr", {"vehicle_class"}, {0.0, 0.0, 2e6, 1e6});
    add("stock", "vehicle", fleet, {300.0, 100.0, 10.0, 0.0, 8.0, 0.0, 8.0, 0.0},
        {280.0, 80.0, 10.0, 0.0, 8.0, 0.0, 8.0, 0.0});
    add("sales", "vehicle/yr", fleet, {30.0, 20.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0});
    add("vkm", "vehicle km/yr", fleet, {3e6, 1e6, 0.2e6, 0.0, 0.25e6, 0.0, 0.25e6, 0.0});
    add("electric_vkm", "vehicle km/yr", fleet, {0.0, 1e6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0});
    // 4e6 km over the mean of 360 and 400 vehicles; the others have constant stocks.
    add("vkt", "km/vehicle/yr", {"vehicle_class"}, {4e6 / 380.0, 2e4, 31250.0, 31250.0});
    std::vector<double> energy(24, 0.0), co2(24, 0.0);  // class, technology, carrier
    energy[0] = 6e6;
    energy[5] = 0.6e6;
    energy[7] = 2e6;
    energy[13] = energy[19] = 2e6;
    for (std::size_t i = 0; i < 24; ++i) {
        co2[i] = energy[i] * (i % 3 == 0 ? 0.063 : i % 3 == 1 ? 0.0666 : 0.0);
    }
    add("vehicle_energy", "MJ/yr", {"vehicle_class", "technology", "carrier"}, energy);
    add("vehicle_co2", "kg/yr", {"vehicle_class", "technology", "carrier"}, co2);
    // subsector, carrier
    add("energy", "MJ/yr", {"subsector", "carrier"},
        {6e6, 0.0, 0.6e6, 0.0, 2e6, 0.0, 0.0, 4e6, 0.0, 0.0, 0.0, 0.5e6});
    add("co2", "kg/yr", {"subsector", "carrier"},
        {378000.0, 0.0, 0.0, 0.0, 133200.0, 0.0, 0.0, 266400.0, 0.0, 0.0, 0.0, 0.0});
    add("emissions", "kg/yr", {"subsector", "boundary"},
        {378000.0, 468000.0, 133200.0, 133200.0, 266400.0, 266400.0, 0.0, 75000.0});
    add("co2_by_boundary", "kg/yr", {"boundary"}, {777600.0, 942600.0});
    add("nev_stock_share", "1", {"vehicle_class"}, {0.25, 0.0, 0.0, 0.0});
    add("nev_stock_share_auto", "1", {}, {100.0 / 416.0});
    add("pkm_share", "1", {"passenger_mode"}, {6.0 / 11, 4.0 / 11, 1.0 / 11});
    add("production_factor", "kg/MJ", {"carrier"}, {0.0, 0.0, 0.12});
    add("time_value", "CNY2020/h", {}, {20.0});
    return result;
}

}  // namespace tanlu::test
