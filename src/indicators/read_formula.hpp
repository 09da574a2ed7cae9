#pragma once
// The computed part of a row, and the names that formulas use, from YAML.
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "indicators/fields.hpp"
#include "indicators/system.hpp"
#include "schema/node.hpp"

namespace tanlu::indicators {

/// What reading formulas needs besides the nodes.
struct FormulaContext {
    const Vocabulary& vocabulary;
    std::string_view file_text;  ///< Content of the file, to find places within formulas.
    Diagnostics& diagnostics;
};

/// Reads `sets` and `inputs` of a document into the vocabulary; names that are there already are
/// replaced.
void read_vocabulary(Fields& fields, Diagnostics& diagnostics, Vocabulary& vocabulary);

/// Reads formula, variants, boundaries and what belongs to them. Formulas are parsed and their
/// names and units checked.
void read_formulas(Fields& fields, const schema::Node& node, const FormulaContext& context,
                   Indicator& row);

}  // namespace tanlu::indicators
