#pragma once
#include <ostream>
#include <span>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::cli {

/// Prints many scenarios side by side, a line each: peaks, levels and shares.
void print_overview(std::ostream& out, const Dataset& dataset,
                    std::span<const config::Scenario> scenarios);

}  // namespace tanlu::cli
