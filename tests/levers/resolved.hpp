#pragma once
// A scenario with its policies resolved, for tests that look at tables or at one component.
#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "support/china.hpp"

namespace tanlu::test {

struct Resolved {
    explicit Resolved(const config::Scenario& scenario)
        : parameters(plan::compile<double>(scenario.pack.parameters, scenario.pack.base_year,
                                           scenario.horizon)),
          structure(region::structure_of(parameters)),
          policies(levers::resolve<double>(scenario, parameters, structure, diagnostics)) {
        diagnostics.throw_if_errors();
    }
    Resolved(const Resolved&) = delete;
    Resolved& operator=(const Resolved&) = delete;

    Diagnostics diagnostics;
    Parameters<RunKind<double>> parameters;
    region::Structure structure;
    region::Policies<double> policies;
};

}  // namespace tanlu::test
