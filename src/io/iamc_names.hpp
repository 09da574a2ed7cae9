#pragma once
// Names and units of the IAMC (common-definitions) for what results call otherwise. The page for
// users is docs/formats/iamc.md.
#include <span>
#include <string>
#include <string_view>

namespace tanlu {

/// The name of a label of an axis in IAMC variables. Several labels may share one: their numbers
/// are added. A label that is not in the table gets its own words: "tram-train" -> "Tram Train".
std::string iamc_label(std::string_view axis, std::string_view label);

/// Whether the table has a label of an axis.
bool has_iamc_label(std::string_view axis, std::string_view label);

/// A line of the export besides the pattern that the variable itself carries. Axes that are not in
/// the pattern are added up.
struct IamcTotal {
    std::string_view variable;
    std::string_view pattern;
    std::string_view only_axis = "";  ///< Where given, `only_label` of this axis alone counts.
    std::string_view only_label = "";
};
std::span<const IamcTotal> iamc_totals();

/// Whether a label is outside the scope that the IAMC gives the variables of a name.
bool out_of_iamc_scope(std::string_view name, std::string_view axis, std::string_view label);

/// Unit of an IAMC variable: numbers of the result are divided by `divisor`.
struct IamcUnit {
    std::string unit;
    double divisor = 1.0;
};

/// The unit for a variable with `unit` in the result; that unit itself where there is no rule.
IamcUnit iamc_unit(std::string_view unit, std::string_view name);

}  // namespace tanlu
