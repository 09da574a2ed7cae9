#include "schema/quantity.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/scalar.hpp"
#include "schema/words.hpp"

namespace tanlu::schema {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The range as far as it holds for another unit than the first: only its sign does.
Range range_for(const Field& field, int choice) {
    if (choice == 0) return field.range;
    Range range = kAnyNumber;
    if (field.range.low == 0.0 || field.range.low == kPositive.low) range.low = field.range.low;
    return range;
}

std::optional<double> number_of(const Node& node, const std::string& path, ReadContext& context) {
    const auto number = read_number(node);
    if (const auto* problem = std::get_if<Problem>(&number)) {
        context.diagnostics.error(node.origin, fmt::format("'{}': {}", path, problem->message),
                                  problem->hint);
        return std::nullopt;
    }
    return std::get<double>(number);
}

/// The number in canonical units; reports when it is not finite there or out of range.
std::optional<double> in_range(double written, const Origin& origin, const Label& label,
                               const Field& field, const std::string& path, ReadContext& context) {
    const double number = units::convert(written, label.written, label.canonical);
    const Range range = range_for(field, label.choice);
    if (std::isfinite(number) && number >= range.low && number <= range.high) return number;
    const std::string allowed = range_text(range, label.canonical_text);
    context.diagnostics.error(
        origin, fmt::format("'{}' is {} {} (it must be {})", path, number_text(written), label.unit,
                            std::isfinite(number) ? allowed : "finite"));
    return std::nullopt;
}

/// One end of the plausible range, in canonical units.
std::optional<double> read_bound(const Node* node, std::string_view key, const Label& label,
                                 const Field& field, const std::string& path, ReadContext& context,
                                 std::optional<double>& written) {
    if (!node) return std::nullopt;
    const std::string bound_path = joined_path(path, key);
    written = number_of(*node, bound_path, context);
    if (!written) return std::nullopt;
    return in_range(*written, node->origin, label, field, bound_path, context);
}

}  // namespace

std::string range_text(const Range& range, std::string_view unit) {
    const std::string suffix = unit == "1" ? std::string() : fmt::format(" {}", unit);
    if (range.high == kInfinity) {
        if (range.low == -kInfinity) return {};
        if (range.low == 0.0) return "0 or more";
        if (range.low == kPositive.low) return "above 0";
        return fmt::format("{}{} or more", number_text(range.low), suffix);
    }
    if (range.low == -kInfinity)
        return fmt::format("at most {}{}", number_text(range.high), suffix);
    if (range.low == range.high) return fmt::format("{}{}", number_text(range.low), suffix);
    return fmt::format("between {} and {}{}", number_text(range.low), number_text(range.high),
                       suffix);
}

LabelNodes required_label(Mapping& mapping, const Field& field, const std::string& prefix) {
    const std::string unit = split(field.unit, '|').front();
    LabelNodes nodes;
    nodes.unit = mapping.required(
        prefix + "unit", fmt::format("a unit that fits, e.g. '{}unit: \"{}\"'", prefix, unit));
    nodes.source = mapping.required(prefix + "source", "the key of a source in sources.yaml");
    nodes.grade =
        mapping.required(prefix + "grade", "A official, B secondary, C estimate or U unverified");
    nodes.note = mapping.optional(prefix + "note");
    return nodes;
}

LabelNodes optional_label(Mapping& mapping) {
    return {mapping.optional("unit"), mapping.optional("source"), mapping.optional("grade"),
            mapping.optional("note")};
}

bool match_unit(const std::string& unit, const Origin& origin, const Field& field,
                const std::string& path, ReadContext& context, Label& label) {
    const auto alternatives = split(field.unit, '|');
    try {
        label.written = units::parse_unit(unit);
    } catch (const units::UnitError& error) {
        context.diagnostics.error(origin, fmt::format("'{}': {}", path, error.what()),
                                  error.hint());
        return false;
    }
    label.unit = unit;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        const units::Unit canonical = units::parse_unit(alternatives[i]);
        const bool is_ratio = canonical.has_name && canonical.dimension.is_none();
        if (canonical.dimension != label.written.dimension) continue;
        if (is_ratio && !label.written.has_name) continue;  // "kg/kg" is not written as "1"
        label.canonical = canonical;
        label.canonical_text = alternatives[i];
        label.choice = static_cast<int>(i);
        return true;
    }
    std::string expected = fmt::format("{}", fmt::join(alternatives, " or "));
    if (expected == "1") expected = "1 or %";
    context.diagnostics.error(
        origin,
        fmt::format("'{}': unit '{}' ({}) does not fit (expected {})", path, unit,
                    to_string(label.written.dimension), expected),
        fmt::format("write the value in {} or a unit that converts into it", expected));
    return false;
}

std::optional<std::string> read_text(const Node& node, const std::string& path,
                                     ReadContext& context) {
    if (node.is_scalar() && !trimmed(node.text).empty()) return node.text;
    context.diagnostics.error(node.origin,
                              fmt::format("'{}' must be text, not {}", path,
                                          node.is_scalar() ? "empty" : kind_text(node)));
    return std::nullopt;
}

std::optional<Grade> read_grade(const Node& node, ReadContext& context) {
    if (node.is_scalar()) {
        for (const auto& option : grades()) {
            if (option.key == node.text) return option.value;
        }
    }
    context.diagnostics.error(node.origin,
                              node.is_scalar()
                                  ? fmt::format("'{}' is not a grade", node.text)
                                  : fmt::format("{} where a grade is due", kind_text(node)),
                              "expected A official, B secondary, C estimate or U unverified");
    return std::nullopt;
}

void note_sources(const std::string& text, const Origin& origin, ReadContext& context) {
    for (auto& key : split(text, '+')) {
        context.references.push_back({std::move(key), "sources", origin});
    }
}

std::optional<Label> read_label(const LabelNodes& nodes, const Field& field,
                                const std::string& path, ReadContext& context) {
    Label label;
    bool usable = nodes.unit && nodes.source && nodes.grade;
    if (nodes.unit) {
        const auto unit = read_text(*nodes.unit, joined_path(path, "unit"), context);
        usable &= unit && match_unit(*unit, nodes.unit->origin, field, path, context, label);
    }
    if (nodes.source) {
        const auto source = read_text(*nodes.source, joined_path(path, "source"), context);
        if (source) note_sources(*source, nodes.source->origin, context);
        label.source = source.value_or("");
        usable &= source.has_value();
    }
    if (nodes.grade) {
        const auto grade = read_grade(*nodes.grade, context);
        label.grade = grade.value_or(Grade::unverified);
        usable &= grade.has_value();
    }
    if (nodes.note) {
        label.note = read_text(*nodes.note, joined_path(path, "note"), context).value_or("");
    }
    if (!usable) return std::nullopt;
    return label;
}

void check_number(const Node& number, const std::string& path, ReadContext& context) {
    if (number.is_mapping()) {
        read_distribution(number, path, context);
        return;
    }
    number_of(number, path, context);
}

std::optional<Value> checked_value(double written, const Origin& origin, const Label& label,
                                   const Field& field, const std::string& path,
                                   ReadContext& context) {
    const auto number = in_range(written, origin, label, field, path, context);
    if (!number) return std::nullopt;
    Value value;
    value.number = *number;
    value.unit_choice = label.choice;
    value.written = written;
    value.unit = label.unit;
    value.source = label.source;
    value.grade = label.grade;
    value.note = label.note;
    value.origin = origin;
    value.scale = units::convert(1.0, label.written, label.canonical);
    return value;
}

std::optional<Value> drawn_value(const Node& node, const Label& label, const Field& field,
                                 const std::string& path, ReadContext& context) {
    const auto distribution = read_distribution(node, path, context);
    if (!distribution) return std::nullopt;
    for (const double end :
         {sampling::support(*distribution).low, sampling::support(*distribution).high}) {
        const double number = units::convert(end, label.written, label.canonical);
        const Range range = range_for(field, label.choice);
        // A positive number may come from (0, ...), whose end is never drawn.
        const bool is_open = end == 0.0 && range.low == kPositive.low;
        if ((number >= range.low && number <= range.high) || is_open) continue;
        context.diagnostics.error(
            node.origin,
            fmt::format("'{}' may be drawn as {} (it must be {})", path,
                        std::isfinite(end) ? fmt::format("{} {}", number_text(end), label.unit)
                        : end > 0.0        ? "any large number"
                                           : "any low number",
                        range_text(range, label.canonical_text)),
            "choose a distribution whose ends lie inside, such as truncated-normal");
        return std::nullopt;
    }
    auto value =
        checked_value(sampling::central(*distribution), node.origin, label, field, path, context);
    if (value) value->distribution = *distribution;
    return value;
}

std::optional<Value> make_value(const Node& number, const Node* low, const Node* high,
                                const Label& label, const Field& field, const std::string& path,
                                ReadContext& context) {
    const auto written = number.is_mapping() ? std::nullopt : number_of(number, path, context);
    if (!written && !number.is_mapping()) return std::nullopt;
    auto value = number.is_mapping()
                     ? drawn_value(number, label, field, path, context)
                     : checked_value(*written, number.origin, label, field, path, context);
    if (!value) return std::nullopt;
    value->low = read_bound(low, "low", label, field, path, context, value->written_low);
    value->high = read_bound(high, "high", label, field, path, context, value->written_high);
    const double least = value->low.value_or(value->number);
    const double most = value->high.value_or(value->number);
    if (value->number < least || value->number > most) {
        context.diagnostics.error(number.origin,
                                  fmt::format("'{}' is {} {}, outside its own low and high", path,
                                              number_text(value->written), label.unit),
                                  "low <= value <= high must hold");
        return std::nullopt;
    }
    return value;
}

}  // namespace tanlu::schema
