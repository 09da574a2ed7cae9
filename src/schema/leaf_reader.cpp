#include "schema/leaf_reader.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "schema/mapping.hpp"
#include "schema/quantity.hpp"
#include "schema/series_reader.hpp"

namespace tanlu::schema {
namespace {

std::string first_unit(const Field& field) {
    return split(field.unit, '|').front();
}

/// Reports a leaf that is not a mapping.
bool is_leaf_mapping(const Node& node, const std::string& path, const std::string& example,
                     ReadContext& context) {
    if (node.is_mapping()) return true;
    context.diagnostics.error(
        node.origin,
        node.is_scalar()
            ? fmt::format("'{}' is '{}' alone (a value has a unit, a source and a grade)", path,
                          node.text)
            : fmt::format("'{}' is {} (a value has a unit, a source and a grade)", path,
                          kind_text(node)),
        "expected " + example);
    return false;
}

/// The i-th of the bounds of a list.
const Node* bound_at(const Node* bounds, std::size_t i) {
    return bounds && i < bounds->items.size() ? &bounds->items[i] : nullptr;
}

/// Reports bounds of a list that are no list of the same length.
bool has_length(const Node* bounds, std::size_t length, const std::string& path,
                ReadContext& context) {
    if (!bounds || (bounds->is_sequence() && bounds->items.size() == length)) return true;
    context.diagnostics.error(
        bounds->origin,
        fmt::format("'{}' must be a list as long as the values ({})", path, length));
    return false;
}

}  // namespace

std::string example_value(const Field& field) {
    return fmt::format("{{value: ..., unit: \"{}\", source: ..., grade: ...}}", first_unit(field));
}

std::string example_list(const Field& field) {
    return fmt::format("{{values: [...], unit: \"{}\", source: ..., grade: ...}}",
                       first_unit(field));
}

std::string example_series(const Field& field) {
    return fmt::format(
        "{{anchors: {{2019: ..., 2060: ...}}, unit: \"{}\", source: ..., grade: ...}}",
        first_unit(field));
}

std::optional<Value> read_value(const Node& node, const Field& field, const std::string& path,
                                ReadContext& context) {
    if (!is_leaf_mapping(node, path, example_value(field), context)) return std::nullopt;
    Mapping mapping(node, path, context.diagnostics);
    const Node* number = mapping.required("value", "a number");
    const LabelNodes nodes = required_label(mapping, field);
    const Node* low = mapping.optional("low");
    const Node* high = mapping.optional("high");
    mapping.finish();

    const auto label = read_label(nodes, field, path, context);
    if (number && !label) check_number(*number, path, context);
    if (!number || !label) return std::nullopt;
    return make_value(*number, low, high, *label, field, path, context);
}

std::optional<std::vector<Value>> read_value_list(const Node& node, const Field& field,
                                                  const std::string& path, ReadContext& context) {
    if (!is_leaf_mapping(node, path, example_list(field), context)) return std::nullopt;
    Mapping mapping(node, path, context.diagnostics);
    const Node* numbers = mapping.required("values", "a list of numbers");
    const LabelNodes nodes = required_label(mapping, field);
    const Node* low = mapping.optional("low");
    const Node* high = mapping.optional("high");
    mapping.finish();

    const auto label = read_label(nodes, field, path, context);
    if (!numbers || !label) return std::nullopt;
    if (!numbers->is_sequence() || numbers->items.empty()) {
        context.diagnostics.error(numbers->origin,
                                  fmt::format("'{}.values' must be a list of numbers", path));
        return std::nullopt;
    }
    const std::size_t length = numbers->items.size();
    if (!has_length(low, length, path + ".low", context)) low = nullptr;
    if (!has_length(high, length, path + ".high", context)) high = nullptr;
    std::vector<Value> values;
    for (std::size_t i = 0; i < length; ++i) {
        const auto value = make_value(numbers->items[i], bound_at(low, i), bound_at(high, i),
                                      *label, field, fmt::format("{}[{}]", path, i), context);
        if (value) values.push_back(*value);
    }
    if (values.size() < length) return std::nullopt;
    return values;
}

std::optional<Trajectory> read_series(const Node& node, const Field& field, const std::string& path,
                                      ReadContext& context) {
    if (!is_leaf_mapping(node, path, example_series(field), context)) return std::nullopt;
    return SeriesReader(node, field, path, context).read();
}

}  // namespace tanlu::schema
