#pragma once
// Leaves from nodes: numbers with unit, source and grade; lists of them; paths through time.
#include <optional>
#include <string>
#include <vector>

#include "parameters/field.hpp"
#include "schema/context.hpp"
#include "schema/value.hpp"

namespace tanlu::schema {

// Each reports what is wrong and returns nothing when there is no usable leaf. `path` is the name
// of the leaf in messages.

/// {value: 0.35, unit: vehicle/person, source: est, grade: C, low: 0.3, high: 0.5, note: ...}
std::optional<Value> read_value(const Node& node, const Field& field, const std::string& path,
                                ReadContext& context);

/// {values: [...], unit: ..., source: ..., grade: ...}
std::optional<std::vector<Value>> read_value_list(const Node& node, const Field& field,
                                                  const std::string& path, ReadContext& context);

/// A constant, anchors by year, or a CSV file.
std::optional<Trajectory> read_series(const Node& node, const Field& field, const std::string& path,
                                      ReadContext& context);

/// Example of a leaf as it may be written, for hints and the reference.
std::string example_value(const Field& field);
std::string example_list(const Field& field);
std::string example_series(const Field& field);

}  // namespace tanlu::schema
