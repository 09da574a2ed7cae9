// Lever cases. Freight, other transport and energy supply.
#include "levers/policies.hpp"

namespace tanlu::test {

std::vector<LeverCase> freight_cases() {
    return {
        {policy("truck-load", {{"class", {"truck-heavy"}}}, "schedule", 0.2),
         "vkm",
         {"truck-heavy", "diesel"},
         -1},
        {policy("carbon-price", {}, "schedule", 0.5), "co2", {"cars", "gasoline"}, -1},
        {policy("clean-production", {{"carrier", {"electricity"}}}, "schedule", 0.5),
         "co2_production",
         {"cars", "electricity"},
         -1},
        {policy("freight-shift", {{"mode", {"rail"}}}, "effect", 0.5), "tkm", {"rail"}, +1},
        {policy("intermodal-standardisation", {}, "transfer-cost", -0.5), "tkm", {"rail"}, +1},
        {policy("nonroad-carrier", {{"nonroad", {"aviation"}}, {"carrier", {"bio-jet"}}},
                "schedule", 0.4),
         "co2",
         {"aviation", "kerosene"},
         -1},
        {policy("nonroad-efficiency", {{"nonroad", {"shipping"}}}, "schedule", 0.3),
         "co2",
         {"shipping", "diesel"},
         -1},
    };
}

}  // namespace tanlu::test
