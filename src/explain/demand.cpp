#include "explain/demand.hpp"

#include "explain/axes.hpp"
#include "explain/behind.hpp"

namespace tanlu::explain {

void append(Factors& factors, Factors more) {
    for (Factor& factor : more) factors.push_back(std::move(factor));
}

Factor population(const Maker& make) {
    return Maker::factor(Role::activity, "population", "person", {make.result("population")},
                         behind_population());
}

Factor gdp(const Maker& make) {
    return Maker::factor(Role::activity, "GDP", "CNY2020/yr", {make.result("gdp")},
                         behind_income());
}

Labels only(const Labels& labels, const std::string& axis) {
    const auto found = labels.find(axis);
    return found == labels.end() ? Labels{} : Labels{{axis, found->second}};
}

Factors factors_of_pkm(const Maker& make, const std::string& variable, const Labels& labels) {
    Factors factors = {population(make), Maker::ratio(Role::activity, "travel per head",
                                                      "km/person/yr", make.result(variable),
                                                      make.result("population"), behind_travel())};
    if (labels.contains(kMode)) {
        factors.push_back(Maker::ratio(Role::structure, "share of the mode", "1",
                                       make.result(variable, labels), make.result(variable),
                                       behind_modes(make.cells().chosen(kMode, labels))));
    }
    return factors;
}

Factors factors_of_trips(const Maker& make, const Labels& labels) {
    const Labels settlements = only(labels, kSettlement);
    Factors factors = {population(make), Maker::ratio(Role::activity, "trips per head",
                                                      "1/person/yr", make.result("trips"),
                                                      make.result("population"), behind_travel())};
    if (!settlements.empty()) {
        factors.push_back(Maker::ratio(
            Role::structure, "share of the settlements in trips", "1",
            make.result("trips", settlements), make.result("trips"),
            {{"passenger.local.settlements.*.population-share", 1}, {"drivers.urban-share", 1}}));
    }
    if (labels.contains(kMode)) {
        factors.push_back(Maker::ratio(
            Role::structure, "share of the mode in them", "1", make.result("trips", labels),
            make.result("trips", settlements), behind_modes(make.cells().chosen(kMode, labels))));
    }
    return factors;
}

Factors factors_of_tkm(const Maker& make, const Labels& labels) {
    Factors factors = {gdp(make),
                       Maker::ratio(Role::activity, "tonne-km per GDP", "t km/CNY2020",
                                    make.result("tkm"), make.result("gdp"), behind_freight())};
    if (labels.contains(kFreightMode)) {
        factors.push_back(Maker::ratio(
            Role::structure, "share of the mode", "1", make.result("tkm", labels),
            make.result("tkm"), behind_freight_modes(make.cells().chosen(kFreightMode, labels))));
    }
    return factors;
}

Factors factors_of_road_tkm(const Maker& make, const Labels& labels) {
    Factors factors = {gdp(make),
                       Maker::ratio(Role::activity, "tonne-km of trucks per GDP", "t km/CNY2020",
                                    make.result("road_tkm"), make.result("gdp"), behind_freight())};
    if (labels.contains(kClass)) {
        factors.push_back(Maker::ratio(Role::structure, "share of the class", "1",
                                       make.result("road_tkm", labels), make.result("road_tkm"),
                                       behind_load(make.cells().chosen(kClass, labels))));
    }
    return factors;
}

}  // namespace tanlu::explain
