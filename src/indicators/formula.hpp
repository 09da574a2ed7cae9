#pragma once
// Formulas of indicators as text and as a tree: "trips[green] / trips". What a formula means is
// settled elsewhere: units in formula_check.hpp, numbers in formula_value.hpp.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tanlu/error.hpp"

namespace tanlu::indicators {

/// What is wrong with a formula, and where in its text.
class FormulaError : public Error {
public:
    FormulaError(std::size_t at, const std::string& message, std::string hint = {});
    std::size_t at() const { return at_; }  ///< Offset of the culprit in the text.
    const std::string& hint() const { return hint_; }

private:
    std::size_t at_;
    std::string hint_;
};

/// A label of an axis, or the name of a set of labels.
struct LabelName {
    std::string text;
    std::size_t at = 0;
};

/// "passenger_mode=walk|bicycle", or "green" where the axis is left out.
struct Selector {
    std::string axis;  ///< Empty where it was left out.
    std::size_t at = 0;
    std::vector<LabelName> labels;
};

/// A node of the tree of a formula.
struct Expression {
    enum class Kind {
        number,    ///< `number`
        variable,  ///< `name` with `selectors`
        input,     ///< `name`
        constant,  ///< `name`, of the system
        call,      ///< function `name` of `parts`
        negation,  ///< -parts[0]
        sum,       ///< parts[0] + parts[1]
        difference,
        product,
        quotient,
        power,       ///< parts[0] ^ `exponent`
        comparison,  ///< parts[0] `name` parts[1], with `name` one of < <= > >= ==
    };
    Kind kind = Kind::number;
    std::size_t at = 0;  ///< Offset in the text: of the name, the number or the operator.
    double number = 0.0;
    int exponent = 1;
    std::string name;
    std::vector<Selector> selectors;
    std::vector<Expression> parts;
};

/// A function that formulas may call.
struct FormulaFunction {
    std::string_view name;
    std::size_t arguments;
    std::string_view signature;  ///< As the user writes it.
    std::string_view meaning;
};

/// The explicit list.
std::span<const FormulaFunction> formula_functions();

/// The tree of a text. Throws FormulaError: syntax, unknown functions, wrong number of arguments.
///   sum     = product (('+' | '-') product)*       from left to right
///   product = signed (('*' | '/') signed)*
///   signed  = '-' signed | power
///   power   = atom ('^' '-'? whole number)?
///   atom    = number | name selectors? | function '(' arguments ')' | '(' sum ')'
/// Comparisons stand only in the first argument of if().
Expression parse_formula(std::string_view text);

}  // namespace tanlu::indicators
