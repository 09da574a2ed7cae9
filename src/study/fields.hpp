#pragma once
// Plain values of a mapping, each reported when it is something else.
#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "schema/mapping.hpp"
#include "schema/quantity.hpp"
#include "schema/scalar.hpp"

namespace tanlu::study {

/// A mapping with the readers of its values. What is absent leaves the target as it is.
class Fields {
public:
    Fields(const schema::Node& node, const std::string& path, schema::ReadContext& context)
        : mapping_(node, path, context.diagnostics), context_(context) {}

    /// Declares a former name of a key, before the key is asked for.
    void deprecated(std::string_view old, std::string_view key) { mapping_.deprecated(old, key); }
    const schema::Node* optional(std::string_view key) { return mapping_.optional(key); }
    const schema::Node* required(std::string_view key, std::string example) {
        return mapping_.required(key, std::move(example));
    }
    const schema::Node& node() const { return mapping_.node(); }
    std::string path(std::string_view key) const {
        return schema::joined_path(mapping_.path(), key);
    }
    void finish() { mapping_.finish(); }
    void error(const Origin& origin, std::string message, std::string hint = {}) {
        context_.diagnostics.error(origin, std::move(message), std::move(hint));
    }
    schema::ReadContext& context() { return context_; }

    /// A number in [low, high].
    void number(std::string_view key, Range range, double& value) {
        if (const schema::Node* node = optional(key)) number_at(*node, path(key), range, value);
    }
    /// A number of a list item or entry.
    bool number_at(const schema::Node& node, const std::string& path, Range range, double& value) {
        const auto read = schema::read_number(node);
        if (const auto* problem = std::get_if<schema::Problem>(&read)) {
            error(node.origin, fmt::format("'{}': {}", path, problem->message), problem->hint);
            return false;
        }
        const double found = std::get<double>(read);
        if (found < range.low || found > range.high) {
            error(node.origin, fmt::format("'{}' is {} (it must be {})", path, number_text(found),
                                           schema::range_text(range, "1")));
            return false;
        }
        value = found;
        return true;
    }
    /// "5 %" or 0.05: a share. False where it is none.
    bool share(std::string_view key, const schema::Node* node, double& value);

    void whole(std::string_view key, std::int64_t low, std::int64_t high, std::int64_t& value);
    void flag(std::string_view key, bool& value);
    void text(std::string_view key, std::string& value) {
        if (const schema::Node* node = optional(key)) {
            value = schema::read_text(*node, path(key), context_).value_or("");
        }
    }
    /// A list of texts, or one text.
    std::vector<Name> names(const schema::Node& node, const std::string& path);

    template <class Enum>
    void choice(std::string_view key, std::span<const Option<Enum>> options, Enum& value) {
        const schema::Node* node = optional(key);
        if (!node) return;
        std::vector<std::string> words;
        for (const auto& option : options) {
            words.emplace_back(option.key);
            if (node->is_scalar() && node->text == option.key) {
                value = option.value;
                return;
            }
        }
        error(node->origin,
              fmt::format("'{}' is {}", path(key),
                          node->is_scalar() ? "'" + node->text + "'"
                                            : std::string(schema::kind_text(*node))),
              did_you_mean(node->text, words));
    }

private:
    schema::Mapping mapping_;
    schema::ReadContext& context_;
};

}  // namespace tanlu::study
