#pragma once
// How an explanation of a number is printed.
#include <cstddef>
#include <iosfwd>

#include "cli/output.hpp"
#include "explain/explanation.hpp"

namespace tanlu::cli {

/// Prints an explanation: sentences and small tables, rows of one CSV, or a JSON object. Of parts,
/// inputs and policies at most `top` rows; what is left out is counted.
void print_explanation(std::ostream& out, const explain::Explanation& explanation, std::size_t top,
                       Format format);

}  // namespace tanlu::cli
