#pragma once
// How tables name a region.
#include <string>

#include "config/pack.hpp"

namespace tanlu::cli {

/// The name, with a warning where many numbers of the region are not its own.
inline std::string titled(const config::Region& region) {
    return region.confidence == "low" ? region.title.en + " (low confidence)" : region.title.en;
}

/// What that warning means, for below a table; nothing where it does not stand there.
inline std::string confidence_note(const config::Region& region) {
    if (region.confidence != "low") return {};
    return "low confidence: most numbers of " + region.title.en +
           " are estimates by analogy or the nation's; read levels with their range (a study), "
           "differences between scenarios rather than levels\n";
}

}  // namespace tanlu::cli
