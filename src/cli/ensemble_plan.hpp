#pragma once
// What a study will take: said before it starts, and by --dry-run.
#include <iosfwd>
#include <string>
#include <vector>

#include "cli/ensemble_options.hpp"
#include "ensemble/shards.hpp"

namespace tanlu::cli {

/// Measures the speed on a few blocks and prints time, bytes, memory, and advice for a cluster.
void print_plan(std::ostream& out, const ensemble::Plan& plan, int threads,
                const EnsembleOptions& options);

/// " --samples N --seed M": what the options change in the design of the study.
std::string design_options(const EnsembleOptions& options);

/// One line on what is about to be run: samples, bytes, memory.
void announce(std::ostream& out, const ensemble::Plan& plan,
              const std::vector<ensemble::SampleRange>& ranges, const EnsembleOptions& options,
              int threads);

}  // namespace tanlu::cli
