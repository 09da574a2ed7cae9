#pragma once
// Numbers and truth values from text, strictly: one spelling each, nothing guessed.
#include <string>
#include <string_view>
#include <variant>

#include "schema/node.hpp"

namespace tanlu::schema {

/// Why a text is not what is due.
struct Problem {
    std::string message;
    std::string hint;
};

/// A finite number: 12, -0.5, 1e6. Octal-looking, grouped, hexadecimal, quoted, non-finite and
/// boolean-looking text are problems of their own.
std::variant<double, Problem> read_number(const Node& node);
std::variant<double, Problem> read_number(std::string_view text);

/// A whole number written without point or exponent.
std::variant<int, Problem> read_integer(const Node& node);

/// true or false.
std::variant<bool, Problem> read_flag(const Node& node);

/// "50 %": a number, a blank, a unit.
struct Quantity {
    double number = 0.0;
    std::string unit;
};
std::variant<Quantity, Problem> read_quantity(const Node& node);

/// Whether a text is an id: lower-case letters, digits and single hyphens between them.
bool is_id(std::string_view text);

}  // namespace tanlu::schema
