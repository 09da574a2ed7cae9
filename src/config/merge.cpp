#include "config/merge.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "schema/mapping.hpp"

namespace tanlu::config {
namespace {

constexpr int kMergedLevels = 1;

void merge_at(schema::Node& whole, schema::Node part, const std::string& path, int level,
              Diagnostics& diagnostics) {
    for (auto& entry : part.entries) {
        schema::Entry* present = whole.find(entry.key);
        if (!present) {
            whole.entries.push_back(std::move(entry));
        } else if (level < kMergedLevels && present->value.is_mapping() &&
                   entry.value.is_mapping()) {
            merge_at(present->value, std::move(entry.value), schema::joined_path(path, entry.key),
                     level + 1, diagnostics);
        } else {
            diagnostics.error(
                entry.origin,
                fmt::format("'{}' is given twice (first at {})",
                            schema::joined_path(path, entry.key), to_string(present->origin)),
                "remove one of the two");
        }
    }
}

}  // namespace

void merge(schema::Node& whole, schema::Node part, Diagnostics& diagnostics) {
    merge_at(whole, std::move(part), "", 0, diagnostics);
}

bool set_node(schema::Node& root, std::string_view path, schema::Node value, const Origin& key) {
    schema::Node* at = &root;
    auto keys = split(path, '.');
    const std::string last = std::move(keys.back());
    keys.pop_back();
    for (const auto& step : keys) {
        schema::Entry* entry = at->find(step);
        if (!entry || !entry->value.is_mapping()) return false;
        at = &entry->value;
    }
    if (schema::Entry* present = at->find(last)) {
        present->origin = key;
        present->value = std::move(value);
    } else {
        at->entries.push_back({last, key, std::move(value)});
    }
    return true;
}

}  // namespace tanlu::config
