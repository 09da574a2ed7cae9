#pragma once
#include <iosfwd>
#include <string>

#include "io/pending_file.hpp"

namespace tanlu {

enum class ExportFormat {
    csv,   ///< long table, export_csv.hpp
    iamc,  ///< wide table of the IAMC, export_iamc.hpp
};

/// Writes the result file `result` as a table to the file `target`, or to `standard_output` where
/// `target` is "-". Throws what `read_result` and `write_text` throw; an existing file is refused
/// before the result is read.
void export_result(const std::string& result, ExportFormat format, const std::string& target,
                   Overwrite overwrite, std::ostream& standard_output);

}  // namespace tanlu
