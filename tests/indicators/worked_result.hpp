#pragma once
// Small results written as YAML: tests/indicators/worked/ and the tests of traps.
#include <string>
#include <vector>

#include "results/dataset.hpp"
#include "schema/node.hpp"

namespace tanlu::indicators {

/// The document in a file, or in a text.
schema::Node read_case(const std::string& path);
schema::Node parse_case(const std::string& text);

/// Value of a key that must be there; its text, empty where it is not there.
const schema::Node& at(const schema::Node& node, const std::string& key);
std::string text_at(const schema::Node& node, const std::string& key);

double number(const schema::Node& node);

/// A result with one scenario and region from `attributes`, `variables` and `inputs` of a document.
/// Axes hold the labels of all variables that name them, years run from the first to the last one
/// given. Cells that are not given are NaN.
Dataset worked_result(const schema::Node& root);

}  // namespace tanlu::indicators
