#pragma once
// The pack of a city: what its table says, and the nation by stated rules for all else.
#include <map>
#include <string>
#include <vector>

#include "cities/city_csv.hpp"
#include "cities/nation.hpp"
#include "cities/overlay_text.hpp"

namespace tanlu::cities {

/// Numbers of the pack that the table of the city does not give, and where they come from.
struct FromNation {
    std::string what;
    std::string paths;
    std::string rule;
};

/// A switch of the electricity factor: the path of the nation in proportion to the factor of a
/// regional grid or province.
struct GridChoice {
    std::string id;      ///< "grid-province", "grid-nation"
    std::string en, zh;  ///< Title.
    std::string leaf;    ///< Text of carriers.electricity.production.
};

/// An input of indicators that the table gives: the text of its entry under `exogenous-series`.
struct IndicatorInput {
    std::string id;
    std::string leaf;
};

struct CityPack {
    std::string settlement;                     ///< Settlement type of the nation it is taken as.
    std::vector<std::string> notes;             ///< What the user should know.
    std::string overrides;                      ///< base.yaml below `overrides:`.
    std::map<std::string, std::string> series;  ///< CSV files by name, inside the pack.
    std::vector<std::string> without;           ///< Entries of the nation that fall away.
    std::vector<std::string> carried_over;      ///< Paths of the nation that count as unverified.
    std::vector<FromNation> from_nation;
    std::vector<GridChoice> grids;
    std::vector<IndicatorInput> inputs;
    std::vector<std::string> source_keys;  ///< Sources of the city and of nation.csv in use.
    double weak_share = 0.0;   ///< Share of the city's own numbers in use of grade C or U.
    std::string confidence;    ///< "high", "medium", "low", by that share.
    double local_share = 0.0;  ///< Part of the car-km that residents' trips explain.
};

/// Works the pack out. What cannot be used is reported with its place in the table of the city.
CityPack make_city_pack(const City& city, const config::Pack& nation, const NationTable& table,
                        Diagnostics& diagnostics);

}  // namespace tanlu::cities
