#pragma once
// Indicators computed in code. A row of a system names one of them with `built-in:`. To add one:
// write the function in a family file, declare it in families.hpp, add its line to list.cpp, test.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/system.hpp"
#include "indicators/view.hpp"

namespace tanlu::indicators {

/// Value of an indicator: a number for each year of the result, or one number, or a word.
struct Outcome {
    std::string variant;          ///< Which of several values of a row, e.g. "versus 2020".
    std::string variant_zh;       ///< The same in Chinese, where the system says it.
    std::string unit;             ///< Where it differs from the row's.
    std::vector<double> by_year;  ///< One per year of the result; empty for a single value.
    std::optional<double> value;  ///< The single value.
    std::string text;             ///< Status, or why there is no value.
    std::optional<bool> passes;   ///< Verdict of a rule that is itself the target.
    std::string missing;          ///< Input without which this cannot be derived.
    std::string stand_in;         ///< What it stands in for, and then has no verdict.
    int undefined = 0;            ///< Years without a number where there should be one.
    std::vector<Switch> switches;
};

/// An Outcome per variant; one for most rows.
using Outcomes = std::vector<Outcome>;

/// Computes an indicator; `boundary` is empty for those without emissions. May throw MissingInput.
using Compute = Outcomes(const View& view, std::string_view boundary);

/// An entry of the list.
struct BuiltIn {
    std::string_view name;
    std::string_view unit;                         ///< What a row that names it must state.
    std::span<const std::string_view> boundaries;  ///< In the order shown; empty: no emissions.
    Compute* compute;
};

/// The explicit list, in list.cpp.
std::span<const BuiltIn> built_ins();

/// nullptr when there is none of this name.
const BuiltIn* find_built_in(std::string_view name);

// --- pieces the families share -------------------------------------------------------------------

/// A value for each year; years that are NaN count as undefined.
Outcome by_year(std::vector<double> values);

/// One number taken from `series`, or `otherwise` in words. When the series has undefined years
/// these are the reason, and are counted.
Outcome single(std::optional<double> value, AnnualSeries series, std::string otherwise);

/// As above for calendar years.
Outcome single_year(std::optional<int> year, AnnualSeries series, std::string otherwise);

/// A rule: 1 or 0 as the value, "yes" or "no" in words.
Outcome yes_no(std::optional<bool> answer, AnnualSeries series, std::string otherwise);

/// NaN becomes nothing.
std::optional<double> finite(double value);

/// Peak year as a value; the status in words where there is none.
Outcome peak_year_of(const View& view, const std::vector<double>& values);

/// The gases of an emission series: CO2, or CO2e for wtw.
std::string_view gases_of(std::string_view boundary);

}  // namespace tanlu::indicators
