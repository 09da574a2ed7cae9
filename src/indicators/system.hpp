#pragma once
// An indicator system as facts: what each row means, where it comes from, how far it was verified,
// what its targets are, and which computed indicator fills it. Read from models/indicators/*.yaml.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/origin.hpp"
#include "indicators/formula_check.hpp"
#include "indicators/vocabulary.hpp"
#include "parameters/field.hpp"
#include "units/unit.hpp"

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
    std::string scope;             ///< What it applies to, in words; may be empty.
    std::string note;
    bool benchmark = false;  ///< For orientation: never a verdict.
    std::string source;      ///< Key into System::sources.
    Verified verified = Verified::general_knowledge;
};

/// A convention in force that changes the value, e.g. {"green_includes_ebike", "false"}.
struct Switch {
    std::string name;
    std::string value;
    bool operator==(const Switch&) const = default;
};

/// A formula of a row, checked, with what is needed to compute and to show it.
struct Formula {
    std::string text;
    Expression tree;
    FormulaType type;
    units::Unit unit;  ///< Of what is shown: canonical numbers are divided by its size.
    /// Line and column of each character of the text in the file of the system.
    std::vector<std::pair<int, int>> places;
};

/// One of the values of a row that has formulas.
struct Variant {
    std::string name;  ///< Empty where the row has one value only.
    std::string name_zh;
    std::optional<Formula> formula;
    std::string not_derived;  ///< In place of a formula: which input is missing.
    std::string unit;         ///< Shown, where it differs from the row's.
    std::string stand_in;     ///< What the value stands in for.
    std::vector<Switch> switches;
};

/// A row of a system.
struct Indicator {
    std::string key;           ///< kebab-case, within its system
    std::string catalogue_id;  ///< Of the catalogue of indicators; empty for rows of users.
    Text name;                 ///< Either language may be missing where no official name was found.
    std::string group;
    std::vector<Level> levels;  ///< Where the system applies it.
    std::string definition;
    std::string formula_text;
    std::string unit;
    Direction direction = Direction::info;
    Derivable derivable = Derivable::full;
    std::vector<std::string> exogenous_inputs;
    std::vector<Target> targets;
    std::string scoring;               ///< How points are given, in words.
    std::optional<double> weight;      ///< Within its system, where one is defined.
    std::vector<std::string> sources;  ///< Keys into System::sources.
    Verified verified = Verified::general_knowledge;
    DefinitionStatus definition_status = DefinitionStatus::unverified;
    std::string notes;
    /// One of three: formulas, a name in the list of computed indicators, or what is missing.
    std::vector<Variant> variants;
    std::string built_in;
    std::string not_derived;
    std::string of_samples;               ///< A name in the list of rows of samples of studies.
    std::vector<std::string> boundaries;  ///< In which the formulas are evaluated.
    std::string gases;                    ///< co2 or co2e, where the boundary does not say.
    bool composite = false;               ///< A score of weighted and bounded parts.
    Origin origin;
};

struct System {
    std::string key;
    Text name;
    std::string owner;
    int year = 0;                       ///< 0 where none was seen.
    std::optional<int> official_count;  ///< How many rows the original has.
    bool official = false;              ///< False: defined by Tanlu, nobody's official list.
    std::string aggregation;
    std::string notes;
    std::vector<std::string> traps;
    std::vector<Level> targets_for;  ///< Whom the targets bind; empty: wherever a row applies.
    std::map<std::string, std::string> sources;
    Vocabulary vocabulary;  ///< Shared sets and inputs, with its own.
    std::vector<Indicator> indicators;
};

/// The formula row's error in its file. `formula` belongs to `row`.
[[noreturn]] void throw_located(const Indicator& row, const Formula& formula,
                                const FormulaError& error);

/// Place of an offset of a formula's text.
Origin place_in(const Formula& formula, const std::string& file, std::size_t at);

}  // namespace tanlu::indicators
