#pragma once
#include <string_view>

namespace tanlu {

/// Which build of Tanlu this is: enough to build the same one again. Written into result files.
struct BuildInfo {
    std::string_view version;     ///< "major.minor.patch"
    std::string_view git_hash;    ///< Commit configured, 40 digits; "unknown" outside a checkout.
    std::string_view build_type;  ///< "Release", "Debug", ...
    std::string_view compiler;    ///< Name and version, e.g. "GNU 12.2.0".
    std::string_view flags;       ///< Compiler flags in force, those for warnings included.
};

/// The build of the library that the program is linked with.
const BuildInfo& build_info();

/// "major.minor.patch" of the library.
std::string_view version();

}  // namespace tanlu
