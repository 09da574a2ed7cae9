#pragma once
// Factors of travel and freight, and what others of them begin with.
#include <string>
#include <vector>

#include "explain/maker.hpp"

namespace tanlu::explain {

using Factors = std::vector<Factor>;

void append(Factors& factors, Factors more);

/// The labels of one axis alone.
Labels only(const Labels& labels, const std::string& axis);

Factor population(const Maker& make);
Factor gdp(const Maker& make);

/// Person-km (`pkm` or `local_pkm`): population * travel per head * share of the modes.
Factors factors_of_pkm(const Maker& make, const std::string& variable, const Labels& labels);
/// Local trips: population * trips per head * share of settlements * share of modes.
Factors factors_of_trips(const Maker& make, const Labels& labels);
/// Tonne-km: GDP * tonne-km per GDP * share of the modes, or of truck classes.
Factors factors_of_tkm(const Maker& make, const Labels& labels);
Factors factors_of_road_tkm(const Maker& make, const Labels& labels);

}  // namespace tanlu::explain
