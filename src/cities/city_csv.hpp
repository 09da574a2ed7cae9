#pragma once
// The table of a city: item,value,unit,low,high,source,grade,year,note.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "cities/estimate.hpp"
#include "schema/value.hpp"

namespace tanlu::cities {

/// A number of a city, in the canonical unit of its item.
struct Figure {
    Estimate amount;
    std::string source;
    Grade grade = Grade::unverified;
    int year = 0;
    std::string note;
    Origin origin;
};

/// A source of the second table: key,title,publisher,address,grade and, where wanted,
/// year,terms,note.
struct SourceRow {
    std::string key, title, publisher, year, address, terms, grade, note;
};

struct City {
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, Origin, std::less<>> text_origins;
    std::map<std::string, Figure, std::less<>> figures;
    std::vector<SourceRow> sources;
    Origin origin;                   ///< First row of the table.
    std::vector<std::string> notes;  ///< What reading changed, for the user.

    const Figure* figure(std::string_view key) const;
    /// Empty where left out.
    std::string text(std::string_view key) const;
};

/// The table of sources at `path`; keys are none of `known`.
std::vector<SourceRow> read_source_table(const std::string& path,
                                         const std::set<std::string>& known,
                                         Diagnostics& diagnostics);

/// The city in the table at `path`, its sources in that at `sources_path` (empty: none); `known`
/// are keys of sources it may use besides. Shares of trips add to 1: within 2 % they are scaled.
/// Everything wrong is reported, with its place.
City read_city_csv(const std::string& path, const std::string& sources_path,
                   const std::set<std::string>& known, int base_year, Diagnostics& diagnostics);

}  // namespace tanlu::cities
