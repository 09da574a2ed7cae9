#pragma once
// The nation that a city is taken from: its pack in the same base year, and figures of its parts.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cities/city_csv.hpp"
#include "config/pack.hpp"

namespace tanlu::cities {

/// A figure of the nation or of one of its parts.
struct NationRow {
    double value = 0.0;
    int year = 0;
    std::string source;
    Grade grade = Grade::unverified;
    Origin origin;
};

/// nation.csv: item,place,year,value,unit,source,grade,note. Items: `gdp` (current prices), `grid`
/// (CO2 per kWh of a regional grid, a province, the nation under its region id), `road-freight`.
struct NationTable {
    std::vector<SourceRow> sources;
    std::map<std::string, std::map<int, NationRow>> gdp;   ///< [CNY/yr], by place and year
    std::map<std::string, std::map<int, NationRow>> grid;  ///< [kg/MJ], by place and year
    std::map<int, NationRow> road_freight;                 ///< of the nation [t km/yr], by year
    std::vector<std::string> grid_places;
};

/// Reads nation.csv and, where it is there, nation-sources.csv in a directory.
NationTable read_nation_table(const std::string& directory, const config::Pack& pack,
                              Diagnostics& diagnostics);

using FileClass = VehicleClass<FileKind>;

/// Kilometres per year of a class in the base year [km/yr].
double vehicle_km(const FileClass& vehicle_class);
/// Vehicles of a class at the end of the base year.
double stock(const FileClass& vehicle_class);
/// Passenger-km of a mode in the base year: its own, or those of the classes that serve it.
double person_km(const config::Pack& pack, std::string_view mode);

/// The number of a path in a year that has one, or between two that have, on a straight line.
double at(const Trajectory& path, int year);

/// Entry of a map of a pack; nullptr where there is none.
template <class Entries>
auto* entry_of(Entries& entries, std::string_view id) {
    for (auto& entry : entries) {
        if (entry.id.text == id) return &entry;
    }
    return static_cast<decltype(&entries.front())>(nullptr);
}

}  // namespace tanlu::cities
