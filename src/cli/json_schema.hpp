#pragma once
// JSON Schema (draft-7) of the input files, from the same declarations as their readers: editors
// complete keys and mark mistakes while the user types. What a schema cannot say (dimensions of
// units, references, rules between values), `tanlu check` does.
#include <string>
#include <vector>

namespace tanlu::cli {

/// "pack", "pack-part", "sources", "scenario", "package", "parameter-set", "study".
const std::vector<std::string>& schema_names();

/// The schema of this name as text.
std::string json_schema(const std::string& name);

}  // namespace tanlu::cli
