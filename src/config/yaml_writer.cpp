#include "config/yaml_writer.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/words.hpp"

namespace tanlu::config {
namespace {

/// "unit: ..., source: ..., grade: ..." and the note.
std::string label_text(const Value& value) {
    std::string text = fmt::format("unit: {}, source: {}, grade: {}", quoted(value.unit),
                                   quoted(value.source), to_string(value.grade));
    if (!value.note.empty()) text += ", note: " + quoted(value.note);
    return text;
}

/// The number, or the distribution in its place.
std::string number_or_distribution(const Value& value) {
    return value.distribution ? schema::distribution_text(*value.distribution)
                              : number_text(value.written);
}

std::string value_text(const Value& value) {
    std::string text =
        fmt::format("{{value: {}, {}", number_or_distribution(value), label_text(value));
    if (value.low) text += ", low: " + number_text(*value.written_low);
    if (value.high) text += ", high: " + number_text(*value.written_high);
    return text + "}";
}

template <class Text>
std::string list_text(const std::vector<Value>& values, Text text) {
    std::vector<std::string> numbers;
    for (const auto& value : values) numbers.push_back(text(value));
    return fmt::format("[{}]", fmt::join(numbers, ", "));
}

}  // namespace

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (c == '\t') {
            result += "\\t";
        } else if (c == '\r') {
            result += "\\r";
        } else {
            result += c;
        }
    }
    return result + '"';
}

void YamlWriter::line(std::string_view key, std::string_view value, const Origin& origin) {
    out_ += fmt::format("{:{}}{}:", "", 2 * indent_, key);
    if (!value.empty()) out_ += fmt::format(" {}", value);
    if (origin.known()) out_ += fmt::format("  # {}:{}", origin.file, origin.line);
    out_ += '\n';
}

void YamlWriter::scalar(const Field& field, Value& value) {
    line(field.key, value_text(value), value.origin);
}

void YamlWriter::optional_scalar(const Field& field, std::optional<Value>& value) {
    if (value) scalar(field, *value);
}

void YamlWriter::scalar_list(const Field& field, std::vector<Value>& values) {
    std::string text = "{values: " + list_text(values, number_or_distribution);
    if (values.front().low) {
        text += ", low: " +
                list_text(values, [](const Value& v) { return number_text(*v.written_low); });
    }
    if (values.front().high) {
        text += ", high: " +
                list_text(values, [](const Value& v) { return number_text(*v.written_high); });
    }
    line(field.key, text + ", " + label_text(values.front()) + "}", values.front().origin);
}

void YamlWriter::optional_scalar_list(const Field& field, std::vector<Value>& values) {
    if (!values.empty()) scalar_list(field, values);
}

void YamlWriter::anchors(std::string_view key, const std::vector<Trajectory::Anchor>& anchors) {
    line(key, {});
    YamlWriter inner(out_, indent_ + 1);
    for (const auto& [year, value] : anchors) {
        inner.line(std::to_string(year), value_text(value), value.origin);
    }
}

void YamlWriter::series(const Field& field, Trajectory& path) {
    line(field.key, {}, path.origin);
    YamlWriter inner(out_, indent_ + 1);
    inner.line("interpolate", schema::word_for(schema::interpolations(), path.interpolation));
    inner.line("extrapolate", schema::word_for(schema::extrapolations(), path.extrapolation));
    inner.anchors("anchors", path.anchors);
    if (path.growth.empty()) return;
    const Value& first = path.growth.front().value;
    inner.line("growth-unit", quoted(first.unit));
    inner.line("growth-source", quoted(first.source));
    inner.line("growth-grade", to_string(first.grade));
    inner.anchors("growth", path.growth);
}

void YamlWriter::optional_series(const Field& field, std::optional<Trajectory>& path) {
    if (path) series(field, *path);
}

void YamlWriter::integer(const Field& field, int& number) {
    line(field.key, std::to_string(number));
}

void YamlWriter::flag(std::string_view key, bool& on, std::string_view) {
    line(key, on ? "true" : "false");
}

void YamlWriter::text(std::string_view key, Text& text, std::string_view) {
    std::string languages = "{en: " + quoted(text.en);
    if (!text.zh.empty()) languages += ", zh: " + quoted(text.zh);
    line(key, languages + "}");
}

void YamlWriter::optional_text(std::string_view key, Text& text, std::string_view doc) {
    if (!text.en.empty()) this->text(key, text, doc);
}

void YamlWriter::name(std::string_view key, Name& name, std::string_view, std::string_view) {
    line(key, name.text, name.origin);
}

void YamlWriter::optional_name(std::string_view key, Name& name, std::string_view of,
                               std::string_view doc) {
    if (!name.empty()) this->name(key, name, of, doc);
}

void YamlWriter::word(std::string_view key, std::string& word, std::string_view) {
    line(key, quoted(word));
}

void YamlWriter::optional_word(std::string_view key, std::string& word, std::string_view doc) {
    if (!word.empty()) this->word(key, word, doc);
}

void YamlWriter::words(std::string_view key, std::vector<std::string>& words, std::string_view) {
    if (!words.empty()) line(key, fmt::format("[{}]", fmt::join(words, ", ")));
}

void YamlWriter::grade(std::string_view key, Grade& grade, std::string_view) {
    line(key, to_string(grade));
}

}  // namespace tanlu::config
