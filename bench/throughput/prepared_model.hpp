#pragma once
// A scenario made ready to be simulated again and again.
#include <cstddef>

#include "config/scenario.hpp"
#include "lanes/lanes.hpp"
#include "levers/resolve.hpp"
#include "model/survival.hpp"
#include "plan/compile.hpp"
#include "region/region_model.hpp"

namespace tanlu::bench {

/// Parameters, positions and policies of a scenario in the arithmetic asked for. Every batch of it
/// is the same: lanes hold equal samples, and time does not depend on their numbers.
/// The scenario outlives it. Throws InputError where policies contradict each other.
template <class Real>
class PreparedModel {
public:
    explicit PreparedModel(const config::Scenario& scenario)
        : scenario_(scenario),
          parameters_(plan::compile<Real>(scenario.pack.parameters, scenario.pack.base_year,
                                          scenario.horizon)),
          structure_(region::structure_of(parameters_)),
          policies_(resolve()),
          model_(structure_, parameters_, scenario.pack.base_year, scenario.horizon) {}

    PreparedModel(const PreparedModel&) = delete;
    PreparedModel& operator=(const PreparedModel&) = delete;

    /// Simulates one batch. Returns the sum of the table of emissions over all years: equal for
    /// equal models, and reason enough for the compiler to compute.
    double run_batch() {
        Real sum = 0.0;
        const auto add = [&sum](int, const model::YearOutput<Real>& year) {
            for (const Real& value : year.emissions) sum += value;
        };
        const auto& outcome = model_.run(parameters_, policies_, add);
        if (!outcome.status.is_ok(0)) throw RunError("the run met a problem");
        return lane(sum, 0);
    }

    /// Cohort-year cells of one sample: pairs of class and technology x ages x years.
    std::size_t cells() const {
        const int years = scenario_.horizon - scenario_.pack.base_year + 1;
        return structure_.class_technologies * model::kAgeCount * static_cast<std::size_t>(years);
    }

private:
    region::Policies<Real> resolve() const {
        Diagnostics diagnostics;
        auto policies = levers::resolve<Real>(scenario_, parameters_, structure_, diagnostics);
        diagnostics.throw_if_errors();
        return policies;
    }

    const config::Scenario& scenario_;
    Parameters<RunKind<Real>> parameters_;
    region::Structure structure_;
    region::Policies<Real> policies_;
    region::RegionModel<Real> model_;
};

}  // namespace tanlu::bench
