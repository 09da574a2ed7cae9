#pragma once
// Input files of an older format: what has to be written otherwise in them. What is out of date,
// the readers say while they read; nothing is declared here. Writes no files.
#include <span>
#include <string>
#include <vector>

#include "config/lever_spec.hpp"
#include "migration/text_edits.hpp"

namespace tanlu::migration {

/// A file and what it says after the migration.
struct FileChange {
    std::string path;
    std::string before;  ///< Its bytes as they are.
    std::string after;   ///< Its bytes as they should be.
    std::vector<ChangedLine> lines;
};

/// What has to change in a scenario, a package of policies, a parameter set, a study, a
/// calibration, a set of elasticities, or all files of a model pack (its directory or pack.yaml);
/// empty when all is of the present format. The header of a pack comes last. The changed texts have
/// been read again, and mean the same: same documents but for the names, same effective
/// configuration. Throws InputError with everything that is wrong.
std::vector<FileChange> changes_to(const std::string& path,
                                   std::span<const config::LeverSpec> levers);

}  // namespace tanlu::migration
