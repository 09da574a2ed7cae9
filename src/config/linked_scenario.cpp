#include "config/linked_scenario.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/diagnostics.hpp"

namespace tanlu::config {

LinkedScenario load_linked_scenario(const std::string& file, const Name& link,
                                    std::span<const LeverSpec> levers, const Drafts& drafts) {
    namespace fs = std::filesystem;
    Diagnostics diagnostics;
    if (fs::path(link.text).is_absolute()) {
        diagnostics.error(link.origin, fmt::format("'{}' is an absolute path", link.text),
                          "write a path relative to this file");
        diagnostics.throw_if_errors();
    }
    LinkedScenario linked;
    linked.path = (fs::path(file).parent_path() / link.text).lexically_normal().string();
    std::error_code ignored;
    if (!fs::exists(linked.path, ignored)) {
        diagnostics.error(link.origin, fmt::format("cannot read '{}' (no such file)", linked.path));
        diagnostics.throw_if_errors();
    }
    linked.scenario = load_scenario(linked.path, levers, drafts);
    return linked;
}

}  // namespace tanlu::config
