#include "explain/factors.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "explain/axes.hpp"
#include "explain/behind.hpp"
#include "explain/demand.hpp"
#include "explain/road.hpp"
#include "explain/subsectors.hpp"
#include "model/decomposition.hpp"

namespace tanlu::explain {
namespace {

// --- drivers -------------------------------------------------------------------------------------

Factors factors_of_population(const Maker& make) {
    return {Maker::factor(Role::activity, "population as given", "person",
                          {make.input("drivers.population")}, {{"drivers.population", 0}})};
}

Factors factors_of_urban(const Maker& make) {
    return {population(make),
            Maker::factor(Role::structure, "urban share", "1", {make.input("drivers.urban-share")},
                          {{"drivers.urban-share", 0}})};
}

Factors factors_of_gdp(const Maker& make) {
    return {Maker::factor(Role::activity, "GDP as given", "CNY2020/yr", {make.input("drivers.gdp")},
                          {{"drivers.gdp", 0}})};
}

// --- vehicles ------------------------------------------------------------------------------------

Factors factors_of_stock(const Maker& make, const Labels& labels) {
    const Ids& classes = make.cells().chosen(kClass, labels);
    const Labels of_class = only(labels, kClass);
    Factors factors = {population(make),
                       Maker::ratio(Role::activity, "vehicles per head", "vehicle/person",
                                    make.result("stock", of_class), make.result("population"),
                                    behind_stock(make.scenario(), classes))};
    if (labels.contains(kTechnology)) {
        factors.push_back(
            Maker::ratio(Role::structure, "share of the technology in the stock", "1",
                         make.result("stock", labels), make.result("stock", of_class),
                         joined(behind_choice(classes), further(behind_turnover(classes), 1))));
    }
    return factors;
}

Factors factors_of_sales(const Maker& make, const Labels& labels) {
    const Ids& classes = make.cells().chosen(kClass, labels);
    const Labels of_class = only(labels, kClass);
    Factors factors = {
        Maker::factor(Role::activity, "vehicles at the end of the year", "vehicle",
                      {make.result("stock", of_class)}, behind_stock(make.scenario(), classes)),
        Maker::ratio(Role::activity, "sales per vehicle of the stock", "1/yr",
                     make.result("sales", of_class), make.result("stock", of_class),
                     behind_turnover(classes))};
    if (labels.contains(kTechnology)) {
        factors.push_back(Maker::ratio(Role::structure, "share of the technology in sales", "1",
                                       make.result("sales", labels), make.result("sales", of_class),
                                       behind_choice(classes)));
    }
    return factors;
}

Factors factors_of_scrappage(const Maker& make, const Labels& labels) {
    const Ids& classes = make.cells().chosen(kClass, labels);
    return {Maker::factor(Role::activity, "vehicles at the end of the year", "vehicle",
                          {make.result("stock", labels)}, behind_stock(make.scenario(), classes)),
            Maker::ratio(Role::activity, "scrapped per vehicle of the stock", "1/yr",
                         make.result("scrappage", labels), make.result("stock", labels),
                         behind_turnover(classes))};
}

Factors factors_of_vkm(const Maker& make, const Labels& labels, Depth depth) {
    Factors factors = kilometres(make, make.cells().chosen(kClass, labels), depth);
    append(factors, technology_share(make, labels));
    return factors;
}

Factors factors_of_electric_vkm(const Maker& make, const Labels& labels, Depth depth) {
    const Ids& classes = make.cells().chosen(kClass, labels);
    Factors factors = factors_of_vkm(make, labels, depth);
    factors.push_back(Maker::ratio(
        Role::structure, "electric share of these kilometres", "1",
        make.result("electric_vkm", labels), make.result("vkm", labels),
        joined({{"daily-distance.*", 1}, {"classes.*.technologies.*.electric-range", 2}},
               further(behind_choice(classes), 1))));
    return factors;
}

/// Kilometres over the mean of the stock at both ends of the year; the base year has one end only.
Factors factors_of_vkt(const Maker& make, const Labels& labels) {
    if (make.year() <= make.scenario().pack.base_year) return {};
    const Ids& classes = make.cells().chosen(kClass, labels);
    Term stock = make.mean_of_ends("stock", labels);
    stock.is_divisor = true;
    return {Maker::factor(Role::activity, "vehicle-km", "vehicle km/yr",
                          {make.result("vkm", labels)}, further(behind_load(classes), 1)),
            Maker::factor(Role::activity, "1 / mean stock of the year", "1/vehicle",
                          {std::move(stock)}, behind_stock(make.scenario(), classes))};
}

/// Costs of classes: what is bought, and its mean price.
Factors factors_of_cost(const Maker& make, const std::string& cost, const Labels& labels) {
    const Ids& classes = make.cells().chosen(kClass, labels);
    if (cost == "capital_cost") {
        return {Maker::factor(Role::activity, "sales", "vehicle/yr", {make.result("sales", labels)},
                              behind_turnover(classes)),
                Maker::ratio(Role::price, "mean price before tax", "CNY2020/vehicle",
                             make.result(cost, labels), make.result("sales", labels),
                             behind_choice(classes))};
    }
    if (cost == "energy_cost") {
        return {Maker::factor(Role::activity, "energy", "MJ/yr",
                              {make.result("vehicle_energy", labels)},
                              behind_vehicle_energy(classes, {"*"})),
                Maker::ratio(Role::price, "mean price of energy", "CNY2020/MJ",
                             make.result(cost, labels), make.result("vehicle_energy", labels),
                             {{"carriers.*.price", 1}})};
    }
    std::vector<Behind> upkeep;
    for (const auto& id : classes)
        upkeep.push_back({"classes." + id + ".technologies.*.upkeep", 1});
    return {Maker::factor(Role::activity, "vehicles at the end of the year", "vehicle",
                          {make.result("stock", labels)}, behind_stock(make.scenario(), classes)),
            Maker::ratio(Role::price, "upkeep per vehicle", "CNY2020/vehicle/yr",
                         make.result(cost, labels), make.result("stock", labels), upkeep)};
}

// --- shares --------------------------------------------------------------------------------------

/// A share: what is counted, over all it is counted among.
Factors share(const Maker& make, const std::string& of, const Labels& counted, const Labels& among,
              std::vector<Behind> inputs) {
    const std::string unit = make.cells().unit_of(of);
    Term all = make.result(of, among);
    all.is_divisor = true;
    return {Maker::factor(Role::structure, of + " counted", unit, {make.result(of, counted)},
                          std::move(inputs)),
            Maker::factor(Role::structure, "1 / all " + of, "1/(" + unit + ")", {std::move(all)})};
}

Ids nev_of(const config::Scenario& scenario) {
    Ids ids;
    for (const auto& technology : scenario.pack.parameters.technologies) {
        if (technology.nev) ids.push_back(technology.id.text);
    }
    return ids;
}

Ids automobiles_of(const config::Scenario& scenario) {
    Ids ids;
    for (const auto& from : scenario.pack.parameters.classes) {
        if (from.automobile) ids.push_back(from.id.text);
    }
    return ids;
}

Factors factors_of_nev_share(const Maker& make, const std::string& of, Labels among) {
    if (!among.contains(kClass)) among[kClass] = automobiles_of(make.scenario());
    Labels counted = among;
    counted[kTechnology] = nev_of(make.scenario());
    const Ids& classes = among.at(kClass);
    auto inputs = behind_choice(classes);
    if (of == "stock") inputs = joined(std::move(inputs), further(behind_turnover(classes), 1));
    return share(make, of, counted, among, std::move(inputs));
}

/// A path of the pack, and what policies leave of it or add to it.
Factors factors_of_path(const Maker& make, const std::string& variable, const Labels& labels,
                        const std::string& key) {
    const std::string path =
        "carriers." + make.cells().chosen(kCarrier, labels).front() + "." + key;
    const std::string unit = make.cells().unit_of(variable);
    const Term given = make.input(path);
    return {Maker::factor(Role::carbon, "as given", unit, {given}, {{path, 0}}),
            Maker::ratio(Role::structure, "what policies leave of it", "1",
                         make.result(variable, labels), given)};
}

// --- the list ------------------------------------------------------------------------------------

using Find = std::function<Factors(const Maker&, const Labels&, Depth)>;

/// What each variable is a product of.
const std::map<std::string, Find>& finders() {
    static const std::map<std::string, Find> kFinders = {
        {"population", [](auto& m, auto&, auto) { return factors_of_population(m); }},
        {"urban_population", [](auto& m, auto&, auto) { return factors_of_urban(m); }},
        {"gdp", [](auto& m, auto&, auto) { return factors_of_gdp(m); }},
        {"stock", [](auto& m, auto& l, auto) { return factors_of_stock(m, l); }},
        {"sales", [](auto& m, auto& l, auto) { return factors_of_sales(m, l); }},
        {"scrappage", [](auto& m, auto& l, auto) { return factors_of_scrappage(m, l); }},
        {"vkm", [](auto& m, auto& l, auto d) { return factors_of_vkm(m, l, d); }},
        {"electric_vkm", [](auto& m, auto& l, auto d) { return factors_of_electric_vkm(m, l, d); }},
        {"vkt", [](auto& m, auto& l, auto) { return factors_of_vkt(m, l); }},
        {"capital_cost",
         [](auto& m, auto& l, auto) { return factors_of_cost(m, "capital_cost", l); }},
        {"energy_cost",
         [](auto& m, auto& l, auto) { return factors_of_cost(m, "energy_cost", l); }},
        {"upkeep_cost",
         [](auto& m, auto& l, auto) { return factors_of_cost(m, "upkeep_cost", l); }},
        {"vehicle_energy", [](auto& m, auto& l, auto d) { return vehicle_energy(m, l, d); }},
        {"vehicle_co2", [](auto& m, auto& l, auto d) { return vehicle_co2(m, l, d); }},
        {"trips", [](auto& m, auto& l, auto) { return factors_of_trips(m, l); }},
        {"pkm", [](auto& m, auto& l, auto) { return factors_of_pkm(m, "pkm", l); }},
        {"local_pkm", [](auto& m, auto& l, auto) { return factors_of_pkm(m, "local_pkm", l); }},
        {"tkm", [](auto& m, auto& l, auto) { return factors_of_tkm(m, l); }},
        {"road_tkm", [](auto& m, auto& l, auto) { return factors_of_road_tkm(m, l); }},
        {"trip_share",
         [](auto& m, auto& l, auto) {
             return share(m, "trips", l, {}, behind_modes(m.cells().chosen(kMode, l)));
         }},
        {"pkm_share",
         [](auto& m, auto& l, auto) {
             return share(m, "pkm", l, {}, behind_modes(m.cells().chosen(kMode, l)));
         }},
        {"tkm_share",
         [](auto& m, auto& l, auto) {
             return share(m, "tkm", l, {}, behind_freight_modes(m.cells().chosen(kFreightMode, l)));
         }},
        {"nev_sales_share",
         [](auto& m, auto& l, auto) { return factors_of_nev_share(m, "sales", l); }},
        {"nev_stock_share",
         [](auto& m, auto& l, auto) { return factors_of_nev_share(m, "stock", l); }},
        {"nev_sales_share_auto",
         [](auto& m, auto& l, auto) { return factors_of_nev_share(m, "sales", l); }},
        {"nev_stock_share_auto",
         [](auto& m, auto& l, auto) { return factors_of_nev_share(m, "stock", l); }},
        {"electric_km_share",
         [](auto& m, auto& l, auto) -> Factors {
             const Ids& classes = m.cells().chosen(kClass, l);
             return {Maker::factor(Role::structure, "electric vehicle-km", "vehicle km/yr",
                                   {m.result("electric_vkm", l)},
                                   joined(behind_choice(classes), {{"daily-distance.*", 1}})),
                     [&] {
                         Term all = m.result("vkm", l);
                         all.is_divisor = true;
                         return Maker::factor(Role::structure, "1 / all vehicle-km",
                                              "1/(vehicle km/yr)", {std::move(all)});
                     }()};
         }},
        {"energy", [](auto& m, auto& l, auto d) { return factors_of_energy(m, l, d); }},
        {"co2", [](auto& m, auto& l, auto d) { return factors_of_gas(m, "co2", l, d); }},
        {"co2_production",
         [](auto& m, auto& l, auto d) { return factors_of_gas(m, "co2_production", l, d); }},
        {"ch4", [](auto& m, auto& l, auto d) { return factors_of_gas(m, "ch4", l, d); }},
        {"n2o", [](auto& m, auto& l, auto d) { return factors_of_gas(m, "n2o", l, d); }},
        {"co2e_upstream",
         [](auto& m, auto& l, auto d) { return factors_of_gas(m, "co2e_upstream", l, d); }},
        {"emissions",
         [](auto& m, auto& l, auto d) { return factors_of_emissions(m, "emissions", l, d); }},
        {"co2_by_boundary",
         [](auto& m, auto& l, auto d) { return factors_of_emissions(m, "co2_by_boundary", l, d); }},
        {"production_factor",
         [](auto& m, auto& l, auto) {
             return factors_of_path(m, "production_factor", l, "production");
         }},
        {"carrier_price",
         [](auto& m, auto& l, auto) { return factors_of_path(m, "carrier_price", l, "price"); }},
    };
    return kFinders;
}

double number_of(const Frame& frame, const Subject& subject) {
    return frame.cells.sum(subject.variable, subject.year, subject.labels);
}

}  // namespace

std::string_view word_of(Role role) {
    constexpr std::string_view kWords[] = {"activity", "structure", "intensity", "carbon", "price"};
    return kWords[static_cast<std::size_t>(role)];
}

Factors factors_of(const Frame& frame, const Subject& subject, Depth depth) {
    const auto find = finders().find(subject.variable);
    if (find == finders().end()) return {};
    const double number = number_of(frame, subject);
    if (std::isnan(number) || std::fpclassify(number) == FP_ZERO) return {};
    Factors factors = find->second(Maker(frame, subject.year), subject.labels, depth);
    const bool are_numbers = std::all_of(factors.begin(), factors.end(), [](const Factor& factor) {
        return std::isfinite(factor.value());
    });
    return are_numbers ? factors : Factors{};
}

std::vector<Behind> behind(const Frame& frame, const Subject& subject, const Factors& factors) {
    std::vector<Behind> patterns;
    for (const Factor& factor : factors) patterns = joined(std::move(patterns), factor.behind);
    if (!patterns.empty()) return patterns;
    const auto chosen = [&](const char* axis) {
        const auto axes = frame.cells.axes_of(subject.variable);
        const bool has = std::find(axes.begin(), axes.end(), axis) != axes.end();
        return has ? frame.cells.chosen(axis, subject.labels) : Ids{};
    };
    const Ids classes = chosen(kClass);
    if (subject.variable == "time_value") {
        return {{"passenger.time-value", 1},
                {"passenger.working-hours", 1},
                {"drivers.gdp", 1},
                {"drivers.population", 1}};
    }
    if (subject.variable == "battery_price") {
        return joined({{"battery.*", 1}}, {{"classes.*.technologies.*.battery", 2}});
    }
    if (subject.variable == "unmet_stock") return behind_stock(frame.scenario, classes);
    return classes.empty() ? patterns : behind_choice(classes);
}

double mismatch_of(const Factors& factors, double number) {
    std::vector<double> values;
    for (const Factor& factor : factors) values.push_back(factor.value());
    return model::asif_mismatch({values, values.size()}, number);
}

}  // namespace tanlu::explain
