#pragma once
// What stands below a table of indicators.
#include <span>
#include <string>

#include "indicators/evaluate.hpp"
#include "indicators/words.hpp"

namespace tanlu::indicators {

/// Name of an indicator with its variant.
std::string name_of(const Evaluation& evaluation, Language language);

/// Lists of the rows that cannot be derived and why, of targets with their sources, of the
/// conventions in force and of values without a number; each only where there is something to say.
std::string notes_below(std::span<const Evaluation> evaluations, Language language);

}  // namespace tanlu::indicators
