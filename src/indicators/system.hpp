#pragma once
// An indicator system as facts: what each row means, where it comes from, how far it was verified,
// what its targets are, and which computed indicator fills it. Read from models/indicators/*.yaml.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/origin.hpp"
#include "parameters/field.hpp"

namespace tanlu::indicators {

/// How far a fact was checked against its source. Only what was seen may be shown as official.
enum class Verified { seen, seen_secondary, general_knowledge, proposed };

/// Where the definition in force comes from.
enum class DefinitionStatus { source, operationalised, unverified, proposed };

enum class Direction { higher, lower, target, info };
enum class Derivable { full, partial, survey_input };
enum class Comparison { at_least, at_most, above, below, equal, about, range };
enum class Level { national, city, zone, neighbourhood, freight };

/// How each of these is written in YAML, and what it means.
std::span<const Option<Verified>> verified_options();
std::span<const Option<DefinitionStatus>> definition_status_options();
std::span<const Option<Direction>> direction_options();
std::span<const Option<Derivable>> derivable_options();
std::span<const Option<Comparison>> comparison_options();
std::span<const Option<Level>> level_options();

/// The key of a value in one of the lists above.
template <class Enum>
std::string_view key_of(std::span<const Option<Enum>> options, Enum value) {
    for (const auto& option : options) {
        if (option.value == value) return option.key;
    }
    return {};
}

/// Something to be reached, in the unit of its indicator.
struct Target {
    Comparison comparison = Comparison::at_least;
    double value = 0.0;
    std::optional<double> upper;   ///< Only for `range`: the upper end.
    std::optional<int> year;       ///< Nothing where no year was seen.
    std::optional<int> base_year;  ///< For changes against a year.
    std::string scope;             ///< What it applies to, in words.
    bool benchmark = false;        ///< For orientation: never a verdict.
    std::string source;            ///< Key into System::sources.
    Verified verified = Verified::general_knowledge;
};

/// A row of a system.
struct Indicator {
    std::string key;  ///< kebab-case, within its system
    Text name;        ///< Either language may be missing where no official name was found.
    std::string group;
    std::vector<Level> levels;  ///< Where the system applies it.
    std::string definition;
    std::string formula_text;
    std::string unit;
    Direction direction = Direction::info;
    Derivable derivable = Derivable::full;
    std::vector<std::string> exogenous_inputs;
    std::vector<Target> targets;
    std::vector<std::string> sources;  ///< Keys into System::sources.
    Verified verified = Verified::general_knowledge;
    DefinitionStatus definition_status = DefinitionStatus::unverified;
    std::string notes;
    std::string built_in;     ///< Name in the list of computed indicators, or empty:
    std::string not_derived;  ///< ... then which input is missing.
    Origin origin;
};

struct System {
    std::string key;
    Text name;
    std::string owner;
    int year = 0;
    bool official = false;  ///< False: defined by Tanlu, nobody's official list.
    std::string aggregation;
    std::string notes;
    std::vector<std::string> traps;
    std::map<std::string, std::string> sources;
    std::vector<Indicator> indicators;
};

}  // namespace tanlu::indicators
