#include "indicators/formula_value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "base/text.hpp"
#include "indicators/formula_check.hpp"
#include "indicators/trajectory.hpp"
#include "units/unit.hpp"

namespace tanlu::indicators {
namespace {

using Kind = Expression::Kind;
using Series = std::vector<double>;

template <class Operation>
Series combined(Series a, const Series& b, Operation operation) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = operation(a[i], b[i]);
    return a;
}

template <class Operation>
Series mapped(Series a, Operation operation) {
    for (auto& value : a) value = operation(value);
    return a;
}

double either_missing(double a, double b) {
    return std::isnan(a) || std::isnan(b) ? kNoNumber : 0.0;
}
double smaller(double a, double b) {
    return either_missing(a, b) + std::min(a, b);
}
double larger(double a, double b) {
    return either_missing(a, b) + std::max(a, b);
}

bool holds(std::string_view comparison, double a, double b) {
    if (comparison == "<") return a < b;
    if (comparison == "<=") return a <= b;
    if (comparison == ">") return a > b;
    if (comparison == ">=") return a >= b;
    return a == b;
}

/// Numbers of infinite size come from nothing that was asked for.
Series without_infinities(Series values) {
    return mapped(std::move(values), [](double x) { return std::isfinite(x) ? x : kNoNumber; });
}

class Evaluator {
public:
    Evaluator(const View& view, const Vocabulary& vocabulary, std::string_view boundary)
        : view_(view), vocabulary_(vocabulary), boundary_(boundary) {}

    Series value(const Expression& node) const {
        switch (node.kind) {
            case Kind::number:
                return same(node.number);
            case Kind::variable:
                return variable(node);
            case Kind::input:
                return input(node);
            case Kind::constant:
                return constant(node);
            case Kind::call:
                return without_infinities(call(node));
            case Kind::negation:
                return mapped(value(node.parts[0]), std::negate<>());
            case Kind::sum:
                return combined(value(node.parts[0]), value(node.parts[1]), std::plus<>());
            case Kind::difference:
                return combined(value(node.parts[0]), value(node.parts[1]), std::minus<>());
            case Kind::product:
                return combined(value(node.parts[0]), value(node.parts[1]), std::multiplies<>());
            case Kind::quotient:
                return ratio(value(node.parts[0]), value(node.parts[1]));
            case Kind::power:
                return without_infinities(mapped(
                    value(node.parts[0]), [&](double x) { return std::pow(x, node.exponent); }));
            case Kind::comparison:
                throw Error("a comparison by itself");
        }
        return {};
    }

private:
    const View& view_;
    const Vocabulary& vocabulary_;
    std::string_view boundary_;

    Series same(double number) const { return Series(view_.years().size(), number); }

    Series canonical(Series values, const std::string& unit) const {
        const units::Unit parsed = units::parse_unit(unit);
        return mapped(std::move(values),
                      [&](double x) { return x * parsed.numerator / parsed.denominator; });
    }

    Series input(const Expression& node) const {
        const InputInfo& info = vocabulary_.inputs.at(node.name);
        const std::string name = input_variable(node.name);
        const auto unit = view_.unit_of(name);
        if (!unit) throw MissingInput(missing_input(node.name, info));
        Series values = view_.sum(name, {});
        const bool is_given = std::ranges::any_of(values, [](double x) { return !std::isnan(x); });
        if (!is_given) throw MissingInput(missing_input(node.name, info));
        require_same(*unit, info.unit, "input " + node.name);
        return canonical(std::move(values), *unit);
    }

    Series constant(const Expression& node) const {
        const ConstantInfo& info = vocabulary_.constants.at(node.name);
        return canonical(same(info.value), info.unit);
    }

    /// A result of another version may have another unit.
    static void require_same(const std::string& found, const std::string& wanted,
                             const std::string& what) {
        if (units::parse_unit(found).dimension == units::parse_unit(wanted).dimension) return;
        throw MissingInput(fmt::format("{} in {} (the result has {})", what, wanted, found));
    }

    Series variable(const Expression& node) const {
        const KnownVariable& known = *find_variable(node.name);
        const auto unit = view_.unit_of(node.name);
        if (!unit) throw MissingInput(fmt::format("variable {}", node.name));
        require_same(*unit, known.unit, "variable " + node.name);
        std::vector<Selection> selections;
        for (const auto& selector : node.selectors) {
            selections.push_back(selection(selector, known));
        }
        const auto is_boundary = [](const Selection& s) { return s.axis == "boundary"; };
        const bool has_boundary = std::ranges::find(known.axes, "boundary") != known.axes.end();
        if (has_boundary && std::ranges::none_of(selections, is_boundary)) {
            selections.push_back({"boundary", {std::string(boundary_)}});
        }
        return canonical(view_.sum(node.name, selections), *unit);
    }

    /// Labels of a set, those that the result has.
    std::vector<std::string> labels_of(const std::string& name, const LabelSet& set) const {
        std::vector<std::string> wanted =
            set.attribute.empty() ? set.labels : view_.list(set.attribute);
        const auto& there = view_.labels(set.axis);
        std::erase_if(wanted, [&](const std::string& label) {
            return std::ranges::find(there, label) == there.end();
        });
        if (wanted.empty()) {
            throw MissingInput(fmt::format("a label of set '{}' on axis {}", name, set.axis));
        }
        return wanted;
    }

    bool has_label(const std::string& axis, const std::string& label) const {
        const auto& there = view_.labels(axis);
        return std::ranges::find(there, label) != there.end();
    }

    /// Axis of a selector, where it was left out that of its first set or label.
    std::string axis_of(const Selector& selector, const KnownVariable& known) const {
        if (!selector.axis.empty()) return selector.axis;
        for (const auto& label : selector.labels) {
            const auto set = vocabulary_.sets.find(label.text);
            if (set != vocabulary_.sets.end()) return set->second.axis;
        }
        const auto& label = selector.labels.front();
        std::vector<std::string> candidates, all;
        for (const auto& axis : known.axes) {
            if (has_label(axis, label.text)) candidates.push_back(axis);
            const auto& labels = view_.labels(axis);
            all.insert(all.end(), labels.begin(), labels.end());
            for (const auto& [name, set] : vocabulary_.sets) {
                if (set.axis == axis) all.push_back(name);
            }
        }
        if (candidates.size() == 1) return candidates.front();
        if (candidates.size() > 1) {
            throw FormulaError(label.at,
                               fmt::format("'{}' is a label of several axes ({})", label.text,
                                           fmt::join(candidates, ", ")),
                               fmt::format("write {}={}", candidates.front(), label.text));
        }
        for (const auto& axis : known.axes) {
            if (vocabulary_.lists(axis, label.text)) return axis;
        }
        throw FormulaError(label.at,
                           fmt::format("no set and no label '{}' on the axes of {} ({})",
                                       label.text, known.name, fmt::join(known.axes, ", ")),
                           did_you_mean(label.text, all));
    }

    Selection selection(const Selector& selector, const KnownVariable& known) const {
        const std::string axis = axis_of(selector, known);
        const auto of_known = std::ranges::find(known.axes, axis);
        Selection selection{*of_known, {}};
        for (const auto& label : selector.labels) {
            if (const LabelSet* set = vocabulary_.set_on(selector.axis, label.text)) {
                const auto labels = labels_of(label.text, *set);
                selection.labels.insert(selection.labels.end(), labels.begin(), labels.end());
            } else if (has_label(axis, label.text)) {
                selection.labels.push_back(label.text);
            } else if (vocabulary_.lists(axis, label.text)) {
                throw MissingInput(fmt::format("'{}' on axis {}", label.text, axis));
            } else {
                throw FormulaError(label.at,
                                   fmt::format("no label '{}' on axis {}", label.text, axis),
                                   did_you_mean(label.text, view_.labels(axis)));
            }
        }
        return selection;
    }

    std::size_t index_of(int year) const {
        if (year >= view_.first_year() && year <= view_.last_year()) {
            return static_cast<std::size_t>(year - view_.first_year());
        }
        throw MissingInput(fmt::format("the year {} (the result runs from {} to {})", year,
                                       view_.first_year(), view_.last_year()));
    }

    double in_year(const Expression& node, const Expression& year) const {
        const std::size_t index = index_of(year_argument(year));
        return value(node)[index];
    }

    /// Sum from a year on to each year; years before it have no number.
    Series running(const Expression& node) const {
        Series values = value(node.parts[0]);
        const std::size_t start = index_of(year_argument(node.parts[1]));
        double sum = 0.0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i >= start) sum += values[i];
            values[i] = i >= start ? sum : kNoNumber;
        }
        return values;
    }

    /// First year in which a series is above a level, or from which it stays at or below it. Years
    /// without a number count only before the first number.
    double year_at_level(const Expression& node) const {
        const Series values = value(node.parts[0]);
        const Series level = value(node.parts[1]);
        const bool stays_below = node.name == "years_below";
        double found = kNoNumber;
        bool has_begun = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i]) || std::isnan(level[i])) {
                if (has_begun) return kNoNumber;
                continue;
            }
            has_begun = true;
            const bool is_above = values[i] > level[i];
            const int year = view_.years()[i];
            if (stays_below && is_above) found = kNoNumber;
            if (is_above != stays_below && std::isnan(found)) found = year;
        }
        return found;
    }

    Series chosen(const Expression& node) const {
        const Expression& condition = node.parts[0];
        const Series a = value(condition.parts[0]);
        const Series b = value(condition.parts[1]);
        const Series yes = value(node.parts[1]);
        const Series no = value(node.parts[2]);
        Series result(a.size(), kNoNumber);
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (std::isnan(a[i]) || std::isnan(b[i])) continue;
            result[i] = holds(condition.name, a[i], b[i]) ? yes[i] : no[i];
        }
        return result;
    }

    Series call(const Expression& node) const {
        const auto& parts = node.parts;
        const std::string& name = node.name;
        if (name == "at") return same(in_year(parts[0], parts[1]));
        if (name == "first") return same(value(parts[0]).front());
        if (name == "maximum") {
            const Series values = value(parts[0]);
            double largest = values.front();
            for (const double x : values) largest = larger(largest, x);
            return same(largest);
        }
        if (name == "total") {
            const int from = year_argument(parts[1]);
            const int to = year_argument(parts[2]);
            index_of(from);
            index_of(to);
            const Series values = value(parts[0]);
            return same(sum_years(view_.series(values), from, to));
        }
        if (name == "running") return running(node);
        if (name == "peak_year" || name == "last_peak_year") {
            const Series values = value(parts[0]);
            const Peak peak = find_peak(view_.series(values));
            const auto year = name == "peak_year" ? peak.year : peak.last_year;
            return same(year ? *year : kNoNumber);
        }
        if (name == "years_below" || name == "first_above") return same(year_at_level(node));
        if (name == "reference") {
            const View reference = view_.in_scenario(view_.reference());
            return Evaluator(reference, vocabulary_, boundary_).value(parts[0]);
        }
        if (name == "change" || name == "reduction") {
            const Series against = ratio(value(parts[0]), same(in_year(parts[0], parts[1])));
            const bool is_change = name == "change";
            return mapped(against, [&](double x) { return is_change ? x - 1.0 : 1.0 - x; });
        }
        if (name == "exp") return mapped(value(parts[0]), [](double x) { return std::exp(x); });
        if (name == "ln") return mapped(value(parts[0]), [](double x) { return std::log(x); });
        if (name == "min") return combined(value(parts[0]), value(parts[1]), smaller);
        if (name == "max") return combined(value(parts[0]), value(parts[1]), larger);
        if (name == "clamp") {
            return combined(combined(value(parts[0]), value(parts[1]), larger), value(parts[2]),
                            smaller);
        }
        if (name == "if") return chosen(node);
        throw Error("a function without a rule: " + name);
    }
};

}  // namespace

std::vector<double> evaluate_formula(const Expression& formula, const View& view,
                                     const Vocabulary& vocabulary, std::string_view boundary) {
    return without_infinities(Evaluator(view, vocabulary, boundary).value(formula));
}

}  // namespace tanlu::indicators
