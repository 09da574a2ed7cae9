#pragma once
// Units of measure: what a unit text means, and conversion between units of the same dimension.
//
// Syntax: products by blank, '*' or '·', quotients by '/', powers by '^', parentheses, numbers.
// A blank binds closer than '/': "L/100 km" is L/(100 km) and "CNY2020/t km" is CNY2020/(t km).
// A year is an accounting year of exactly 365 days = 8760 hours.
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tanlu/error.hpp"

namespace tanlu::units {

/// Why a text is not a unit, or why two units do not go together. `hint` may be empty.
class UnitError : public Error {
public:
    UnitError(const std::string& message, std::string hint);
    const std::string& hint() const { return hint_; }

private:
    std::string hint_;
};

enum class Base { length, mass, time, energy, vehicle, person };
inline constexpr int kBaseCount = 6;

/// Powers of the base dimensions. Money of each currency and price year is a dimension of its own:
/// CNY2020 and CNY2019 never convert into each other.
struct Dimension {
    std::array<int, kBaseCount> powers{};
    std::map<std::string, int> money;  ///< "CNY2020" -> power; no zero powers.

    bool is_none() const;
    bool operator==(const Dimension&) const = default;
};

/// "energy/length", "money CNY2020/vehicle", "pure number".
std::string to_string(const Dimension& dimension);

/// A parsed unit. Its size in canonical units (km, kg, yr, MJ, vehicle, person, money as named) is
/// kept as a fraction, so that 57 % is exactly 0.57.
struct Unit {
    Dimension dimension;
    double numerator = 1.0;
    double denominator = 1.0;
    bool has_name = false;  ///< A quantity was named: "kg/kg" and not "1" or "%".

    double factor() const { return numerator / denominator; }
};

/// Meaning of a unit text. Throws UnitError: unknown name (with the nearest one), syntax.
Unit parse_unit(std::string_view text);

/// A value given in `from`, expressed in `to`. Throws UnitError when the dimensions differ.
double convert(double value, const Unit& from, const Unit& to);
double convert(double value, std::string_view from, std::string_view to);

/// Every name a unit may be built from, for the reference.
std::vector<std::string> known_names();

}  // namespace tanlu::units
