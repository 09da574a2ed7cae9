#pragma once
// `tanlu indicators STUDY`: targets under uncertainty.
#include <string>
#include <vector>

#include "cli/output.hpp"
#include "indicators/system.hpp"

namespace tanlu::cli {

/// What rows with targets, and rows that need many samples, come to over the samples of a study,
/// for each scenario and region; notes on the error stream what cannot be derived from the series
/// kept.
Table odds_table(const std::string& path, const std::vector<indicators::System>& systems);

}  // namespace tanlu::cli
