#pragma once
// Factors of the kilometres, energy and CO2 of road vehicles.
#include "explain/maker.hpp"

namespace tanlu::explain {

/// Classes whose energy is booked in a subsector.
std::vector<std::string> classes_in(const config::Scenario& scenario, const std::string& subsector);

/// Factors that multiply to the vehicle-km of classes, all technologies:
///   passenger:  population * travel per head * share of the modes * vehicle-km per person-km
///   freight:    GDP * tonne-km per GDP * share of road and class * vehicle-km per tonne-km
///   otherwise:  population * vehicles per head * kilometres per vehicle
/// Followed to the activity only (Depth::activity), they begin with person-km or tonne-km.
std::vector<Factor> kilometres(const Maker& make, const std::vector<std::string>& classes,
                               Depth depth);

/// Share of technologies in the kilometres of classes; none where all are meant.
std::vector<Factor> technology_share(const Maker& make, const Labels& labels);

/// Factors of vehicle_energy, and of vehicle_co2 with the carbon of the carriers.
std::vector<Factor> vehicle_energy(const Maker& make, const Labels& labels, Depth depth);
std::vector<Factor> vehicle_co2(const Maker& make, const Labels& labels, Depth depth);

/// CO2 per energy of one carrier, from the inputs:  co2 * (1 - biogenic share).
std::vector<Factor> direct_carbon(const Maker& make, const std::string& carrier);

}  // namespace tanlu::explain
