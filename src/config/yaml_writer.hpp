#pragma once
// Writes structs as YAML that the reader takes back, leaf by leaf, the origin of each in a comment.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/describe.hpp"
#include "schema/value.hpp"

namespace tanlu::config {

/// Text in double quotes with the escapes of YAML.
std::string quoted(std::string_view text);

/// A visitor that writes what it visits. Left-out parts stay left out.
class YamlWriter {
public:
    YamlWriter(std::string& out, int indent) : out_(out), indent_(indent) {}

    void scalar(const Field& field, Value& value);
    void optional_scalar(const Field& field, std::optional<Value>& value);
    void scalar_list(const Field& field, std::vector<Value>& values);
    void optional_scalar_list(const Field& field, std::vector<Value>& values);
    void series(const Field& field, Trajectory& path);
    void optional_series(const Field& field, std::optional<Trajectory>& path);
    void integer(const Field& field, int& number);
    void flag(std::string_view key, bool& on, std::string_view doc);
    void text(std::string_view key, Text& text, std::string_view doc);
    void optional_text(std::string_view key, Text& text, std::string_view doc);
    void name(std::string_view key, Name& name, std::string_view of, std::string_view doc);
    void optional_name(std::string_view key, Name& name, std::string_view of, std::string_view doc);
    void word(std::string_view key, std::string& word, std::string_view doc);
    void optional_word(std::string_view key, std::string& word, std::string_view doc);
    void words(std::string_view key, std::vector<std::string>& words, std::string_view doc);
    void grade(std::string_view key, Grade& grade, std::string_view doc);

    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const Option<Enum> (&options)[N],
                std::string_view doc) {
        choice(key, value, std::span<const Option<Enum>>(options), doc);
    }
    template <class Enum>
    void choice(std::string_view key, Enum& value, std::span<const Option<Enum>> options,
                std::string_view) {
        for (const auto& option : options) {
            if (option.value == value) line(key, option.key);
        }
    }
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view) {
        line(key, {});
        YamlWriter inner(out_, indent_ + 1);
        describe(inner, group);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view doc) {
        if (group) this->group(key, *group, doc);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view doc) {
        if (entries.empty()) return;
        line(key, {});
        YamlWriter inner(out_, indent_ + 1);
        for (auto& entry : entries) inner.group(entry.id.text, entry, doc);
    }

    /// "key: value", or "key:" where there is nothing yet, and the origin as a comment.
    void line(std::string_view key, std::string_view value, const Origin& origin = {});

private:
    std::string& out_;
    int indent_;

    void anchors(std::string_view key, const std::vector<Trajectory::Anchor>& anchors);
};

}  // namespace tanlu::config
