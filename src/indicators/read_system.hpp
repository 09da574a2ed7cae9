#pragma once
// Indicator systems from YAML.
#include <string>
#include <vector>

#include "indicators/system.hpp"

namespace tanlu::indicators {

/// Reads a system file, strictly. Throws InputError with everything that is wrong in it, each with
/// its place: unknown and missing keys, words that are none of the choices, sources that are not
/// listed, computed indicators that do not exist or have another unit, formulas whose names or
/// units are wrong.
System read_system(const std::string& path);

/// Sets and inputs that every system may use: models/indicators/common.yaml.
Vocabulary shared_vocabulary();

/// Whether a file is a system, by its key `system`. False where it cannot be read.
bool is_system_file(const std::string& path);

/// Names of the systems that come with Tanlu, by name: the files in models/indicators/.
std::vector<std::string> shipped_systems();

/// Those that are shown unless others are asked for.
const std::vector<std::string>& default_systems();

/// Reads the systems of these names or paths, each once; "all" stands for every shipped one.
std::vector<System> read_systems(const std::vector<std::string>& names);

/// Path of a shipped system by its name, or of a file of the user, which ends in .yaml. Looked for
/// in $TANLU_DATA_DIR, beside the program as installed, and in the source tree it was built from.
/// Throws InputError where there is none.
std::string system_path(const std::string& name);

}  // namespace tanlu::indicators
