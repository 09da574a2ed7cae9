#include "explain/behind.hpp"

#include <algorithm>

namespace tanlu::explain {
namespace {

/// One pattern per id: before + id + after.
void add_each(std::vector<Behind>& patterns, const std::string& before, const Ids& ids,
              const std::string& after, int steps) {
    for (const auto& id : ids) patterns.push_back({before + id + after, steps});
}

}  // namespace

std::vector<Behind> joined(std::vector<Behind> one, const std::vector<Behind>& other) {
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

std::vector<Behind> further(std::vector<Behind> patterns, int steps) {
    for (auto& pattern : patterns) pattern.steps += steps;
    return patterns;
}

std::vector<Behind> behind_population() {
    return {{"drivers.population", 1}};
}

std::vector<Behind> behind_income() {
    return {{"drivers.gdp", 1}};
}

/// §2.3, §6: trips and their length, intercity travel with income.
std::vector<Behind> behind_travel() {
    return {{"drivers.gdp", 2},
            {"drivers.income-elasticity.*.passenger", 1},
            {"drivers.income-elasticity.*.income", 2},
            {"drivers.urban-share", 2},
            {"drivers.local-shock", 2},
            {"drivers.intercity-shock", 2},
            {"passenger.local.settlements.*.trip-rate", 1},
            {"passenger.local.settlements.*.trip-length", 1},
            {"passenger.local.length-elasticity", 1},
            {"passenger.local.induced", 2},
            {"passenger.modes.*.base-pkm", 1},
            {"passenger.intercity.income-factor", 1},
            {"passenger.intercity.induced", 2}};
}

/// §6.4-6.8: what makes a mode attractive, and how much travellers mind.
std::vector<Behind> behind_modes(const Ids& modes) {
    std::vector<Behind> patterns = {{"passenger.local.logit-scale", 1},
                                    {"passenger.intercity.logit-scale", 1},
                                    {"passenger.time-value", 2},
                                    {"passenger.nests.*.mu", 2},
                                    {"passenger.local.ownership-effect", 2},
                                    {"passenger.intercity.ownership-effect", 2},
                                    {"passenger.local.settlements.*.modes.*.share", 2},
                                    {"passenger.local.settlements.*.modes.*.speed", 3}};
    add_each(patterns, "passenger.modes.", modes, ".*", 1);
    add_each(patterns, "passenger.local.settlements.*.modes.", modes, ".*", 1);
    add_each(patterns, "passenger.intercity.modes.", modes, ".*", 1);
    return patterns;
}

std::vector<Behind> behind_occupancy(const Ids& classes) {
    std::vector<Behind> patterns;
    add_each(patterns, "classes.", classes, ".occupancy", 1);
    return patterns;
}

/// §7.1: tonne-km with GDP, or on a given path.
std::vector<Behind> behind_freight() {
    return {{"drivers.gdp", 2},
            {"drivers.income-elasticity.*.freight", 1},
            {"freight.commodities.*.near-elasticity", 1},
            {"freight.commodities.*.index", 1},
            {"freight.modes.*.base-tkm", 1},
            {"freight.modes.*.bulk-share", 2},
            {"freight.haulage.*.elasticity", 1}};
}

/// §7.2: choice of the mode of goods that can change it.
std::vector<Behind> behind_freight_modes(const Ids& modes) {
    std::vector<Behind> patterns = {{"freight.logit-scale", 1},
                                    {"freight.commodities.*.contestable", 1},
                                    {"freight.commodities.*.time-value", 2},
                                    {"freight.transfer-cost", 2},
                                    {"freight.drayage", 2},
                                    {"freight.modes.*.*", 2}};
    add_each(patterns, "freight.modes.", modes, ".*", 1);
    return patterns;
}

/// Base-year load: tonne-km over stock times kilometres.
std::vector<Behind> behind_load(const Ids& classes) {
    std::vector<Behind> patterns;
    add_each(patterns, "classes.", classes, ".base-tkm", 1);
    add_each(patterns, "classes.", classes, ".technologies.*.vkt", 1);
    add_each(patterns, "classes.", classes, ".technologies.*.stock", 2);
    return patterns;
}

/// §3: what sets the stock of classes, by their rules.
std::vector<Behind> behind_stock(const config::Scenario& scenario, const Ids& classes) {
    std::vector<Behind> patterns;
    for (const auto& from : scenario.pack.parameters.classes) {
        const std::string& id = from.id.text;
        if (std::find(classes.begin(), classes.end(), id) == classes.end()) continue;
        const std::string path = "classes." + id;
        patterns.push_back({path + ".technologies.*.stock", 1});
        switch (from.stock_rule) {
            case StockRule::ownership:
                patterns.push_back({path + ".ownership.**", 1});
                patterns.push_back({"drivers.gdp", 1});
                break;
            case StockRule::follow:
                patterns.push_back({path + ".stock-elasticity", 1});
                patterns = joined(std::move(patterns),
                                  further(behind_stock(scenario, {from.follows.text}), 1));
                break;
            case StockRule::gdp:
                patterns.push_back({path + ".stock-elasticity", 1});
                patterns.push_back({"drivers.gdp", 1});
                break;
            case StockRule::path:
                patterns.push_back({path + ".stock-path", 1});
                break;
            case StockRule::activity:
                patterns =
                    joined(std::move(patterns),
                           further(from.haulage.empty() ? behind_travel() : behind_freight(), 1));
                break;
        }
    }
    return patterns;
}

/// §4: how long vehicles stay.
std::vector<Behind> behind_turnover(const Ids& classes) {
    std::vector<Behind> patterns;
    add_each(patterns, "classes.", classes, ".survival.*", 1);
    add_each(patterns, "classes.", classes, ".initial-age.*", 2);
    return patterns;
}

/// §5: what buyers choose.
std::vector<Behind> behind_choice(const Ids& classes) {
    std::vector<Behind> patterns;
    for (const char* key : {"asc-half-life", "asc-long-run", "asc-cap", "sales-share", "price",
                            "battery", "price-decline", "price-floor"}) {
        add_each(patterns, "classes.", classes, std::string(".technologies.*.") + key, 1);
    }
    for (const char* key :
         {"upkeep", "electric-range", "inconvenience.*", "base-subsidy", "base-tax-relief"}) {
        add_each(patterns, "classes.", classes, std::string(".technologies.*.") + key, 2);
    }
    add_each(patterns, "classes.", classes, ".choice.*", 1);
    return joined(std::move(patterns), {{"technology-nests.*.mu", 2},
                                        {"battery.*", 1},
                                        {"purchase-tax.*", 2},
                                        {"carriers.*.price", 2}});
}

/// §6.10: energy per kilometre of the base year and its fall.
std::vector<Behind> behind_vehicle_energy(const Ids& classes, const Ids& technologies) {
    std::vector<Behind> patterns;
    for (const auto& id : classes) {
        const std::string path = "classes." + id + ".technologies.";
        add_each(patterns, path, technologies, ".energy.*.use", 1);
        add_each(patterns, path, technologies, ".efficiency-gain", 1);
    }
    add_each(patterns, "classes.", classes, ".age-of-use", 2);
    return patterns;
}

/// §8: energy of the base year, its fall, the shares of carriers.
std::vector<Behind> behind_nonroad(const Ids& modes) {
    std::vector<Behind> patterns;
    add_each(patterns, "nonroad.", modes, ".propulsion.*.*", 1);
    add_each(patterns, "nonroad.", modes, ".gain", 1);
    return patterns;
}

std::vector<Behind> behind_carriers(const Ids& carriers, const Ids& keys) {
    std::vector<Behind> patterns;
    for (const auto& key : keys) add_each(patterns, "carriers.", carriers, "." + key, 1);
    return patterns;
}

}  // namespace tanlu::explain
