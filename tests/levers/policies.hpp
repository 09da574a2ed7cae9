#pragma once
// One policy of every lever, strong and of strength zero, as a table that tests go through. A new
// lever without a row here fails test_schedules.cpp.
#include <string>
#include <vector>

#include "support/china.hpp"

namespace tanlu::test {

struct LeverCase {
    PolicyText policy;      ///< one number, in force from `kStart` on
    double neutral;         ///< the strength that does nothing
    const char* yaml;       ///< selectors as in a file
    const char* key;        ///< the number of the lever
    const char* zero_text;  ///< strength zero as in a file
    /// Output that the strong policy moves in kLook, and which way.
    const char* output;
    std::vector<std::string> cell;
    int sign;
};

inline constexpr int kStart = 2028;  ///< first year of the schedule
inline constexpr int kLook = 2035;

/// A policy with one number from kStart on.
inline PolicyText policy(std::string lever,
                         std::vector<std::pair<std::string, std::vector<std::string>>> selections,
                         std::string key, double strength) {
    return {std::move(lever), std::move(selections), {{std::move(key), {{kStart, strength}}}}};
}

inline const std::vector<LeverCase>& lever_cases() {
    static const std::vector<LeverCase> cases = {
        {policy("minimum-sales-share", {{"class", {"private-car"}}, {"technology", {"bev"}}},
                "schedule", 0.95),
         0.0,
         "{class: private-car, technology: bev}",
         "schedule",
         "0 %",
         "sales",
         {"private-car", "bev"},
         +1},
        {policy("maximum-sales-share", {{"class", {"private-car"}}, {"technology", {"gasoline"}}},
                "schedule", 0.1),
         1.0,
         "{class: private-car, technology: gasoline}",
         "schedule",
         "100 %",
         "sales",
         {"private-car", "gasoline"},
         -1},
        {policy("purchase-subsidy", {{"class", {"private-car"}}, {"technology", {"bev"}}},
                "schedule", 20000.0),
         0.0,
         "{class: private-car, technology: bev}",
         "schedule",
         "0 CNY2020/vehicle",
         "sales",
         {"private-car", "bev"},
         +1},
        {policy("purchase-tax-exemption", {{"class", {"private-car"}}, {"technology", {"bev"}}},
                "schedule", 1.0),
         0.0,
         "{class: private-car, technology: bev}",
         "schedule",
         "0 %",
         "sales",
         {"private-car", "bev"},
         +1},
        {policy("market-development", {{"class", {"truck-heavy"}}, {"technology", {"fcev"}}},
                "schedule", 1.0),
         0.0,
         "{class: truck-heavy, technology: fcev}",
         "schedule",
         "0 %",
         "sales",
         {"truck-heavy", "fcev"},
         +1},
        {policy("vehicle-efficiency", {{"class", {"truck-heavy"}}, {"technology", {"diesel"}}},
                "schedule", 0.2),
         0.0,
         "{class: truck-heavy, technology: diesel}",
         "schedule",
         "0 %",
         "co2",
         {"trucks", "diesel"},
         -1},
        {policy("truck-load", {{"class", {"truck-heavy"}}}, "schedule", 0.2),
         0.0,
         "{class: truck-heavy}",
         "schedule",
         "0 %",
         "vkm",
         {"truck-heavy", "diesel"},
         -1},
        {policy("carbon-price", {}, "schedule", 0.5),
         0.0,
         "",
         "schedule",
         "0 CNY2020/kg",
         "co2",
         {"cars", "gasoline"},
         -1},
        {policy("clean-production", {{"carrier", {"electricity"}}}, "schedule", 0.5),
         0.0,
         "{carrier: electricity}",
         "schedule",
         "0 %",
         "co2_production",
         {"cars", "electricity"},
         -1},
        {policy("transit-service", {{"mode", {"bus"}}}, "wait-time", -0.5),
         0.0,
         "{mode: bus}",
         "wait-time",
         "0 %",
         "pkm",
         {"bus"},
         +1},
        {policy("active-mobility-infrastructure", {{"mode", {"bike"}}}, "effect", 0.5),
         0.0,
         "{mode: bike}",
         "effect",
         "0 %",
         "pkm",
         {"bike"},
         +1},
        {policy("compact-city", {{"settlement", {"megacity", "large-city"}}}, "schedule", 0.8),
         0.0,
         "{settlement: [megacity, large-city]}",
         "schedule",
         "0 %",
         "local_pkm",
         {"car"},
         -1},
        {policy("freight-shift", {{"mode", {"rail"}}}, "effect", 0.5),
         0.0,
         "{mode: rail}",
         "effect",
         "0 %",
         "tkm",
         {"rail"},
         +1},
        {policy("intermodal-standardisation", {}, "transfer-cost", -0.5),
         0.0,
         "",
         "transfer-cost",
         "0 %",
         "tkm",
         {"rail"},
         +1},
        {policy("nonroad-carrier", {{"nonroad", {"aviation"}}, {"carrier", {"bio-jet"}}},
                "schedule", 0.4),
         0.0,
         "{nonroad: aviation, carrier: bio-jet}",
         "schedule",
         "0 %",
         "co2",
         {"aviation", "kerosene"},
         -1},
        {policy("nonroad-efficiency", {{"nonroad", {"shipping"}}}, "schedule", 0.3),
         0.0,
         "{nonroad: shipping}",
         "schedule",
         "0 %",
         "co2",
         {"shipping", "diesel"},
         -1},
    };
    return cases;
}

/// The shipped scenario with a policy more.
inline config::Scenario with(const config::Scenario& from, const PolicyText& text) {
    config::Scenario scenario = from;
    add_policy(scenario, text);
    return scenario;
}

}  // namespace tanlu::test
