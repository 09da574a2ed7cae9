#pragma once
// Files of the user, read within bounds before anything looks at them.
#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"

namespace tanlu::schema {

/// Largest input file [bytes]. Bulk tables belong into several CSV files.
inline constexpr std::size_t kLargestFile = 4u << 20;

/// Content of a regular file of at most kLargestFile bytes of UTF-8 without control characters; a
/// byte order mark is taken off. Otherwise an error and nothing. `referrer` is the place that names
/// the file; unknown for a file given on the command line.
std::optional<std::string> read_input(const std::string& path, const Origin& referrer,
                                      Diagnostics& diagnostics);

/// The same bounds for text from elsewhere, such as a result file.
bool is_clean_text(const std::string& text, const std::string& file, Diagnostics& diagnostics);

}  // namespace tanlu::schema
