#pragma once
// What a lever says about itself: which policies may use it, on what, with which numbers. The
// reader of policies, their errors, the reference and the JSON Schema all come from it.
#include <string>
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
};

/// A number of the lever that changes over the years.
struct ParameterSpec {
    std::string key;   ///< e.g. "schedule", "headway"
    std::string unit;  ///< Canonical, with alternatives as in Field::unit.
    std::string doc;
    Range range = kAnyNumber;
    Requirement requirement = Requirement::required;
};

/// What is known about the effect of a lever.
struct Evidence {
    std::string text;
    std::string source;  ///< Reference in words; packs differ in their source keys.
    Grade grade = Grade::unverified;
};

/// One kind of policy.
struct LeverSpec {
    std::string name;  ///< kebab-case, e.g. "minimum-sales-share"
    Text title;
    std::string doc;
    std::vector<SelectorSpec> selectors;
    std::vector<ParameterSpec> parameters;
    Evidence evidence;
};

}  // namespace tanlu::config
