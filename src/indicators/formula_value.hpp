#pragma once
// The numbers of a formula on a result.
#include <string_view>
#include <vector>

#include "indicators/formula.hpp"
#include "indicators/view.hpp"
#include "indicators/vocabulary.hpp"

namespace tanlu::indicators {

/// Value by year in canonical units (km, kg, yr, MJ, vehicle, person, money as named). Variables
/// with an axis `boundary` take `boundary` where the formula selects none; emissions of boundaries
/// are summed over the axes that are not selected. A year with a division by zero, or with a
/// missing number, is NaN. Labels of a set that the result lacks are passed over as long as one is
/// there. Throws MissingInput: variable, input, year, reference scenario, a label that other
/// results have; FormulaError: a label that no set and no result knows.
std::vector<double> evaluate_formula(const Expression& formula, const View& view,
                                     const Vocabulary& vocabulary, std::string_view boundary);

}  // namespace tanlu::indicators
