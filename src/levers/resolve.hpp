#pragma once
#include "base/diagnostics.hpp"
#include "config/scenario.hpp"
#include "parameters/parameters.hpp"
#include "region/policies.hpp"
#include "region/structure.hpp"

namespace tanlu::levers {

/// What the policies of a scenario come to, year by year. Policies that match nothing or contradict
/// each other are errors at their place in the file.
template <class Real>
region::Policies<Real> resolve(const config::Scenario& scenario,
                               const Parameters<RunKind<Real>>& parameters,
                               const region::Structure& structure, Diagnostics& diagnostics);

}  // namespace tanlu::levers
