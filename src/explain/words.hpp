#pragma once
// Numbers as people say them: Mt, million vehicles, billion person-km.
#include <string>

namespace tanlu::explain {

/// A unit to show numbers in, and how many of the canonical unit it is.
struct Scale {
    double size = 1.0;
    std::string unit;
};

/// The unit in which a number of the order of `value` reads well.
Scale scale_of(double value, const std::string& unit);

/// Four significant digits, without unit and exponent where that can be.
std::string digits(double value);

/// Number and unit: "326.7 Mt", "38.9 %".
std::string shown(double value, const std::string& unit);

/// A change with its sign, to the digits that a number of `beside` has on the scale.
std::string shown_change(double change, double beside, const Scale& scale);

}  // namespace tanlu::explain
