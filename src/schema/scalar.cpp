#include "schema/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.hpp"

namespace tanlu::schema {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Digits at the start of `text`, taken off it.
std::string_view take_digits(std::string_view& text) {
    std::size_t n = 0;
    while (n < text.size() && is_digit(text[n])) ++n;
    const std::string_view digits = text.substr(0, n);
    text.remove_prefix(n);
    return digits;
}

bool take(std::string_view& text, std::string_view characters) {
    if (text.empty() || characters.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

/// Whether the text is a number as everyone writes it: sign, digits without leading zero, fraction,
/// exponent.
bool is_plain_number(std::string_view text) {
    take(text, "+-");
    const std::string_view whole = take_digits(text);
    if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
    if (take(text, ".") && take_digits(text).empty()) return false;
    if (take(text, "eE")) {
        take(text, "+-");
        if (take_digits(text).empty()) return false;
    }
    return text.empty();
}

/// Words that YAML readers take for truth values.
bool is_truth_word(const std::string& word) {
    static constexpr std::array<std::string_view, 8> kWords = {"true", "false", "yes", "no",
                                                               "on",   "off",   "y",   "n"};
    return is_one_of(word, kWords);
}

bool is_not_finite_word(std::string_view word) {
    static constexpr std::array<std::string_view, 5> kWords = {"nan", "inf", "infinity", ".nan",
                                                               ".inf"};
    take(word, "+-");
    return is_one_of(word, kWords);
}

/// The text without the characters in `dropped`.
std::string without(std::string_view text, std::string_view dropped) {
    std::string result;
    for (char c : text) {
        if (dropped.find(c) == std::string_view::npos) result += c;
    }
    return result;
}

/// Whether the digits before the fraction stand in groups of three: "1,234", "12,345,678.9".
bool is_grouped_in_threes(std::string_view text, std::string_view separator) {
    take(text, "+-");
    const std::size_t first = take_digits(text).size();
    if (first == 0 || first > 3) return false;
    std::size_t groups = 0;
    for (; take(text, separator); ++groups) {
        if (take_digits(text).size() != 3) return false;
    }
    return groups > 0 && (text.empty() || text.find_first_of(separator) == std::string_view::npos);
}

/// Commas between digits: groups of three, or a decimal comma. "1,234" is read as a group, for
/// there is no telling.
std::optional<Problem> comma_problem(std::string_view text) {
    const std::string plain = without(text, ",");
    if (is_grouped_in_threes(text, ",") && is_plain_number(plain)) {
        return Problem{fmt::format("'{}' has grouped digits", text),
                       fmt::format("write {}", plain)};
    }
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    // Whole digits may be grouped by points then: 1.234,5.
    const std::string_view before = text.substr(0, comma);
    std::string whole(before);
    if (is_grouped_in_threes(before, ".")) whole = without(before, ".");
    const std::string with_point = fmt::format("{}.{}", whole, text.substr(comma + 1));
    if (!is_plain_number(with_point)) return std::nullopt;
    return Problem{fmt::format("'{}' has a decimal comma", text),
                   fmt::format("write {}: a decimal point is needed", with_point)};
}

/// What is wrong with text that is not a plain number.
Problem number_problem(std::string_view text) {
    const std::string word = lower(text);
    std::string_view unsigned_part = word;
    take(unsigned_part, "+-");
    if (is_not_finite_word(word)) {
        return {fmt::format("'{}' is not a finite number", text), "write a number"};
    }
    if (is_truth_word(word)) {
        return {fmt::format("'{}' is a truth value, not a number", text), "write a number"};
    }
    if (unsigned_part.starts_with("0x") || unsigned_part.starts_with("0o") ||
        unsigned_part.starts_with("0b")) {
        return {fmt::format("'{}' is not a decimal number", text), "write it in decimal digits"};
    }
    if (const auto problem = comma_problem(text)) return *problem;
    if (const std::string plain = without(text, "_"); plain != text && is_plain_number(plain)) {
        return {fmt::format("'{}' has grouped digits", text), fmt::format("write {}", plain)};
    }
    if (const std::string whole = "0" + std::string(unsigned_part);
        unsigned_part.starts_with(".") && is_plain_number(whole)) {
        return {fmt::format("'{}' has no digit before the point", text),
                fmt::format("write {}{}", text.starts_with('-') ? "-" : "", whole)};
    }
    if (const std::string digits(text.substr(0, text.size() - 1));
        text.ends_with('.') && is_plain_number(digits)) {
        return {fmt::format("'{}' has no digit after the point", text),
                fmt::format("write {}", digits)};
    }
    if (unsigned_part.size() > 1 && unsigned_part.front() == '0') {
        std::string_view rest = unsigned_part;
        while (rest.size() > 1 && rest.front() == '0' && is_digit(rest[1])) rest.remove_prefix(1);
        if (is_plain_number(rest)) {
            return {fmt::format("'{}' looks like an octal number", text),
                    fmt::format("write {}{}", text.starts_with('-') ? "-" : "", rest)};
        }
    }
    const std::size_t blank = text.find(' ');
    if (blank != std::string_view::npos && is_plain_number(text.substr(0, blank))) {
        return {fmt::format("'{}' is a number with a unit where a number is due", text),
                "put the unit under 'unit:'"};
    }
    return {fmt::format("'{}' is not a number", text), "write a number"};
}

/// Problem of a node that holds no unquoted scalar.
Problem not_a_scalar(const Node& node, std::string_view due) {
    if (node.is_scalar()) {
        return {fmt::format("'{}' is text in quotes, not {}", node.text, due), "remove the quotes"};
    }
    return {fmt::format("{} where {} is due", kind_text(node), due), {}};
}

}  // namespace

std::variant<double, Problem> read_number(std::string_view text) {
    if (!is_plain_number(text)) return number_problem(text);
    const bool has_plus = text.starts_with('+');
    double number = 0.0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data() + (has_plus ? 1 : 0), end, number);
    if (result.ec == std::errc::result_out_of_range || !std::isfinite(number)) {
        return Problem{fmt::format("'{}' is too large or too small for a number", text), {}};
    }
    return number;
}

std::variant<double, Problem> read_number(const Node& node) {
    if (!node.is_scalar() || node.quoted) return not_a_scalar(node, "a number");
    return read_number(std::string_view(node.text));
}

std::variant<int, Problem> read_integer(const Node& node) {
    if (!node.is_scalar() || node.quoted) return not_a_scalar(node, "a whole number");
    const auto number = read_number(std::string_view(node.text));
    if (const auto* problem = std::get_if<Problem>(&number)) return *problem;
    int result = 0;
    const char* end = node.text.data() + node.text.size();
    const auto parsed = std::from_chars(node.text.data(), end, result);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
        return Problem{fmt::format("'{}' is not a whole number", node.text),
                       "write digits without point or exponent"};
    }
    return result;
}

std::variant<bool, Problem> read_flag(const Node& node) {
    if (!node.is_scalar() || node.quoted) return not_a_scalar(node, "true or false");
    if (node.text == "true") return true;
    if (node.text == "false") return false;
    return Problem{fmt::format("'{}' is not true or false", node.text),
                   "write true or false in small letters"};
}

std::variant<Quantity, Problem> read_quantity(const Node& node) {
    if (!node.is_scalar() || node.quoted) {
        return not_a_scalar(node, "a number with its unit, such as 50 %,");
    }
    const std::size_t blank = node.text.find(' ');
    const auto number = read_number(std::string_view(node.text).substr(0, blank));
    if (const auto* problem = std::get_if<Problem>(&number)) return *problem;
    if (blank == std::string::npos) {
        return Problem{fmt::format("'{}' has no unit", node.text),
                       "write the number, a blank and the unit, e.g. 50 %"};
    }
    return Quantity{std::get<double>(number),
                    std::string(trimmed(std::string_view(node.text).substr(blank)))};
}

bool is_id(std::string_view text) {
    if (text.empty() || text.front() == '-' || text.back() == '-') return false;
    if (text.find("--") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

}  // namespace tanlu::schema
