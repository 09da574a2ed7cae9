#pragma once
// The pack of a city in the making: what its parts share.
#include <string>
#include <string_view>
#include <vector>

#include "cities/city_pack.hpp"

namespace tanlu::cities {

/// A factor on numbers of the nation, with the rule in words and the sources behind it.
struct Ratio {
    double value = 1.0;
    std::string rule;
    std::string source;
};

struct Maker {
    const City& city;
    const config::Pack& nation;
    const NationTable& table;
    Diagnostics& diagnostics;
    CityPack pack;
    OverlayText out;
    std::string settlement;  ///< Its settlement type, an id of the nation.
    Ratio people, economy, road_freight;

    const Parameters<FileKind>& national() const { return nation.parameters; }

    Label label(std::initializer_list<std::string_view> items, std::string rule) const;
    /// Label of a number of the nation times a ratio.
    static Label label(const Ratio& ratio) { return {ratio.source, Grade::unverified, ratio.rule}; }
    Estimate amount(std::string_view item) const { return city.figure(item)->amount; }
    bool has(std::string_view item) const { return city.figure(item) != nullptr; }
    void note(std::string what, std::string paths, std::string rule) {
        pack.from_nation.push_back({std::move(what), std::move(paths), std::move(rule)});
    }

    /// Share of the trips made by a mode of the model, and the length of such a trip [km].
    Estimate share(std::string_view mode) const;
    Estimate distance(std::string_view mode) const;
    bool travels_by(std::string_view mode) const { return share(mode).value > 0.0; }
    /// Passenger-km of residents by a mode of the model [person km/yr].
    Estimate person_km_of(std::string_view mode) const;
    /// Items of the table behind that.
    std::vector<std::string> items_of(std::string_view mode) const;
};

/// Stocks, kilometres and energy of road vehicles; freight.
void make_vehicles(Maker& maker);

/// Rail, metro, aviation, shipping and what else is not on roads.
void make_nonroad(Maker& maker);

/// Inputs of indicators that the table gives.
void make_inputs(Maker& maker);

}  // namespace tanlu::cities
