#include "schema/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "schema/leaf_reader.hpp"
#include "schema/quantity.hpp"
#include "schema/scalar.hpp"

namespace tanlu::schema {

Reader::Reader(const Node& node, const std::string& path, ReadContext& context)
    : mapping_(node, path, context.diagnostics), context_(context) {}

void Reader::scalar(const Field& field, Value& value) {
    const Node* node = mapping_.required(field.key, example_value(field));
    if (!node) return;
    if (auto read = read_value(*node, field, joined_path(mapping_.path(), field.key), context_)) {
        value = std::move(*read);
    }
}

void Reader::optional_scalar(const Field& field, std::optional<Value>& value) {
    if (const Node* node = mapping_.optional(field.key)) {
        value = read_value(*node, field, joined_path(mapping_.path(), field.key), context_);
    }
}

void Reader::scalar_list(const Field& field, std::vector<Value>& values) {
    const Node* node = mapping_.required(field.key, example_list(field));
    if (node) optional_scalar_list(field, values);
}

void Reader::optional_scalar_list(const Field& field, std::vector<Value>& values) {
    const Node* node = mapping_.optional(field.key);
    if (!node) return;
    const std::string path = joined_path(mapping_.path(), field.key);
    if (auto read = read_value_list(*node, field, path, context_)) values = std::move(*read);
}

void Reader::series(const Field& field, Trajectory& path) {
    const Node* node = mapping_.required(field.key, example_series(field));
    if (!node) return;
    if (auto read = read_series(*node, field, joined_path(mapping_.path(), field.key), context_)) {
        path = std::move(*read);
    }
}

void Reader::optional_series(const Field& field, std::optional<Trajectory>& path) {
    if (const Node* node = mapping_.optional(field.key)) {
        path = read_series(*node, field, joined_path(mapping_.path(), field.key), context_);
    }
}

void Reader::integer(const Field& field, int& number) {
    const bool has_default = number >= field.range.low && number <= field.range.high;
    const std::string allowed = range_text(field.range, "1");
    const Node* node = has_default ? mapping_.optional(field.key)
                                   : mapping_.required(field.key, "a whole number " + allowed);
    if (!node) return;
    const auto read = read_integer(*node);
    const std::string path = joined_path(mapping_.path(), field.key);
    if (const auto* problem = std::get_if<Problem>(&read)) {
        context_.diagnostics.error(node->origin, fmt::format("'{}': {}", path, problem->message),
                                   problem->hint);
        return;
    }
    number = std::get<int>(read);
    if (number >= field.range.low && number <= field.range.high) return;
    context_.diagnostics.error(node->origin,
                               fmt::format("'{}' is {} (it must be {})", path, number, allowed));
}

void Reader::flag(std::string_view key, bool& on, std::string_view) {
    const Node* node = mapping_.optional(key);
    if (!node) return;
    const auto read = read_flag(*node);
    if (const auto* problem = std::get_if<Problem>(&read)) {
        context_.diagnostics.error(
            node->origin,
            fmt::format("'{}': {}", joined_path(mapping_.path(), key), problem->message),
            problem->hint);
        return;
    }
    on = std::get<bool>(read);
}

void Reader::text(std::string_view key, Text& text, std::string_view doc) {
    if (mapping_.required(key, "{en: ..., zh: ...}")) optional_text(key, text, doc);
}

void Reader::optional_text(std::string_view key, Text& text, std::string_view doc) {
    const Node* node = mapping_.optional(key);
    if (!node) return;
    const std::string path = joined_path(mapping_.path(), key);
    if (!node->is_mapping()) {
        context_.diagnostics.error(
            node->origin, fmt::format("'{}' is {} (text has a language)", path, kind_text(*node)),
            "write {en: ..., zh: ...}");
        return;
    }
    Reader reader(*node, path, context_);
    reader.word("en", text.en, doc);
    reader.optional_word("zh", text.zh, doc);
    reader.finish();
}

void Reader::link(std::string_view key, Name& path, std::string_view) {
    const Node* node = mapping_.optional(key);
    if (!node) return;
    const auto read = read_text(*node, joined_path(mapping_.path(), key), context_);
    if (read) path = {*read, node->origin};
}

void Reader::raw(std::string_view key, Node& node, std::string_view) {
    if (const Node* found = mapping_.optional(key)) node = *found;
}

void Reader::read_name(const Node& node, std::string_view key, Name& name, std::string_view of) {
    const auto read = read_text(node, joined_path(mapping_.path(), key), context_);
    if (!read) return;
    name = {*read, node.origin};
    context_.references.push_back({*read, std::string(of), node.origin});
}

void Reader::name(std::string_view key, Name& name, std::string_view of, std::string_view) {
    const Node* node = mapping_.required(key, fmt::format("an id of {}", of));
    if (node) read_name(*node, key, name, of);
}

void Reader::optional_name(std::string_view key, Name& name, std::string_view of,
                           std::string_view) {
    if (const Node* node = mapping_.optional(key)) read_name(*node, key, name, of);
}

void Reader::word(std::string_view key, std::string& word, std::string_view doc) {
    if (mapping_.required(key, "text")) optional_word(key, word, doc);
}

void Reader::optional_word(std::string_view key, std::string& word, std::string_view) {
    const Node* node = mapping_.optional(key);
    if (!node) return;
    const auto read = read_text(*node, joined_path(mapping_.path(), key), context_);
    if (read) word = *read;
}

void Reader::words(std::string_view key, std::vector<std::string>& words, std::string_view) {
    const Node* node = mapping_.optional(key);
    if (!node) return;
    const std::string path = joined_path(mapping_.path(), key);
    if (!node->is_sequence()) {
        context_.diagnostics.error(node->origin,
                                   fmt::format("'{}' is {}, not a list", path, kind_text(*node)));
        return;
    }
    for (const auto& item : node->items) {
        if (const auto read = read_text(item, path, context_)) words.push_back(*read);
    }
}

void Reader::grade(std::string_view key, Grade& grade, std::string_view) {
    const Node* node =
        mapping_.required(key, "A official, B secondary, C estimate or U unverified");
    if (!node) return;
    if (const auto read = read_grade(*node, context_)) grade = *read;
}

std::string Reader::group_example(std::string_view doc) {
    return fmt::format("a mapping ({})", doc.substr(0, doc.size() - doc.ends_with('.')));
}

bool Reader::is_map(const Node& node, const std::string& path) {
    if (node.is_mapping()) return true;
    context_.diagnostics.error(
        node.origin, fmt::format("'{}' is {}, not a mapping of ids", path, kind_text(node)));
    return false;
}

bool Reader::check_id(const Entry& entry) {
    if (is_id(entry.key)) return true;
    context_.diagnostics.error(entry.origin, fmt::format("'{}' is not an id", entry.key),
                               "use small letters, digits and single hyphens");
    return false;
}

std::optional<std::size_t> Reader::chosen_word(std::string_view key,
                                               const std::vector<std::string>& words) {
    const Node* node = mapping_.required(key, "one of " + listed(words));
    if (!node) return std::nullopt;
    const auto found =
        node->is_scalar() ? std::find(words.begin(), words.end(), node->text) : words.end();
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    context_.diagnostics.error(node->origin,
                               fmt::format("'{}' is {}", joined_path(mapping_.path(), key),
                                           node->is_scalar() ? fmt::format("'{}'", node->text)
                                                             : std::string(kind_text(*node))),
                               did_you_mean(node->text, words));
    return std::nullopt;
}

}  // namespace tanlu::schema
