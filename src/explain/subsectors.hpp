#pragma once
// Factors of energy and emissions by subsector: of its vehicles, trains, ships and aeroplanes.
#include "explain/demand.hpp"

namespace tanlu::explain {

/// Energy of subsectors: activity * energy per activity * share of the carriers. Of several
/// subsectors: population * GDP per head * energy per GDP.
Factors factors_of_energy(const Maker& make, const Labels& labels, Depth depth);

/// The same with the emission per energy of a gas: co2, co2_production, ch4, n2o, co2e_upstream.
/// That of one carrier is an input, unless policies change it.
Factors factors_of_gas(const Maker& make, const std::string& gas, const Labels& labels,
                       Depth depth);

/// Emissions in a boundary, of subsectors or of all.
Factors factors_of_emissions(const Maker& make, const std::string& variable, const Labels& labels,
                             Depth depth);

}  // namespace tanlu::explain
