#pragma once
// The year loop: one region, one scenario, one sample (double) or eight (Lanes).
#include <functional>

#include "model/outputs.hpp"
#include "model/status.hpp"
#include "parameters/parameters.hpp"
#include "region/policies.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

/// What a run needs; all of it outlives the run.
template <class Real>
struct RunInputs {
    const Parameters<RunKind<Real>>& parameters;
    const Structure& structure;
    const Policies<Real>& policies;
    int base_year;
    int horizon;
};

/// Factors that tie the model to the data of the base year, written to the result.
template <class Real>
struct BaseMatch {
    std::vector<Real> energy_factor;  ///< on energy use, by class-technology row [1]
    std::vector<Real> trip_factor;    ///< on local trips, by passenger mode [1]
};

template <class Real>
struct RunOutcome {
    model::Status<Real> status;
    BaseMatch<Real> match;
    int problem_year = 0;             ///< first year in which a sample had a problem; 0 for none
    std::vector<std::size_t> unruly;  ///< classes whose rules on sales could not be met then
};

/// Simulates base year to horizon. `record` is called once a year, in order.
template <class Real>
RunOutcome<Real> simulate(
    const RunInputs<Real>& inputs,
    const std::function<void(int year, const model::YearOutput<Real>&)>& record);

/// Names of the built-in checks, the axis of YearOutput::audit.
inline constexpr std::string_view kAuditChecks[] = {"stock-flow", "sales-shares", "kilometres",
                                                    "tonnes",     "energy",       "wtw"};

}  // namespace tanlu::region
