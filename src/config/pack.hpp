#pragma once
// A model pack: the structure and the data of one region, as read from its directory.
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "parameters/parameters.hpp"
#include "schema/value.hpp"

namespace tanlu::config {

/// Where a number comes from. Years may be text, such as "2016-2020".
struct Source {
    Name id;
    std::string title;
    std::string publisher;
    std::string year;
    std::string address;
    std::string terms;
    Grade grade = Grade::unverified;
    std::string note;
};

/// A file that was read, for the record of a run.
struct InputFile {
    std::string path;
    std::string sha256;  ///< 64 hexadecimal digits
};

/// Texts that are read in place of those of files, by path: what a file would say.
using Drafts = std::map<std::string, std::string>;

enum class ObservedQuantity {
    automobile_stock,
    private_car_stock,
    nev_stock,
    truck_stock,
    automobile_sales,
    nev_sales_share,
    rail_pkm,
    aviation_pkm,
    road_tkm,
    rail_tkm,
    water_tkm,
    gasoline_energy,
    diesel_energy,
    gasoline_diesel_energy,
    direct_co2,
};

/// Key, canonical unit and meaning of an observed quantity.
struct ObservedQuantityInfo {
    ObservedQuantity quantity;
    std::string_view key;
    std::string_view unit;
    std::string_view doc;
};
std::span<const ObservedQuantityInfo> observed_quantities();

/// A statistic that results are printed beside; never an input of the model.
struct Observation {
    Name id;
    Text title;
    ObservedQuantity quantity = ObservedQuantity::automobile_stock;
    Trajectory path;  ///< Its anchors are the observations.
};

/// The place a pack describes.
struct Region {
    std::string id;
    Text title;
    std::string level;       ///< One of kRegionLevels; empty for national.
    std::string part_of;     ///< Id of the region that holds this one; empty where none is known.
    std::string area;        ///< What of the place is meant, such as the municipality.
    std::string boundary;    ///< What its totals hold, in words.
    std::string confidence;  ///< One of kConfidences; empty where nothing is said.
};

inline constexpr std::string_view kRegionLevels[] = {"national", "city", "zone"};
inline constexpr std::string_view kConfidences[] = {"high", "medium", "low"};

/// Header of a pack in its directory.
inline constexpr const char* kPackFile = "pack.yaml";

struct Pack {
    Origin origin;  ///< Start of pack.yaml.
    std::string id;
    Text title;
    Region region;
    int base_year = 0;
    int horizon = 0;
    std::string factor_set;
    int price_year = 0;
    std::vector<std::string> parts;  ///< Other files of the pack, as listed in pack.yaml.
    Parameters<FileKind> parameters;
    std::vector<Observation> observations;
    std::vector<Source> sources;
    std::vector<InputFile> files;
    std::vector<Diagnostic> warnings;  ///< What reading it found worth saying.
};

/// Reads the pack in directory `path` (or with this `pack.yaml`), checks it and turns fuel amounts
/// into energy. Throws InputError with everything that is wrong.
Pack load_pack(const std::string& path, const Drafts& drafts = {});

/// What must hold between the values of a pack: shares that add to one, fields that a rule needs,
/// lists as long as the bands they belong to.
void validate(const Pack& pack, Diagnostics& diagnostics);

/// Turns amounts by volume or mass (energy use, prices, factors of production) into energy with the
/// energy content of the carrier; unit, number and place as written are kept. An amount of the
/// wrong kind for the carrier is an error. Amounts in energy are left alone.
void resolve_fuel_amounts(Pack& pack, Diagnostics& diagnostics);

}  // namespace tanlu::config
