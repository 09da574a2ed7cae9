#include "config/reference.hpp"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string_view>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "schema/format_version.hpp"
#include "schema/mapping.hpp"
#include "schema/quantity.hpp"

namespace tanlu::config {
namespace {

constexpr const char* kRequired = "required";
constexpr const char* kOptional = "none";

/// "MJ/km or m3/km"; a pure number may be written as a percentage.
std::string unit_text(std::string_view unit) {
    if (unit == "1") return "1 or %";
    return fmt::format("{}", fmt::join(split(unit, '|'), " or "));
}

/// "<class>" from "classes": what an id of the map is.
std::string placeholder(std::string_view key) {
    std::string word(key);
    if (word.ends_with("ies")) {
        word.replace(word.size() - 3, 3, "y");
    } else if (word.ends_with("sses")) {
        word.resize(word.size() - 2);
    } else if (word.ends_with("s")) {
        word.pop_back();
    }
    return "<" + word + ">";
}

/// Rows of what it visits.
class Collector {
public:
    Collector(std::vector<ReferenceRow>& rows, std::string path)
        : rows_(rows), path_(std::move(path)) {}

    void format_version() {
        add({std::string(schema::kFormatKey),
             "whole number",
             "",
             schema::range_text({schema::kOldestFormat, schema::kFormat}, "1"),
             std::to_string(schema::kOldestFormat),
             std::string(schema::kFormatDoc),
             {}});
    }
    void deprecated(std::string_view old, std::string_view key) {
        plain(old, "deprecated", kOptional, fmt::format("Former name of `{}`.", path(key)));
    }
    void scalar(const Field& field, Value&) { number(field, "value", kRequired); }
    void optional_scalar(const Field& field, std::optional<Value>&) {
        number(field, "value", kOptional);
    }
    void scalar_list(const Field& field, std::vector<Value>&) {
        number(field, "list of values", kRequired);
    }
    void optional_scalar_list(const Field& field, std::vector<Value>&) {
        number(field, "list of values", kOptional);
    }
    void series(const Field& field, Trajectory&) { number(field, "series", kRequired); }
    void optional_series(const Field& field, std::optional<Trajectory>&) {
        number(field, "series", kOptional);
    }
    void integer(const Field& field, int& number) {
        const bool has_default = number >= field.range.low && number <= field.range.high;
        add({path(field.key),
             "whole number",
             "",
             schema::range_text(field.range, "1"),
             has_default ? std::to_string(number) : kRequired,
             std::string(field.doc),
             {}});
    }
    void flag(std::string_view key, bool& on, std::string_view doc) {
        plain(key, "true or false", on ? "true" : "false", doc);
    }
    void text(std::string_view key, Text&, std::string_view doc) {
        plain(key, "text {en, zh}", kRequired, doc);
    }
    void name(std::string_view key, Name&, std::string_view of, std::string_view doc) {
        plain(key, fmt::format("id of {}", of), kRequired, doc);
    }
    void optional_name(std::string_view key, Name&, std::string_view of, std::string_view doc) {
        plain(key, fmt::format("id of {}", of), kOptional, doc);
    }
    void word(std::string_view key, std::string&, std::string_view doc) {
        plain(key, "text", kRequired, doc);
    }
    void optional_word(std::string_view key, std::string&, std::string_view doc) {
        plain(key, "text", kOptional, doc);
    }
    void words(std::string_view key, std::vector<std::string>&, std::string_view doc) {
        plain(key, "list of texts", kOptional, doc);
    }
    void grade(std::string_view key, Grade&, std::string_view doc) {
        plain(key, "A, B, C or U", kRequired, doc);
    }
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const Option<Enum> (&options)[N],
                std::string_view doc) {
        choice(key, value, std::span<const Option<Enum>>(options), doc);
    }
    template <class Enum>
    void choice(std::string_view key, Enum&, std::span<const Option<Enum>> options,
                std::string_view doc) {
        plain(key, "choice", kRequired, doc);
        for (const auto& option : options) {
            rows_.back().options.push_back(fmt::format("{}: {}", option.key, option.doc));
        }
    }
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view doc) {
        plain(key, "group", kRequired, doc);
        descend(path(key), group);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>&, std::string_view doc) {
        plain(key, "group", kOptional, doc);
        Struct item;
        descend(path(key), item);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>&, std::string_view doc) {
        std::string kind = "map of ids";
        if constexpr (requires { Struct::kIdsOf; }) {
            kind = fmt::format("map of {}", fmt::join(split(Struct::kIdsOf, '|'), " or "));
        }
        plain(key, kind, kOptional, doc);
        Struct entry;
        descend(schema::joined_path(path(key), placeholder(key)), entry);
    }

private:
    std::vector<ReferenceRow>& rows_;
    std::string path_;

    std::string path(std::string_view key) const { return schema::joined_path(path_, key); }
    void add(ReferenceRow row) { rows_.push_back(std::move(row)); }

    void number(const Field& field, const char* kind, const char* fallback) {
        const std::string first = split(field.unit, '|').front();
        add({path(field.key),
             kind,
             unit_text(field.unit),
             schema::range_text(field.range, first),
             fallback,
             std::string(field.doc),
             {}});
    }
    void plain(std::string_view key, std::string_view kind, const char* fallback,
               std::string_view doc) {
        add({path(key), std::string(kind), "", "", fallback, std::string(doc), {}});
    }
    template <class Struct>
    void descend(const std::string& path, Struct& item) {
        Collector inner(rows_, path);
        describe(inner, item);
    }
};

}  // namespace

std::vector<ReferenceRow> pack_reference() {
    std::vector<ReferenceRow> rows;
    Collector collector(rows, "");
    Pack pack;
    describe(collector, pack);
    return rows;
}

}  // namespace tanlu::config
