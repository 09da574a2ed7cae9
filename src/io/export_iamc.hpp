#pragma once
#include <iosfwd>

#include "results/dataset.hpp"

namespace tanlu {

/// Writes a result as the wide table of the IAMC, which pyam reads:
///   Model,Scenario,Region,Variable,Unit,2019,2020,...
/// Holds what has an IAMC name: the patterns of the variables and the totals of `iamc_totals`, in
/// IAMC units. No index comes twice, missing numbers stay empty. Throws InputError where the result
/// has no scenarios, regions or years.
void export_iamc(const Dataset& dataset, std::ostream& out);

}  // namespace tanlu
