#include "indicators/formula_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace tanlu::indicators {
namespace {

using Kind = Expression::Kind;

constexpr std::string_view kBoundary = "boundary";
constexpr double kFirstYear = 1900.0;
constexpr double kLastYear = 2200.0;

/// Type of a node while it is worked out.
struct Type {
    units::Dimension dimension;
    bool is_single = true;
    std::optional<double> constant;  ///< Of a node of literal numbers.

    bool is_zero() const { return constant && *constant == 0.0; }
};

units::Dimension product_of(units::Dimension a, const units::Dimension& b, int power) {
    for (std::size_t i = 0; i < a.powers.size(); ++i) a.powers[i] += power * b.powers[i];
    for (const auto& [currency, exponent] : b.money) {
        int& sum = a.money[currency];
        sum += power * exponent;
        if (sum == 0) a.money.erase(currency);
    }
    return a;
}

units::Dimension of_time() {
    units::Dimension dimension;
    dimension.powers[static_cast<std::size_t>(units::Base::time)] = 1;
    return dimension;
}

std::vector<std::string> variable_names() {
    std::vector<std::string> names;
    for (const auto& variable : known_variables()) names.push_back(variable.name);
    return names;
}

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : map) keys.push_back(key);
    return keys;
}

bool has_axis(const KnownVariable& variable, std::string_view axis) {
    return std::ranges::find(variable.axes, axis) != variable.axes.end();
}

std::string axes_text(const KnownVariable& variable) {
    return variable.axes.empty() ? "it has no axis to select from"
                                 : fmt::format("it has {}", fmt::join(variable.axes, ", "));
}

class Checker {
public:
    Checker(const Vocabulary& vocabulary, BoundaryFrom boundary)
        : vocabulary_(vocabulary), boundary_(boundary) {}

    Type type_of(const Expression& node) const {
        switch (node.kind) {
            case Kind::number:
                return {{}, true, node.number};
            case Kind::variable:
                return variable(node);
            case Kind::input:
                return input(node);
            case Kind::constant:
                return constant(node);
            case Kind::call:
                return call(node);
            case Kind::negation:
                return negation(node);
            case Kind::sum:
            case Kind::difference:
                return sum(node);
            case Kind::product:
            case Kind::quotient:
                return product(node);
            case Kind::power:
                return power(node);
            case Kind::comparison:
                return comparison(node);
        }
        return {};
    }

private:
    const Vocabulary& vocabulary_;
    BoundaryFrom boundary_;

    Type variable(const Expression& node) const {
        const KnownVariable* known = find_variable(node.name);
        if (known == nullptr) {
            const bool is_input = vocabulary_.inputs.contains(node.name);
            throw FormulaError(node.at, fmt::format("no variable '{}'", node.name),
                               is_input ? fmt::format("write input({})", node.name)
                                        : did_you_mean(node.name, variable_names()));
        }
        std::vector<std::string> selected;
        std::vector<std::string> single;  // axes with one label left
        for (const auto& selector : node.selectors) {
            const std::string axis = axis_of(selector, *known);
            const bool is_one =
                selector.labels.size() == 1 &&
                vocabulary_.set_on(selector.axis, selector.labels.front().text) == nullptr;
            if (axis.empty()) {  // a label, whose axis the result knows
                if (is_one) single.emplace_back();
                continue;
            }
            if (std::ranges::find(selected, axis) != selected.end()) {
                throw FormulaError(selector.at,
                                   fmt::format("axis '{}' is selected from twice", axis),
                                   "join labels of one axis by '|'");
            }
            selected.push_back(axis);
            if (is_one) single.push_back(axis);
        }
        if (has_axis(*known, kBoundary) && boundary_ == BoundaryFrom::formula &&
            std::ranges::find(selected, kBoundary) == selected.end() &&
            std::ranges::find(single, std::string()) == single.end()) {
            throw FormulaError(node.at, fmt::format("{} would add up its boundaries", node.name),
                               "select one, e.g. [boundary=ttw], or give the row 'boundaries'");
        }
        const bool may_add = is_amount(*known) || single.size() == known->axes.size();
        if (!may_add && !known->axes.empty()) {
            throw FormulaError(node.at,
                               fmt::format("{} [{}] cannot be added up over {}", node.name,
                                           known->unit, fmt::join(known->axes, ", ")),
                               "select one label of each axis, or form a ratio of sums");
        }
        return {units::parse_unit(known->unit).dimension, false, {}};
    }

    /// Axis that a selector means; empty where only the result can say.
    std::string axis_of(const Selector& selector, const KnownVariable& variable) const {
        if (!selector.axis.empty() && !has_axis(variable, selector.axis)) {
            throw FormulaError(selector.at,
                               fmt::format("{} has no axis '{}' ({})", variable.name, selector.axis,
                                           axes_text(variable)),
                               nearest(selector.axis, variable.axes).empty()
                                   ? std::string()
                                   : did_you_mean(selector.axis, variable.axes));
        }
        std::string axis = selector.axis;
        for (const auto& label : selector.labels) {
            const auto set = vocabulary_.sets.find(label.text);
            if (set == vocabulary_.sets.end()) continue;
            const std::string& of_set = set->second.axis;
            // `subsector=cars` is a label although `cars` is a set of vehicle classes.
            if (selector.axis != of_set && vocabulary_.lists(selector.axis, label.text)) continue;
            if (!axis.empty() && axis != of_set) {
                throw FormulaError(label.at, fmt::format("set '{}' is on axis {}, not on {}",
                                                         label.text, of_set, axis));
            }
            if (!has_axis(variable, of_set)) {
                throw FormulaError(
                    label.at, fmt::format("set '{}' is on axis {}, which {} lacks ({})", label.text,
                                          of_set, variable.name, axes_text(variable)));
            }
            axis = of_set;
        }
        if (axis.empty() && variable.axes.empty()) {
            throw FormulaError(selector.at,
                               fmt::format("{} has no axis to select from", variable.name));
        }
        if (axis.empty() && variable.axes.size() == 1) axis = variable.axes.front();
        return axis;
    }

    Type input(const Expression& node) const {
        const auto known = vocabulary_.inputs.find(node.name);
        if (known == vocabulary_.inputs.end()) {
            throw FormulaError(node.at, fmt::format("no input '{}'", node.name),
                               vocabulary_.inputs.empty()
                                   ? "declare it under 'inputs' of the system"
                                   : did_you_mean(node.name, keys_of(vocabulary_.inputs)));
        }
        return {units::parse_unit(known->second.unit).dimension, false, {}};
    }

    Type constant(const Expression& node) const {
        const auto known = vocabulary_.constants.find(node.name);
        if (known == vocabulary_.constants.end()) {
            throw FormulaError(node.at, fmt::format("no constant '{}'", node.name),
                               vocabulary_.constants.empty()
                                   ? "declare it under 'constants' of the system"
                                   : did_you_mean(node.name, keys_of(vocabulary_.constants)));
        }
        const ConstantInfo& info = known->second;
        return {units::parse_unit(info.unit).dimension, true, info.value};
    }

    /// Two nodes that must have one unit; a literal zero has any.
    static Type alike(const Type& a, const Type& b, std::size_t at, std::string_view doing) {
        Type type{a.is_zero() ? b.dimension : a.dimension, a.is_single && b.is_single, {}};
        if (a.is_zero() || b.is_zero() || a.dimension == b.dimension) return type;
        throw FormulaError(at,
                           fmt::format("{} {} and {}", doing, units::to_string(a.dimension),
                                       units::to_string(b.dimension)),
                           "both must have the same unit");
    }

    Type negation(const Expression& node) const {
        Type type = type_of(node.parts[0]);
        if (type.constant) type.constant = -*type.constant;
        return type;
    }

    Type sum(const Expression& node) const {
        const Type a = type_of(node.parts[0]);
        const Type b = type_of(node.parts[1]);
        const bool is_sum = node.kind == Kind::sum;
        Type type = alike(a, b, node.at, is_sum ? "this adds" : "this subtracts");
        if (a.constant && b.constant) {
            type.constant = is_sum ? *a.constant + *b.constant : *a.constant - *b.constant;
        }
        return type;
    }

    Type product(const Expression& node) const {
        const Type a = type_of(node.parts[0]);
        const Type b = type_of(node.parts[1]);
        const bool is_quotient = node.kind == Kind::quotient;
        if (is_quotient && b.is_zero()) {
            throw FormulaError(node.at, "division by zero", "the divisor is 0 in every year");
        }
        Type type{product_of(a.dimension, b.dimension, is_quotient ? -1 : 1),
                  a.is_single && b.is_single,
                  {}};
        if (a.constant && b.constant) {
            type.constant = is_quotient ? *a.constant / *b.constant : *a.constant * *b.constant;
        }
        return type;
    }

    Type power(const Expression& node) const {
        const Type base = type_of(node.parts[0]);
        if (base.is_zero() && node.exponent < 0) {
            throw FormulaError(node.at, "division by zero", "the divisor is 0 in every year");
        }
        Type type{product_of({}, base.dimension, node.exponent), base.is_single, {}};
        if (base.constant) type.constant = std::pow(*base.constant, node.exponent);
        return type;
    }

    Type comparison(const Expression& node) const {
        Type type = alike(type_of(node.parts[0]), type_of(node.parts[1]), node.at, "this compares");
        type.dimension = {};
        return type;
    }

    Type pure_number(const Expression& node, std::string_view function) const {
        const Type type = type_of(node);
        if (type.dimension.is_none()) return type;
        throw FormulaError(node.at, fmt::format("{}() takes a pure number, this is {}", function,
                                                units::to_string(type.dimension)));
    }

    Type call(const Expression& node) const {
        const auto& parts = node.parts;
        const std::string& name = node.name;
        if (name == "at") {
            year_argument(parts[1]);
            return {type_of(parts[0]).dimension, true, {}};
        }
        if (name == "first" || name == "maximum") return {type_of(parts[0]).dimension, true, {}};
        if (name == "total") {
            if (year_argument(parts[1]) > year_argument(parts[2])) {
                throw FormulaError(parts[2].at, "the sum ends before it starts");
            }
            return {product_of(type_of(parts[0]).dimension, of_time(), 1), true, {}};
        }
        if (name == "running") {
            year_argument(parts[1]);
            return {product_of(type_of(parts[0]).dimension, of_time(), 1), false, {}};
        }
        if (name == "peak_year" || name == "last_peak_year") {
            type_of(parts[0]);
            return {of_time(), true, {}};
        }
        if (name == "years_below" || name == "first_above") {
            alike(type_of(parts[0]), type_of(parts[1]), parts[1].at, "this compares");
            return {of_time(), true, {}};
        }
        if (name == "reference") return type_of(parts[0]);
        if (name == "change" || name == "reduction") {
            year_argument(parts[1]);
            return {{}, type_of(parts[0]).is_single, {}};
        }
        if (name == "exp" || name == "ln") return {{}, pure_number(parts[0], name).is_single, {}};
        if (name == "min" || name == "max") {
            return alike(type_of(parts[0]), type_of(parts[1]), parts[1].at, "this compares");
        }
        if (name == "clamp") {
            const Type low =
                alike(type_of(parts[0]), type_of(parts[1]), parts[1].at, "this compares");
            return alike(low, type_of(parts[2]), parts[2].at, "this compares");
        }
        if (name == "if") {
            const Type condition = comparison(parts[0]);
            Type type =
                alike(type_of(parts[1]), type_of(parts[2]), parts[2].at, "this chooses between");
            type.is_single = type.is_single && condition.is_single;
            return type;
        }
        throw Error("a function without a rule: " + name);
    }
};

/// Calls visit(node) for a node and all below it.
template <class Visit>
void walk(const Expression& node, Visit&& visit) {
    visit(node);
    for (const auto& part : node.parts) walk(part, visit);
}

std::vector<std::string> names_of(const Expression& formula, Kind kind) {
    std::vector<std::string> names;
    walk(formula, [&](const Expression& node) {
        if (node.kind != kind || std::ranges::find(names, node.name) != names.end()) return;
        names.push_back(node.name);
    });
    return names;
}

}  // namespace

FormulaType check_formula(const Expression& formula, const Vocabulary& vocabulary,
                          BoundaryFrom boundary) {
    const Type type = Checker(vocabulary, boundary).type_of(formula);
    return {type.dimension, type.is_single};
}

bool uses_boundary(const Expression& formula) {
    bool uses = false;
    walk(formula, [&](const Expression& node) {
        if (node.kind != Kind::variable) return;
        const KnownVariable* known = find_variable(node.name);
        uses = uses || (known != nullptr && has_axis(*known, kBoundary));
    });
    return uses;
}

std::vector<std::string> inputs_of(const Expression& formula) {
    return names_of(formula, Kind::input);
}

std::vector<std::string> variables_of(const Expression& formula) {
    return names_of(formula, Kind::variable);
}

int year_argument(const Expression& argument) {
    const bool is_year = argument.kind == Kind::number && argument.number >= kFirstYear &&
                         argument.number <= kLastYear &&
                         argument.number == std::floor(argument.number);
    if (!is_year) {
        throw FormulaError(argument.at, "a year is due here, such as 2030");
    }
    return static_cast<int>(argument.number);
}

}  // namespace tanlu::indicators
