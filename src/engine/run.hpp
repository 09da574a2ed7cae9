#pragma once
// Deterministic runs: scenarios in, one dataset out.
#include <span>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// Which instantiation of the model computes a run.
enum class Arithmetic {
    lanes,      ///< as ensembles do; what result files hold
    reference,  ///< plain double, to check the lanes against
};

/// Runs the scenarios, in parallel, and gathers every output and the shares derived from them over
/// the axes scenario, region, year and those of the outputs. Axes are the union over the scenarios;
/// combinations that do not exist are NaN. Throws InputError where policies contradict each other
/// or two scenarios share an id, and RunError where a run leaves the domain of the model.
Dataset run(std::span<const config::Scenario> scenarios, Arithmetic arithmetic = Arithmetic::lanes);

/// Largest residual of the built-in identities that passes the audit.
inline constexpr double kAuditTolerance = 1e-9;

}  // namespace tanlu::engine
