#include "indicators/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace tanlu::indicators {
namespace {

constexpr std::size_t kLongest = 4000;
constexpr int kDeepest = 60;
constexpr int kHighestPower = 9;

constexpr FormulaFunction kFunctions[] = {
    {"input", 1, "input(road-deaths)", "an input of the scenario"},
    {"constant", 1, "constant(rail-weight)", "a number of the system, with its unit and source"},
    {"at", 2, "at(x, 2030)", "the value in a year"},
    {"first", 1, "first(x)", "the value in the first year of the result"},
    {"maximum", 1, "maximum(x)", "the largest value over the years"},
    {"total", 3, "total(x, 2020, 2060)", "the sum over years, both ends counted"},
    {"running", 2, "running(x, 2020)", "the sum from a year on to each year"},
    {"peak_year", 1, "peak_year(x)", "the first year of the maximum; undefined without a peak"},
    {"last_peak_year", 1, "last_peak_year(x)",
     "the last year of the maximum; undefined without a peak"},
    {"years_below", 2, "years_below(x, level)",
     "the first year from which x stays at or below a level; undefined if never"},
    {"first_above", 2, "first_above(x, level)",
     "the first year in which x is above a level; undefined if never"},
    {"reference", 1, "reference(x)", "the value in the scenario that the own one builds on"},
    {"change", 2, "change(x, 2020)", "x over its value in a year, minus 1"},
    {"reduction", 2, "reduction(x, 2020)", "1 minus x over its value in a year"},
    {"min", 2, "min(a, b)", "the smaller one"},
    {"max", 2, "max(a, b)", "the larger one"},
    {"clamp", 3, "clamp(x, low, high)", "x, but not below low and not above high"},
    {"exp", 1, "exp(x)", "e to the power of x"},
    {"ln", 1, "ln(x)", "natural logarithm"},
    {"if", 3, "if(a < b, x, y)", "x where the comparison holds, else y"},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80u) != 0;
}
bool goes_on_name(char c) {
    return starts_name(c) || is_digit(c);
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Expression parse() {
        if (text_.size() > kLongest) throw FormulaError(0, "the formula is too long");
        Expression whole = sum();
        skip_blanks();
        if (at_ == text_.size()) return whole;
        if (take_comparison()) fail_comparison();
        throw FormulaError(at_, fmt::format("unexpected '{}'", character()),
                           "an operator (+ - * /) or the end is due here");
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;

    /// The character here, whole where it has several bytes.
    std::string_view character() const {
        std::size_t length = 1;
        while (at_ + length < text_.size() &&
               (static_cast<unsigned char>(text_[at_ + length]) & 0xC0u) == 0x80u) {
            ++length;
        }
        return text_.substr(at_, length);
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    }

    bool take(std::string_view symbol) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(symbol)) return false;
        at_ += symbol.size();
        return true;
    }

    void require(std::string_view symbol, std::string_view where) {
        if (take(symbol)) return;
        throw FormulaError(
            at_, at_ == text_.size()
                     ? fmt::format("the formula ends where '{}' is due", symbol)
                     : fmt::format("unexpected '{}' ('{}' is due {})", character(), symbol, where));
    }

    [[noreturn]] void fail_comparison() {
        throw FormulaError(at_ - 1, "a comparison outside the first argument of if()",
                           "write if(a < b, x, y)");
    }

    /// Two parts joined by the operator at `at`.
    static Expression joined(Expression::Kind kind, std::size_t at, Expression a, Expression b) {
        Expression node;
        node.kind = kind;
        node.at = at;
        node.parts.push_back(std::move(a));
        node.parts.push_back(std::move(b));
        return node;
    }

    Expression sum() {
        Expression left = product();
        while (true) {
            skip_blanks();
            const std::size_t at = at_;
            if (take("+")) {
                left = joined(Expression::Kind::sum, at, std::move(left), product());
            } else if (take("-")) {
                left = joined(Expression::Kind::difference, at, std::move(left), product());
            } else {
                return left;
            }
        }
    }

    Expression product() {
        Expression left = with_sign();
        while (true) {
            skip_blanks();
            const std::size_t at = at_;
            if (take("*")) {
                left = joined(Expression::Kind::product, at, std::move(left), with_sign());
            } else if (take("/")) {
                left = joined(Expression::Kind::quotient, at, std::move(left), with_sign());
            } else {
                return left;
            }
        }
    }

    Expression with_sign() {
        skip_blanks();
        const std::size_t at = at_;
        if (++depth_ > kDeepest) throw FormulaError(at_, "the formula is nested too deeply");
        Expression node;
        if (take("-")) {
            node.kind = Expression::Kind::negation;
            node.at = at;
            node.parts.push_back(with_sign());
        } else {
            node = power();
        }
        --depth_;
        return node;
    }

    Expression power() {
        Expression base = atom();
        skip_blanks();
        const std::size_t at = at_;
        if (!take("^")) return base;
        skip_blanks();
        Expression node;
        node.kind = Expression::Kind::power;
        node.at = at;
        const char* begin = text_.data() + at_;
        const char* const last = text_.data() + text_.size();
        const auto [end, error] = std::from_chars(begin, last, node.exponent);
        const bool is_whole = error == std::errc() && (end == last || *end != '.');
        if (!is_whole || std::abs(node.exponent) > kHighestPower) {
            throw FormulaError(
                at_, fmt::format("a whole number up to {} is due after '^'", kHighestPower));
        }
        at_ += static_cast<std::size_t>(end - begin);
        node.parts.push_back(std::move(base));
        return node;
    }

    Expression atom() {
        skip_blanks();
        if (at_ == text_.size()) {
            throw FormulaError(at_, text_.empty() ? "the formula is empty"
                                                  : "the formula ends where a value is due");
        }
        if (take("(")) {
            Expression inner = sum();
            if (take_comparison()) fail_comparison();
            require(")", "after what the parenthesis holds");
            return inner;
        }
        if (is_digit(text_[at_]) || text_[at_] == '.') return number();
        if (starts_name(text_[at_])) return named();
        throw FormulaError(at_, fmt::format("unexpected '{}' (a value is due)", character()));
    }

    Expression number() {
        Expression node;
        node.at = at_;
        const char* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), node.number);
        if (error != std::errc() || !std::isfinite(node.number)) {
            throw FormulaError(at_, "this is no number");
        }
        at_ += static_cast<std::size_t>(end - begin);
        return node;
    }

    std::string name() {
        const std::size_t start = at_;
        while (at_ < text_.size() && goes_on_name(text_[at_])) ++at_;
        return std::string(text_.substr(start, at_ - start));
    }

    /// A name that may hold hyphens: of labels, sets and inputs.
    std::string hyphened_name(std::string_view what) {
        skip_blanks();
        const std::size_t start = at_;
        while (at_ < text_.size() &&
               (goes_on_name(text_[at_]) || (text_[at_] == '-' && at_ > start))) {
            ++at_;
        }
        if (at_ > start) return std::string(text_.substr(start, at_ - start));
        throw FormulaError(at_,
                           at_ == text_.size()
                               ? fmt::format("the formula ends where {} is due", what)
                               : fmt::format("unexpected '{}' ({} is due)", character(), what));
    }

    Expression named() {
        Expression node;
        node.at = at_;
        node.name = name();
        if (take("(")) return call(std::move(node));
        node.kind = Expression::Kind::variable;
        if (!take("[")) return node;
        do {
            node.selectors.push_back(selector());
        } while (take(","));
        require("]", "after the selection");
        return node;
    }

    Selector selector() {
        Selector selection;
        skip_blanks();
        selection.at = at_;
        std::string word = hyphened_name("an axis, a label or a set");
        if (take("=")) {
            selection.axis = std::move(word);
            skip_blanks();
            selection.labels.push_back({{}, at_});
            selection.labels.back().text = hyphened_name("a label");
        } else {
            selection.labels.push_back({std::move(word), selection.at});
        }
        while (take("|")) {
            skip_blanks();
            const std::size_t at = at_;
            selection.labels.push_back({hyphened_name("a label"), at});
        }
        return selection;
    }

    Expression call(Expression node) {
        node.kind = Expression::Kind::call;
        const FormulaFunction* known = nullptr;
        std::vector<std::string> names;
        for (const auto& function : kFunctions) {
            names.emplace_back(function.name);
            if (function.name == node.name) known = &function;
        }
        if (known == nullptr) {
            throw FormulaError(node.at, fmt::format("no function '{}'", node.name),
                               did_you_mean(node.name, names));
        }
        if (node.name == "input" || node.name == "constant") {
            const std::string kind = node.name;
            node.kind = kind == "input" ? Expression::Kind::input : Expression::Kind::constant;
            skip_blanks();
            const std::size_t at = at_;
            node.name = hyphened_name("the name of the " + kind);
            node.at = at;
            require(")", "after the name of the " + kind);
            return node;
        }
        if (!take(")")) {
            do {
                const bool may_compare = node.name == "if" && node.parts.empty();
                node.parts.push_back(may_compare ? comparison() : sum());
                if (take_comparison()) fail_comparison();
            } while (take(","));
            require(")", "after the arguments");
        }
        if (node.parts.size() != known->arguments) {
            throw FormulaError(
                node.at,
                fmt::format("{}() takes {} argument{} (here are {})", node.name, known->arguments,
                            known->arguments == 1 ? "" : "s", node.parts.size()),
                fmt::format("write {}", known->signature));
        }
        return node;
    }

    /// The operator of a comparison, if one stands here.
    std::optional<std::string_view> take_comparison() {
        for (const std::string_view symbol : {"<=", ">=", "==", "<", ">"}) {
            if (take(symbol)) return symbol;
        }
        return std::nullopt;
    }

    Expression comparison() {
        Expression left = sum();
        skip_blanks();
        const std::size_t at = at_;
        const auto symbol = take_comparison();
        if (!symbol) {
            throw FormulaError(at_, "the first argument of if() is a comparison",
                               "write if(a < b, x, y)");
        }
        Expression node = joined(Expression::Kind::comparison, at, std::move(left), sum());
        node.name = *symbol;
        return node;
    }
};

}  // namespace

FormulaError::FormulaError(std::size_t at, const std::string& message, std::string hint)
    : Error(message), at_(at), hint_(std::move(hint)) {}

std::span<const FormulaFunction> formula_functions() {
    return kFunctions;
}

Expression parse_formula(std::string_view text) {
    return Parser(text).parse();
}

}  // namespace tanlu::indicators
