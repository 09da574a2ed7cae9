// Lever cases. Vehicles: what is bought, kept and scrapped.
#include "levers/policies.hpp"

namespace tanlu::test {

std::vector<LeverCase> vehicles_cases() {
    return {
        {policy("minimum-sales-share", {{"class", {"private-car"}}, {"technology", {"bev"}}},
                "schedule", 0.95),
         "sales",
         {"private-car", "bev"},
         +1},
        {policy("maximum-sales-share", {{"class", {"private-car"}}, {"technology", {"gasoline"}}},
                "schedule", 0.1),
         "sales",
         {"private-car", "gasoline"},
         -1},
        {policy("purchase-subsidy", {{"class", {"private-car"}}, {"technology", {"bev"}}},
                "schedule", 20000.0),
         "sales",
         {"private-car", "bev"},
         +1},
        {policy("purchase-tax-exemption", {{"class", {"private-car"}}, {"technology", {"bev"}}},
                "schedule", 1.0),
         "sales",
         {"private-car", "bev"},
         +1},
        {policy("market-development", {{"class", {"truck-heavy"}}, {"technology", {"fcev"}}},
                "schedule", 1.0),
         "sales",
         {"truck-heavy", "fcev"},
         +1},
        {policy("vehicle-efficiency", {{"class", {"truck-heavy"}}, {"technology", {"diesel"}}},
                "schedule", 0.2),
         "co2",
         {"trucks", "diesel"},
         -1},
    };
}

}  // namespace tanlu::test
