#pragma once
// What a lever says about itself: which policies may use it, on what, with which numbers. The
// reader of policies, their errors, the reference and the JSON Schema all come from it.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/field.hpp"
#include "schema/value.hpp"

namespace tanlu::config {

enum class Requirement { required, optional };

/// What a policy may point at under `for:`.
struct SelectorSpec {
    std::string key;  ///< e.g. "class", "technology", "mode"
    std::string of;   ///< Path of the map whose ids are meant, e.g. "classes", "passenger.modes".
    /// Names that stand for several ids: "all", or the key of a flag of the entries, e.g. "nev" for
    /// every technology with `nev: true`.
    std::vector<std::string> groups;
    Requirement requirement = Requirement::required;
    std::string doc;
    /// An id for the example of the reference; the last of the groups where left out.
    std::string example{};
    std::string former{};  ///< Key it had before; still read, with a warning.
};

/// A number of the lever that changes over the years.
struct ParameterSpec {
    std::string key;   ///< e.g. "schedule", "headway"
    std::string unit;  ///< Canonical, with alternatives as in Field::unit.
    std::string doc;
    Range range = kAnyNumber;
    Requirement requirement = Requirement::required;
    /// The strength that does nothing; none for a number that only describes the policy (a cap, an
    /// age). A policy with every strength there is no policy, bit for bit.
    std::optional<double> neutral = 0.0;
    /// A strength for the example of the reference, made up; a fifth of the range where left out.
    std::optional<double> example{};
    std::string former{};  ///< Key it had before; still read, with a warning.
};

/// What is known about the effect of a lever.
struct Evidence {
    std::string text;
    std::string source;  ///< Reference in words; packs differ in their source keys.
    Grade grade = Grade::unverified;
};

/// Source of a lever whose effect nobody has measured, as far as is known to us. Such levers ship
/// at strength zero.
inline constexpr std::string_view kNoEvidence = "none";

/// What part of transport policy a lever belongs to; the order of the reference.
enum class Family { ownership, prices, vehicle_rules, supply, shared, land_use, freight };

inline constexpr std::array<std::string_view, 7> kFamilyTitles = {
    "Ownership and access",
    "Prices",
    "Vehicle rules",
    "Energy supply and infrastructure",
    "Public and shared transport",
    "Active mobility, land use and roads",
    "Freight"};

/// One kind of policy.
struct LeverSpec {
    std::string name;  ///< kebab-case, e.g. "minimum-sales-share"
    Family family = Family::vehicle_rules;
    Text title;
    std::string doc;  ///< Mechanism: what the number acts on, and what follows.
    std::vector<SelectorSpec> selectors;
    std::vector<ParameterSpec> parameters;
    std::string cost{};  ///< What it costs and whom, with the source; empty where nothing is known.
    Evidence evidence;
    std::vector<std::string> former{};  ///< Names it had before; still read, with a warning.
};

}  // namespace tanlu::config
