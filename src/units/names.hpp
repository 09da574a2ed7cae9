#pragma once
// The table of unit names.
#include <array>
#include <string_view>

#include "units/unit.hpp"

namespace tanlu::units {

/// A name with its dimension and its size in canonical units as a fraction.
struct NamedUnit {
    std::string_view name;
    std::array<int, kBaseCount> powers;  ///< length, mass, time, energy, vehicle, person
    double numerator;
    double denominator;
};

inline constexpr std::array<int, kBaseCount> kNone{0, 0, 0, 0, 0, 0};
inline constexpr std::array<int, kBaseCount> kLength{1, 0, 0, 0, 0, 0};
inline constexpr std::array<int, kBaseCount> kVolume{3, 0, 0, 0, 0, 0};
inline constexpr std::array<int, kBaseCount> kMass{0, 1, 0, 0, 0, 0};
inline constexpr std::array<int, kBaseCount> kTime{0, 0, 1, 0, 0, 0};
inline constexpr std::array<int, kBaseCount> kEnergy{0, 0, 0, 1, 0, 0};
inline constexpr std::array<int, kBaseCount> kPower{0, 0, -1, 1, 0, 0};
inline constexpr std::array<int, kBaseCount> kVehicle{0, 0, 0, 0, 1, 0};
inline constexpr std::array<int, kBaseCount> kPerson{0, 0, 0, 0, 0, 1};

/// Accounting year [s]: 365 days.
inline constexpr double kSecondsPerYear = 365.0 * 86400.0;

inline constexpr NamedUnit kNames[] = {
    {"m", kLength, 1, 1e3},
    {"km", kLength, 1, 1},
    {"L", kVolume, 1, 1e12},
    {"ug", kMass, 1, 1e9},
    {"mg", kMass, 1, 1e6},
    {"g", kMass, 1, 1e3},
    {"kg", kMass, 1, 1},
    {"t", kMass, 1e3, 1},
    {"kt", kMass, 1e6, 1},
    {"Mt", kMass, 1e9, 1},
    {"Gt", kMass, 1e12, 1},
    {"s", kTime, 1, kSecondsPerYear},
    {"min", kTime, 60, kSecondsPerYear},
    {"h", kTime, 3600, kSecondsPerYear},
    {"hour", kTime, 3600, kSecondsPerYear},
    {"hours", kTime, 3600, kSecondsPerYear},
    {"day", kTime, 1, 365},
    {"days", kTime, 1, 365},
    {"yr", kTime, 1, 1},
    {"year", kTime, 1, 1},
    {"years", kTime, 1, 1},
    {"J", kEnergy, 1, 1e6},
    {"kJ", kEnergy, 1, 1e3},
    {"MJ", kEnergy, 1, 1},
    {"GJ", kEnergy, 1e3, 1},
    {"TJ", kEnergy, 1e6, 1},
    {"PJ", kEnergy, 1e9, 1},
    {"EJ", kEnergy, 1e12, 1},
    {"Wh", kEnergy, 36, 1e4},
    {"kWh", kEnergy, 36, 10},
    {"MWh", kEnergy, 3600, 1},
    {"GWh", kEnergy, 3.6e6, 1},
    {"TWh", kEnergy, 3.6e9, 1},
    // Tonne of coal equivalent: 7000 kcal/kg at 4.1868 kJ/kcal (GB/T 2589).
    {"gce", kEnergy, 293076, 1e7},
    {"kgce", kEnergy, 293076, 1e4},
    {"tce", kEnergy, 293076, 10},
    {"ktce", kEnergy, 29307600, 1},
    {"Mtce", kEnergy, 29307600e3, 1},
    // Tonne of oil equivalent: 10000 kcal/kg.
    {"toe", kEnergy, 41868, 1},
    {"ktoe", kEnergy, 41868e3, 1},
    {"Mtoe", kEnergy, 41868e6, 1},
    {"W", kPower, kSecondsPerYear, 1e6},
    {"kW", kPower, kSecondsPerYear, 1e3},
    {"MW", kPower, kSecondsPerYear, 1},
    {"GW", kPower, kSecondsPerYear * 1e3, 1},
    {"vehicle", kVehicle, 1, 1},
    {"vehicles", kVehicle, 1, 1},
    {"person", kPerson, 1, 1},
    {"persons", kPerson, 1, 1},
    {"passenger", kPerson, 1, 1},
    {"passengers", kPerson, 1, 1},
    {"pkm", {1, 0, 0, 0, 0, 1}, 1, 1},
    {"vkm", {1, 0, 0, 0, 1, 0}, 1, 1},
    {"tkm", {1, 1, 0, 0, 0, 0}, 1e3, 1},
    {"trip", kNone, 1, 1},
    {"trips", kNone, 1, 1},
};

/// Numbers in words.
inline constexpr NamedUnit kNumbers[] = {
    {"%", kNone, 1, 100},
    {"thousand", kNone, 1e3, 1},
    {"million", kNone, 1e6, 1},
    {"billion", kNone, 1e9, 1},
};

/// What a mass may be a mass of. The gas is no dimension: which one is meant, the field says.
inline constexpr std::string_view kGases[] = {"CO2e", "CO2", "CH4", "N2O", "NOx", "H2"};

}  // namespace tanlu::units
