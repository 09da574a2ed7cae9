#pragma once
// The effective configuration as a file of its own.
#include <span>
#include <string_view>

#include "config/file_tree.hpp"
#include "config/scenario.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

/// The first key of such a file; its value is the version of the format.
inline constexpr std::string_view kEffectiveKey = "tanlu-effective";
inline constexpr int kEffectiveVersion = 1;

/// The scenario in such a document. Look at the diagnostics before using it.
Scenario read_effective(const schema::Node& root, std::span<const LeverSpec> levers,
                        FileTree& files, Diagnostics& diagnostics);

}  // namespace tanlu::config
