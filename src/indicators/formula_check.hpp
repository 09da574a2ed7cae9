#pragma once
// What a formula means before there is a result: do its names exist, do its units go together.
#include "indicators/formula.hpp"
#include "indicators/vocabulary.hpp"
#include "units/unit.hpp"

namespace tanlu::indicators {

/// What a formula gives. All numbers are in canonical units (km, kg, yr, MJ, vehicle, person).
struct FormulaType {
    units::Dimension dimension;
    bool is_single = true;  ///< One number, not one for each year.
};

/// Who settles the axis `boundary` where the formula does not select one of its labels.
enum class BoundaryFrom { formula, row };

/// Checks names and units. Throws FormulaError: unknown variables, axes, sets on another axis,
/// inputs; units that do not go together; sums of prices and shares over an axis; division by a
/// constant zero. Labels are those of results and not known here. A literal 0 has any unit.
FormulaType check_formula(const Expression& formula, const Vocabulary& vocabulary,
                          BoundaryFrom boundary);

/// Whether some variable of the formula takes its boundary from the row.
bool uses_boundary(const Expression& formula);

/// Names of the inputs that a formula reads, in order of appearance.
std::vector<std::string> inputs_of(const Expression& formula);

/// Names of the variables that a formula reads.
std::vector<std::string> variables_of(const Expression& formula);

/// The year in an argument that must be one. Throws FormulaError.
int year_argument(const Expression& argument);

}  // namespace tanlu::indicators
