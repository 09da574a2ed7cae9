#pragma once
// Which inputs stand behind which factor, as patterns of paths (see study::matches): the equations
// of docs/theory read backwards. One step behind are inputs that the factor is made of, two and
// more those that work through another quantity of the model.
#include <string>
#include <vector>

#include "explain/factors.hpp"

namespace tanlu::explain {

using Ids = std::vector<std::string>;

std::vector<Behind> joined(std::vector<Behind> one, const std::vector<Behind>& other);
/// The same patterns further away.
std::vector<Behind> further(std::vector<Behind> patterns, int steps);

std::vector<Behind> behind_population();
std::vector<Behind> behind_income();
std::vector<Behind> behind_travel();
std::vector<Behind> behind_modes(const Ids& modes);
std::vector<Behind> behind_occupancy(const Ids& classes);
std::vector<Behind> behind_freight();
std::vector<Behind> behind_freight_modes(const Ids& modes);
std::vector<Behind> behind_load(const Ids& classes);
std::vector<Behind> behind_stock(const config::Scenario& scenario, const Ids& classes);
std::vector<Behind> behind_turnover(const Ids& classes);
std::vector<Behind> behind_choice(const Ids& classes);
std::vector<Behind> behind_vehicle_energy(const Ids& classes, const Ids& technologies);
std::vector<Behind> behind_nonroad(const Ids& modes);
/// Numbers of carriers, such as "co2" or "production".
std::vector<Behind> behind_carriers(const Ids& carriers, const Ids& keys);

}  // namespace tanlu::explain
