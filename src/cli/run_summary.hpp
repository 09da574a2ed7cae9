#pragma once
// What a person wants to see after a run.
#include <iosfwd>
#include <span>
#include <string>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::cli {

enum class SummaryFormat { table, csv, json };

/// Peak, levels, shares, modal split, audit, statistics beside the model, unverified inputs.
/// `file` is where the result went; empty where it was not written.
void print_summary(std::ostream& out, const Dataset& dataset,
                   std::span<const config::Scenario> scenarios, const std::string& file,
                   SummaryFormat format);

}  // namespace tanlu::cli
