#pragma once
// What `*.yaml` of a folder names besides scenarios.
#include <string>
#include <vector>

namespace tanlu::cli {

/// The files without those that are no scenarios by themselves: studies, packages of policies,
/// parameter sets. Each of these is told on standard error. A file that is named alone is not
/// passed over: whoever reads it says what it is. Throws InputError where nothing is left.
std::vector<std::string> scenarios_among(const std::vector<std::string>& files);

/// What a file is that is named by scenarios and never read alone, such as "a package"; empty for
/// all else.
std::string part_of_scenarios(const std::string& path);

}  // namespace tanlu::cli
