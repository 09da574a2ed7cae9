#include "indicators/fields.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "schema/scalar.hpp"

namespace tanlu::indicators {
namespace {

/// The value of a reading, or the error and nothing.
template <class T>
std::optional<T> take(std::variant<T, schema::Problem> reading, const schema::Node& node,
                      Diagnostics& diagnostics) {
    if (const auto* problem = std::get_if<schema::Problem>(&reading)) {
        diagnostics.error(node.origin, problem->message, problem->hint);
        return std::nullopt;
    }
    return std::get<T>(std::move(reading));
}

}  // namespace

Fields::Fields(const schema::Node& node, Diagnostics& diagnostics)
    : node_(node), diagnostics_(diagnostics) {}

const schema::Node* Fields::find(std::string_view key, Presence presence) {
    known_.emplace_back(key);
    const schema::Entry* entry = node_.find(key);
    if (entry != nullptr) return &entry->value;
    if (presence == Presence::required) {
        error(node_.origin, fmt::format("key '{}' is missing", key));
    }
    return nullptr;
}

std::string Fields::text(std::string_view key, Presence presence) {
    const schema::Node* node = find(key, presence);
    return node == nullptr ? std::string() : scalar_text(*node, key);
}

std::vector<std::string> Fields::texts(std::string_view key, Presence presence) {
    std::vector<std::string> values;
    const schema::Node* node = sequence(key, presence);
    if (node == nullptr) return values;
    for (const auto& item : node->items) values.push_back(scalar_text(item, key));
    return values;
}

Text Fields::bilingual(std::string_view key) {
    const schema::Node* node = mapping(key, Presence::required);
    if (node == nullptr) return {};
    Fields fields(*node, diagnostics_);
    Text text{fields.text("en"), fields.text("zh", Presence::optional)};
    fields.finish();
    return text;
}

std::optional<double> Fields::number(std::string_view key, Presence presence) {
    const schema::Node* node = find(key, presence);
    if (node == nullptr) return std::nullopt;
    return take(schema::read_number(*node), *node, diagnostics_);
}

std::optional<int> Fields::integer(std::string_view key, Presence presence) {
    const schema::Node* node = find(key, presence);
    if (node == nullptr) return std::nullopt;
    return take(schema::read_integer(*node), *node, diagnostics_);
}

bool Fields::flag(std::string_view key, Presence presence) {
    const schema::Node* node = find(key, presence);
    if (node == nullptr) return false;
    return take(schema::read_flag(*node), *node, diagnostics_).value_or(false);
}

const schema::Node* Fields::sequence(std::string_view key, Presence presence) {
    const schema::Node* node = find(key, presence);
    if (node == nullptr || node->is_sequence()) return node;
    wrong_kind(*node, key, "a list");
    return nullptr;
}

const schema::Node* Fields::mapping(std::string_view key, Presence presence) {
    const schema::Node* node = find(key, presence);
    if (node == nullptr || node->is_mapping()) return node;
    wrong_kind(*node, key, "a mapping");
    return nullptr;
}

void Fields::finish() {
    for (const auto& entry : node_.entries) {
        if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
        error(entry.origin, fmt::format("unknown key '{}'", entry.key),
              did_you_mean(entry.key, known_));
    }
}

Origin Fields::place_of(std::string_view key) const {
    const schema::Entry* entry = node_.find(key);
    return entry == nullptr ? node_.origin : entry->value.origin;
}

void Fields::error(const Origin& origin, std::string message, std::string hint) {
    diagnostics_.error(origin, std::move(message), std::move(hint));
}

std::string Fields::scalar_text(const schema::Node& node, std::string_view key) {
    if (node.is_scalar() && !trimmed(node.text).empty()) return std::string(trimmed(node.text));
    wrong_kind(node, key, "text");
    return {};
}

void Fields::wrong_kind(const schema::Node& node, std::string_view key, std::string_view expected) {
    error(node.origin,
          fmt::format("'{}' is {} (expected {})", key, schema::kind_text(node), expected));
}

void Fields::unknown_word(const schema::Node& node, std::string_view key,
                          const std::vector<std::string>& words) {
    if (!node.is_scalar()) return wrong_kind(node, key, "a word");
    error(node.origin, fmt::format("'{}' is no {}", node.text, key),
          did_you_mean(node.text, words));
}

}  // namespace tanlu::indicators
