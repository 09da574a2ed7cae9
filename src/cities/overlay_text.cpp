#include "cities/overlay_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "config/yaml_writer.hpp"
#include "schema/words.hpp"

namespace tanlu::cities {
namespace {

constexpr std::size_t kColumns = 100;

/// Units that YAML would read as numbers, or that hold what it gives a meaning to.
std::string unit_text(std::string_view unit) {
    const bool is_plain =
        unit != "1" && unit.find_first_of("%^*{}[],&#:") == std::string_view::npos;
    return is_plain ? std::string(unit) : config::quoted(unit);
}

Estimate as_written(const Value& value, double factor) {
    return {value.written * factor, value.written_low.value_or(value.written) * factor,
            value.written_high.value_or(value.written) * factor};
}

std::string range_text(const Estimate& amount) {
    if (!amount.has_range()) return {};
    return fmt::format(", low: {}, high: {}", rounded_text(amount.low), rounded_text(amount.high));
}

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"") == std::string::npos) return text;
    std::string doubled;
    for (const char c : text) doubled += c == '"' ? std::string("\"\"") : std::string(1, c);
    return fmt::format("\"{}\"", doubled);
}

/// The rules between and after the years of a path, and its rates of growth.
std::vector<std::string> rules_of(const Trajectory& path) {
    std::vector<std::string> rules;
    rules.push_back(fmt::format("interpolate: {}",
                                schema::word_for(schema::interpolations(), path.interpolation)));
    if (path.extrapolation == Extrapolation::kHold) return rules;
    rules.push_back(fmt::format("extrapolate: {}",
                                schema::word_for(schema::extrapolations(), path.extrapolation)));
    if (path.extrapolation != Extrapolation::kGrowth) return rules;
    std::string rates, low, high;
    for (const auto& [year, value] : path.growth) {
        const auto add = [&](std::string& text, double number) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", year, rounded_text(number));
        };
        add(rates, value.written);
        if (value.written_low) add(low, *value.written_low);
        if (value.written_high) add(high, *value.written_high);
    }
    const Value& first = path.growth.front().value;
    rules.push_back(fmt::format("growth: {{{}}}", rates));
    rules.push_back(fmt::format("growth-unit: {}", unit_text(first.unit)));
    rules.push_back(fmt::format("growth-source: {}", first.source));
    rules.push_back(fmt::format("growth-grade: {}", to_string(first.grade)));
    if (!low.empty()) rules.push_back(fmt::format("growth-low: {{{}}}", low));
    if (!high.empty()) rules.push_back(fmt::format("growth-high: {{{}}}", high));
    return rules;
}

}  // namespace

std::string joined_sources(const std::vector<std::string>& sources) {
    std::vector<std::string> keys;
    for (const auto& source : sources) {
        for (const auto& key : split(source, '+')) {
            const bool is_new = std::ranges::find(keys, key) == keys.end();
            if (!key.empty() && is_new) keys.push_back(key);
        }
    }
    return fmt::format("{}", fmt::join(keys, "+"));
}

Grade worse(Grade a, Grade b) {
    return std::max(a, b);
}

std::string rounded_text(double number) {
    return number_text(std::strtod(fmt::format("{:.5e}", number).c_str(), nullptr));
}

std::string wrapped(std::string_view start, std::string_view indent, std::string_view words) {
    std::string text(start);
    std::size_t column = text.size();
    bool is_first = true;
    for (const auto& word : split(words, ' ')) {
        if (!is_first && column + 1 + word.size() > kColumns) {
            text += fmt::format("\n{}{}", indent, word);
            column = indent.size() + word.size();
        } else {
            const bool needs_blank = !is_first || (!text.empty() && text.back() != ' ');
            text += fmt::format("{}{}", needs_blank ? " " : "", word);
            column += word.size() + 1;
        }
        is_first = false;
    }
    return text;
}

std::string value_text(const Estimate& amount, std::string_view unit, const Label& label) {
    return fmt::format(
        "{{value: {}, unit: {}, source: {}, grade: {}{}{}}}", rounded_text(amount.value),
        unit_text(unit), label.source, to_string(label.grade), range_text(amount),
        label.note.empty() ? std::string() : ", note: " + config::quoted(label.note));
}

void OverlayText::section(std::string_view words) {
    text_ += fmt::format("\n{}\n", wrapped("  #", "  # ", words));
}

void OverlayText::leaf(std::string_view path, std::string_view text) {
    if (text.starts_with('\n')) {  // laid out already
        text_ += fmt::format("  {}:{}\n", path, text);
        return;
    }
    const std::string line = fmt::format("  {}: {}", path, text);
    text_ += line.size() <= kColumns
                 ? line + "\n"
                 : fmt::format("  {}:\n{}\n", path, wrapped("    ", "     ", text));
}

void OverlayText::number(std::string_view path, const Estimate& amount, std::string_view unit,
                         const Label& label) {
    leaf(path, value_text(amount, unit, label));
}

void OverlayText::scaled(std::string_view path, const Value& national, double factor,
                         const Label& label) {
    Label with_nation = label;
    with_nation.source = joined_sources({national.source, label.source});
    number(path, as_written(national, factor), national.unit, with_nation);
}

ScaledPath scaled_path(const Trajectory& national, double factor, std::string_view file,
                       const Label& label) {
    ScaledPath path;
    path.table = "year,value,unit,source,grade,low,high,note\n";
    for (const auto& [year, value] : national.anchors) {
        const Estimate amount = as_written(value, factor);
        const auto end = [&](const std::optional<double>& written, double number) {
            return written ? rounded_text(number) : std::string();
        };
        path.table +=
            fmt::format("{},{},{},{},{},{},{},{}\n", year, rounded_text(amount.value),
                        csv_cell(value.unit), joined_sources({value.source, label.source}),
                        to_string(label.grade), end(value.written_low, amount.low),
                        end(value.written_high, amount.high), csv_cell(label.note));
    }
    path.leaf = fmt::format("{{csv: {}, {}}}", file, fmt::join(rules_of(national), ", "));
    return path;
}

std::string scaled_anchors(const Trajectory& national, double factor, std::string_view indent,
                           const Label& label) {
    const Value& first = national.anchors.front().value;
    std::string text;
    const auto line = [&](std::string_view words) { text += fmt::format("\n{}{}", indent, words); };
    line(fmt::format("unit: {}", unit_text(first.unit)));
    line(fmt::format("source: {}", joined_sources({first.source, label.source})));
    line(fmt::format("grade: {}", to_string(label.grade)));
    line(fmt::format("note: {}", config::quoted(label.note)));
    for (const auto& rule : rules_of(national)) line(rule);
    line("anchors:");
    for (const auto& [year, value] : national.anchors) {
        const Estimate amount = as_written(value, factor);
        const std::string range =
            value.written_low || value.written_high ? range_text(amount) : std::string();
        line(fmt::format("  {}: {{value: {}{}}}", year, rounded_text(amount.value), range));
    }
    return text;
}

}  // namespace tanlu::cities
