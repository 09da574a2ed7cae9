#include "tanlu/version.hpp"

namespace tanlu {

// The values come from src/base/CMakeLists.txt.
const BuildInfo& build_info() {
    static constexpr BuildInfo kInfo{TANLU_VERSION, TANLU_GIT_HASH, TANLU_BUILD_TYPE,
                                     TANLU_COMPILER, TANLU_FLAGS};
    return kInfo;
}

std::string_view version() {
    return build_info().version;
}

}  // namespace tanlu
