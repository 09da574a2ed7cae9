#pragma once
#include "base/diagnostics.hpp"
#include "config/scenario.hpp"
#include "levers/lever.hpp"
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

/// The same for drawn numbers of parameters and policies, without judging the policies: that has
/// been done for the central values. What a sample makes impossible becomes a problem of that
/// sample when it is run.
template <class Real>
region::Policies<Real> resolve_drawn(const config::Scenario& scenario,
                                     const Parameters<RunKind<Real>>& parameters,
                                     const region::Structure& structure,
                                     std::span<const DrawnPath<Real>> drawn);

}  // namespace tanlu::levers
