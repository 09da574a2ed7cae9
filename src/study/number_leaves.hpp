#pragma once
// The numbers of a scenario that draws may change, as its files have them.
#include <vector>

#include "schema/value.hpp"
#include "study/leaves.hpp"
#include "study/study.hpp"

namespace tanlu::study {

/// Leaves of the parameters of a scenario, then the numbers of its policies as
/// "policies.<id>.<key>"; pointers into the scenario.
std::vector<Leaf<FileKind>> number_leaves(const config::Scenario& scenario);

}  // namespace tanlu::study
