#pragma once
// Keys of one YAML mapping, read one after the other; what is left over at the end is an error.
#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "parameters/field.hpp"
#include "schema/node.hpp"

namespace tanlu::indicators {

enum class Presence { required, optional };

class Fields {
public:
    Fields(const schema::Node& node, Diagnostics& diagnostics);

    /// The value of a key, now known; nullptr when absent (an error where it is required).
    const schema::Node* find(std::string_view key, Presence presence);

    std::string text(std::string_view key, Presence presence = Presence::required);
    std::vector<std::string> texts(std::string_view key, Presence presence = Presence::required);
    Text bilingual(std::string_view key);
    std::optional<double> number(std::string_view key, Presence presence = Presence::required);
    std::optional<int> integer(std::string_view key, Presence presence = Presence::required);
    bool flag(std::string_view key, Presence presence = Presence::required);

    /// One of the words of a list.
    template <class Enum>
    Enum choice(std::string_view key, std::span<const Option<Enum>> options) {
        const schema::Node* node = find(key, Presence::required);
        return node == nullptr ? options.front().value : choice_at(*node, key, options);
    }

    /// A list of such words.
    template <class Enum>
    std::vector<Enum> choices(std::string_view key, std::span<const Option<Enum>> options) {
        std::vector<Enum> values;
        const schema::Node* node = sequence(key, Presence::required);
        if (node == nullptr) return values;
        for (const auto& item : node->items) values.push_back(choice_at(item, key, options));
        return values;
    }

    /// A list of any nodes; nullptr when absent or something else (an error).
    const schema::Node* sequence(std::string_view key, Presence presence);
    /// A mapping; nullptr when absent or something else (an error).
    const schema::Node* mapping(std::string_view key, Presence presence);

    /// Errors for the keys nobody asked for.
    void finish();

    Origin place_of(std::string_view key) const;
    void error(const Origin& origin, std::string message, std::string hint = {});

private:
    std::string scalar_text(const schema::Node& node, std::string_view key);
    void wrong_kind(const schema::Node& node, std::string_view key, std::string_view expected);
    void unknown_word(const schema::Node& node, std::string_view key,
                      const std::vector<std::string>& words);

    template <class Enum>
    Enum choice_at(const schema::Node& node, std::string_view key,
                   std::span<const Option<Enum>> options) {
        std::vector<std::string> words;
        for (const auto& option : options) {
            if (node.is_scalar() && node.text == option.key) return option.value;
            words.emplace_back(option.key);
        }
        unknown_word(node, key, words);
        return options.front().value;
    }

    const schema::Node& node_;
    Diagnostics& diagnostics_;
    std::vector<std::string> known_;
};

}  // namespace tanlu::indicators
