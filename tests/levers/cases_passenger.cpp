// Lever cases. Travel: service, prices, roads, places.
#include "levers/policies.hpp"

namespace tanlu::test {

std::vector<LeverCase> passenger_cases() {
    const std::vector<std::string> cities = {"megacity", "large-city", "small-city"};
    return {
        {policy("driving-restriction", {{"settlement", cities}}, "schedule", 0.4),
         "local_pkm",
         {"car"},
         -1},
        {policy("low-emission-zone", {{"technology", {"gasoline"}}, {"settlement", cities}}, "zone",
                0.4),
         "local_pkm",
         {"car"},
         -1},
        {policy("fares", {{"mode", {"bus"}}}, "fare", -0.5), "pkm", {"bus"}, +1},
        {policy("congestion-charge", {{"settlement", cities}}, {{"charge", 15.0}, {"zone", 0.3}}),
         "local_pkm",
         {"car"},
         -1},
        {policy("parking-price", {}, {{"charge", 10.0}, {"covered", 0.5}}),
         "local_pkm",
         {"car"},
         -1},
        {policy("transit-service", {{"mode", {"bus"}}}, "wait-time", -0.5), "pkm", {"bus"}, +1},
        {policy("bus-priority", {{"mode", {"bus"}}}, "speed", 0.3), "pkm", {"bus"}, +1},
        {policy("metro-expansion", {{"mode", {"metro"}}}, "coverage", 0.5), "pkm", {"metro"}, +1},
        {policy("shared-bikes", {{"mode", {"bike"}}}, "access-time", -0.5), "pkm", {"bike"}, +1},
        {policy("e-bike-support", {{"mode", {"e-bike"}}}, "effect", 0.3), "pkm", {"e-bike"}, +1},
        {policy("car-sharing", {}, "schedule", 0.2), "stock", {"private-car", "gasoline"}, -1},
        {policy("ride-pooling", {{"class", {"taxi"}}}, "occupancy", 0.3),
         "vkm",
         {"taxi", "gasoline"},
         -1},
        {policy("ride-hail", {{"class", {"taxi"}}}, "empty-running", -0.5),
         "vkm",
         {"taxi", "gasoline"},
         -1},
        {policy("maas-carbon-credit", {{"mode", {"bus", "metro", "bike"}}},
                {{"participants", 0.4}, {"effect", 0.3}}),
         "pkm",
         {"bus"},
         +1},
        {policy("active-mobility-infrastructure", {{"mode", {"bike"}}}, "effect", 0.5),
         "pkm",
         {"bike"},
         +1},
        {policy("compact-city", {{"settlement", {"megacity", "large-city"}}}, "schedule", 0.8),
         "local_pkm",
         {"car"},
         -1},
        {policy("telework", {}, "schedule", 0.1), "local_pkm", {"car"}, -1},
        {policy("road-building", {}, "lane-km", 0.5), "local_pkm", {"car"}, +1},
    };
}

}  // namespace tanlu::test
