#pragma once
// A check sum behind the end of an HDF5 file. The HDF5 library does not look there, and it crashes
// on some damaged files: the seal is what lets us refuse those without opening them.
#include <string>

namespace tanlu {

/// Appends the SHA-256 of what the closed file `path` holds. Throws EnvironmentError naming
/// `shown`.
void append_seal(const std::string& path, const std::string& shown);

/// Throws InputError where the file does not agree with its seal. A file without one passes:
/// another program may have changed it, which removes the seal, or cut it off.
void check_seal(const std::string& path);

/// The same for files that nobody else writes: one without a seal is damaged too.
void expect_seal(const std::string& path);

}  // namespace tanlu
