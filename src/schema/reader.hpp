#pragma once
// Fills a struct from a mapping through its describe(). Works on every struct that has one: the
// parameters of the model and the small structs of packs and scenarios.
//
// Beyond the visitor of parameters/field.hpp there are, for the latter:
//   word(key, std::string&, doc)           plain text     optional_word(...)
//   words(key, std::vector<std::string>&, doc)            a list of plain texts, may be left out
//   grade(key, Grade&, doc)
//   optional_text(key, Text&, doc)
//   link(key, Name&, doc)                  path of another file, may be left out
//   raw(key, Node&, doc)                   any node, may be left out; read by somebody else
// A flag may be left out: the struct says what it is then. So may an integer whose value in the
// struct lies in its range; one that does not must be written.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "parameters/field.hpp"
#include "schema/context.hpp"
#include "schema/format_version.hpp"
#include "schema/mapping.hpp"
#include "schema/value.hpp"

namespace tanlu::schema {

class Reader {
public:
    /// `path` is empty for the top of a file.
    Reader(const Node& node, const std::string& path, ReadContext& context);

    void format_version() { mapping_.optional(kFormatKey); }  // check_format() has read it
    void deprecated(std::string_view old, std::string_view key) { mapping_.deprecated(old, key); }
    void scalar(const Field& field, Value& value);
    void optional_scalar(const Field& field, std::optional<Value>& value);
    void scalar_list(const Field& field, std::vector<Value>& values);
    void optional_scalar_list(const Field& field, std::vector<Value>& values);
    void series(const Field& field, Trajectory& path);
    void optional_series(const Field& field, std::optional<Trajectory>& path);
    void integer(const Field& field, int& number);
    void flag(std::string_view key, bool& on, std::string_view doc);
    void text(std::string_view key, Text& text, std::string_view doc);
    void name(std::string_view key, Name& name, std::string_view of, std::string_view doc);
    void optional_name(std::string_view key, Name& name, std::string_view of, std::string_view doc);
    void word(std::string_view key, std::string& word, std::string_view doc);
    void optional_word(std::string_view key, std::string& word, std::string_view doc);
    void words(std::string_view key, std::vector<std::string>& words, std::string_view doc);
    void grade(std::string_view key, Grade& grade, std::string_view doc);
    void optional_text(std::string_view key, Text& text, std::string_view doc);
    void link(std::string_view key, Name& path, std::string_view doc);
    void raw(std::string_view key, Node& node, std::string_view doc);

    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const Option<Enum> (&options)[N],
                std::string_view doc) {
        choice(key, value, std::span<const Option<Enum>>(options), doc);
    }

    template <class Enum>
    void choice(std::string_view key, Enum& value, std::span<const Option<Enum>> options,
                std::string_view) {
        std::vector<std::string> words;
        for (const auto& option : options) words.emplace_back(option.key);
        const auto chosen = chosen_word(key, words);
        if (chosen) value = options[*chosen].value;
    }

    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view doc) {
        if (const Node* node = mapping_.required(key, group_example(doc))) {
            read_struct(*node, joined_path(mapping_.path(), key), group);
        }
    }

    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view) {
        if (const Node* node = mapping_.optional(key)) {
            read_struct(*node, joined_path(mapping_.path(), key), group.emplace());
        }
    }

    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        const std::string path = joined_path(mapping_.path(), key);
        auto& ids = context_.ids[path];
        const Node* node = mapping_.optional(key);
        if (!node || !is_map(*node, path)) return;
        for (const auto& entry : node->entries) {
            Struct& item = entries.emplace_back();
            item.id = {entry.key, entry.origin};
            if (!check_id(entry)) continue;
            ids.push_back(entry.key);
            if constexpr (requires { Struct::kIdsOf; }) {
                context_.references.push_back({entry.key, Struct::kIdsOf, entry.origin});
            }
            read_struct(entry.value, joined_path(path, entry.key), item);
        }
    }

    /// Reports what no field took. Call once, after describe().
    void finish() { mapping_.finish(); }

private:
    Mapping mapping_;
    ReadContext& context_;

    template <class Struct>
    void read_struct(const Node& node, const std::string& path, Struct& target) {
        Reader reader(node, path, context_);
        describe(reader, target);
        reader.finish();
    }

    static std::string group_example(std::string_view doc);
    bool is_map(const Node& node, const std::string& path);
    bool check_id(const Entry& entry);
    std::optional<std::size_t> chosen_word(std::string_view key,
                                           const std::vector<std::string>& words);
    void read_name(const Node& node, std::string_view key, Name& name, std::string_view of);
};

/// Reads a whole document into a struct; references are checked at the end.
template <class Struct>
void read_document(const Node& root, Struct& target, ReadContext& context) {
    Reader reader(root, "", context);
    describe(reader, target);
    reader.finish();
    check_references(context);
}

}  // namespace tanlu::schema
