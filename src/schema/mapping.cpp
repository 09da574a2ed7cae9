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

void Mapping::deprecated(std::string_view old, std::string_view key) {
    former_.push_back({std::string(old), std::string(key)});
    const Entry* entry = usable_ ? node_.find(old) : nullptr;
    if (!entry) return;
    const std::string old_path = joined_path(path_, old);
    const std::string path = joined_path(path_, key);
    if (const Entry* other = node_.find(key)) {
        diagnostics_.error(
            entry->origin,
            fmt::format("'{}' is the former name of '{}', which is given too (at {})", old_path,
                        path, to_string(other->origin)),
            fmt::format("keep '{}' alone", key));
        return;
    }
    diagnostics_.warning(entry->origin,
                         fmt::format("'{}' is the former name of '{}'", old_path, path),
                         fmt::format("write '{}' in its place; 'tanlu migrate' does it", key),
                         Replacement{entry->origin, std::string(old), std::string(key)});
}

const Node* Mapping::optional(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
    if (!usable_) return nullptr;
    const Entry* entry = node_.find(key);
    for (const auto& former : former_) {
        if (!entry && former.key == key) entry = node_.find(former.old);
    }
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
        const auto is_former = [&](const Former& former) { return former.old == entry.key; };
        if (std::any_of(former_.begin(), former_.end(), is_former)) continue;
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
