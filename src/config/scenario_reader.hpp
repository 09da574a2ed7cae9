#pragma once
#include <span>
#include <string>

#include "config/file_tree.hpp"
#include "config/scenario.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

/// The scenario whose own file, at `path`, holds `root`. Look at the diagnostics before using it.
Scenario read_scenario(const std::string& path, const schema::Node& root,
                       std::span<const LeverSpec> levers, FileTree& files,
                       Diagnostics& diagnostics);

}  // namespace tanlu::config
