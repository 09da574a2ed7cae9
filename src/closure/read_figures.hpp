#pragma once
// The table of published figures of a pack: closure.csv.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "cities/estimate.hpp"
#include "closure/checks.hpp"
#include "schema/value.hpp"

namespace tanlu::closure {

/// Name of the table in the directory of a pack, and of that of sources which the pack lacks.
inline constexpr const char* kFiguresFile = "closure.csv";
inline constexpr const char* kSourcesFile = "closure-sources.csv";

/// A row of the table.
struct Figure {
    const Check* check = nullptr;            ///< nullptr: cannot be computed; `note` says why.
    std::string name;                        ///< Of what; empty where the check says enough.
    std::optional<cities::Estimate> amount;  ///< In the unit of the check; none: no figure known.
    int year = 0;
    /// What the model's number is multiplied by first, such as boardings per trip.
    cities::Estimate factor{1.0, 1.0, 1.0};
    std::string source;
    Grade grade = Grade::unverified;
    std::string boundary;          ///< What the figure holds.
    std::string area;              ///< Where it holds.
    bool by_construction = false;  ///< An input of the pack was made from it.
    bool is_stand_in = false;      ///< Of another place, for want of one of this.
    std::string note;
    Origin origin;
};

/// The figures in the table at `path`; `known` are the keys of sources. Everything wrong is
/// reported, with its place.
std::vector<Figure> read_figures(const std::string& path, const std::set<std::string>& known,
                                 Diagnostics& diagnostics);

}  // namespace tanlu::closure
