// Lever cases. Travel: service, prices, roads, places.
#include "levers/policies.hpp"

namespace tanlu::test {

std::vector<LeverCase> passenger_cases() {
    return {
        {policy("transit-service", {{"mode", {"bus"}}}, "wait-time", -0.5), "pkm", {"bus"}, +1},
        {policy("active-mobility-infrastructure", {{"mode", {"bike"}}}, "effect", 0.5),
         "pkm",
         {"bike"},
         +1},
        {policy("compact-city", {{"settlement", {"megacity", "large-city"}}}, "schedule", 0.8),
         "local_pkm",
         {"car"},
         -1},
    };
}

}  // namespace tanlu::test
