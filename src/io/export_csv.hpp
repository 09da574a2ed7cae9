#pragma once
#include <iosfwd>

#include "results/dataset.hpp"

namespace tanlu {

/// Writes a result as a long table: one line per number.
///   scenario,region,year,variable,<the other axes>...,value,unit
/// Axes that a variable does not have stay empty, and so do missing numbers; combinations that
/// exist in no year are left out. UTF-8, quoted as RFC 4180 says, lines end with a line feed.
void export_csv(const Dataset& dataset, std::ostream& out);

}  // namespace tanlu
