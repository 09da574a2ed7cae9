#pragma once
// What the levers of trucks share.
#include "levers/measure.hpp"

namespace tanlu::levers {

/// Calls act(class) for every selected class that carries freight; none is an error.
template <class Real, class Act>
void each_truck_class(const Measure<Real>& measure, Act act) {
    bool found = false;
    for (const std::size_t v : measure.selected("class", measure.parameters.classes)) {
        if (!measure.structure.classes[v].haulage) continue;
        found = true;
        act(v);
    }
    if (!found) measure.error("the policy matches nothing (none of the classes carries freight)");
}

}  // namespace tanlu::levers
