#pragma once
// tanlu new city: from tables to the files of a pack and its scenarios.
#include <string>
#include <vector>

#include "cities/city_pack.hpp"
#include "cities/directories.hpp"

namespace tanlu::cities {

struct NewCity {
    std::string id;            ///< Small letters, digits, single hyphens.
    std::string table;         ///< The table of the city.
    std::string sources;       ///< That of its sources; sources.csv beside it where empty.
    std::string national;      ///< Directory of the national pack.
    std::string nation_table;  ///< Directory of nation.csv.
    std::string to = ".";      ///< Where models/ and scenarios/ are.
};

struct MadeCity {
    std::vector<NewDirectory> directories;  ///< The pack, then the scenarios.
    CityPack pack;
    int base_year = 0;
    std::vector<std::string> notes;  ///< What the user should know.
};

/// First line of files that the program writes, and may write again.
std::string written_by(const std::string& city);
inline constexpr const char* kWrittenBy = "# Written by 'tanlu new city";

/// Works out all files, writes none. Throws InputError with everything that is wrong in the tables;
/// `diagnostics` then has the warnings too.
MadeCity make_city(const NewCity& wanted, Diagnostics& diagnostics);

}  // namespace tanlu::cities
