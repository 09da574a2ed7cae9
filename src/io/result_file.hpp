#pragma once
// Result files: docs/formats/result-file.md describes what is in them.
#include <string>
#include <string_view>

#include "io/pending_file.hpp"
#include "results/dataset.hpp"

namespace tanlu {

/// What the root attribute `tanlu_format` says, and the version of the format written here. A file
/// of the same major version can be read; the minor version counts additions.
inline constexpr std::string_view kResultFormat = "tanlu-result";
inline constexpr std::string_view kResultFormatVersion = "1.0";

/// Writes a result file. The same dataset makes the same bytes. The file appears under its name
/// only when it is complete and on disk. Adds the attributes Conventions, tanlu_format and
/// format_version, and tanlu_version and git_hash where the dataset has none.
/// Throws EnvironmentError (disk, permissions, existing file), and Error where the dataset
/// contradicts itself.
void write_result(const Dataset& dataset, const std::string& path, Overwrite overwrite);

/// Reads a result file back: what `write_result` was given, and its tanlu_version and git_hash.
/// Throws InputError where the file is no result, of another version, damaged or incomplete, and
/// EnvironmentError where it cannot be read.
Dataset read_result(const std::string& path);

}  // namespace tanlu
