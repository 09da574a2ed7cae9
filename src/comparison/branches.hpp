#pragma once
// The branches of transport that a scenario of a result has in a year.
#include <optional>
#include <string_view>

#include "comparison/factors.hpp"
#include "config/scenario.hpp"
#include "indicators/view.hpp"

namespace tanlu::comparison {

/// Emissions as the sum over branches, ttw or ttw_grid; nothing for other boundaries, whose
/// upstream the results do not tell by class, and for years without numbers. Classes of road
/// vehicles are branches, the other modes by subsector. What moves people and goods together has
/// its part in both, a person counted as a tonne. `scenario` is that of the view. Throws
/// MissingInput.
std::optional<Place> place_at(const indicators::View& view, const config::Scenario& scenario,
                              std::string_view boundary, int year);

}  // namespace tanlu::comparison
