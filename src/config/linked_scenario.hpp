#pragma once
// The scenario that another kind of file names.
#include <span>
#include <string>

#include "config/scenario.hpp"

namespace tanlu::config {

struct LinkedScenario {
    std::string path;  ///< as found
    Scenario scenario;
};

/// Loads the scenario that `file` names by `link`, a path relative to it. Throws InputError where
/// the path is absolute, leads nowhere, or to a scenario with mistakes.
LinkedScenario load_linked_scenario(const std::string& file, const Name& link,
                                    std::span<const LeverSpec> levers, const Drafts& drafts);

}  // namespace tanlu::config
