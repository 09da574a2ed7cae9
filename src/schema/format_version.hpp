#pragma once
// Which version of the format an input file is written in. One number for scenarios, packages,
// parameter sets, studies, calibrations and packs; docs/formats/versions.md says what changed.
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

/// The key that says it. A file without the key is of version 1, which had none.
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kFormatDoc =
    "Version of the format of the file; 1 where left out.";
inline constexpr int kOldestFormat = 1;
inline constexpr int kFormat = 2;

/// Whether a document can be read: of this version or an older one, which is a warning. Otherwise
/// an error, and nothing of the document should be read. `name` is what 'tanlu migrate' is given.
bool check_format(const Node& root, const std::string& name, Diagnostics& diagnostics);

}  // namespace tanlu::schema
