#include "schema/mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace tanlu::schema {
namespace {

/// " of 'classes.bus'", or nothing at the top of a file.
std::string of_path(const std::string& path) {
    return path.empty() ? std::string() : fmt::format(" of '{}'", path);
}

}  // namespace

std::string joined_path(std::string_view parent, std::string_view key) {
    return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

Mapping::Mapping(const Node& node, std::string path, Diagnostics& diagnostics)
    : node_(node), path_(std::move(path)), diagnostics_(diagnostics), usable_(node.is_mapping()) {
    if (usable_) return;
    diagnostics_.error(node.origin,
                       fmt::format("{} where the keys{} are due", kind_text(node), of_path(path_)));
}

const Node* Mapping::optional(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
    const Entry* entry = usable_ ? node_.find(key) : nullptr;
    return entry ? &entry->value : nullptr;
}

const Node* Mapping::required(std::string_view key, std::string example) {
    const Node* value = optional(key);
    if (!value && usable_) missing_.push_back({std::string(key), std::move(example)});
    return value;
}

void Mapping::finish() {
    std::vector<std::string> absent;
    for (const auto& missing : missing_) absent.push_back(missing.key);
    for (const auto& entry : node_.entries) {
        if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
        // A misspelt key is most likely one that is missing.
        std::string meant = nearest(entry.key, absent);
        diagnostics_.error(entry.origin,
                           fmt::format("unknown key '{}'{}", entry.key, of_path(path_)),
                           meant.empty() ? did_you_mean(entry.key, known_)
                                         : fmt::format("did you mean '{}'?", meant));
        if (meant.empty()) meant = nearest(entry.key, known_);
        std::erase_if(missing_, [&](const Missing& missing) { return missing.key == meant; });
    }
    for (const auto& missing : missing_) {
        const std::string what = path_.empty()
                                     ? fmt::format("'{}' is missing", missing.key)
                                     : fmt::format("'{}' has no '{}'", path_, missing.key);
        diagnostics_.error(
            node_.origin, what,
            missing.example.empty() ? missing.example : "expected " + missing.example);
    }
}

}  // namespace tanlu::schema
