// The grammar of units:
//   quotient = product (('/' | '*' | '·') product)*       from left to right
//   product  = power (blank? power)*                      binds closer than '/'
//   power    = atom ('^' integer)?
//   atom     = number | name | '(' quotient ')'
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "units/names.hpp"
#include "units/unit.hpp"

namespace tanlu::units {
namespace {

constexpr int kLargestPower = 9;
constexpr std::size_t kLongestText = 200;
constexpr int kDeepest = 20;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}
/// Characters of names. Bytes of non-ASCII letters belong to names, so that errors show them whole.
bool is_letter(char c) {
    return is_capital(c) || (c >= 'a' && c <= 'z') || c == '$' || c == '%' || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80u) != 0;
}

Unit made_of(const NamedUnit& named) {
    Unit unit;
    unit.dimension.powers = named.powers;
    unit.numerator = named.numerator;
    unit.denominator = named.denominator;
    return unit;
}

std::optional<Unit> find_named(std::string_view name) {
    for (const auto& named : kNumbers) {
        if (named.name == name) return made_of(named);
    }
    for (const auto& named : kNames) {
        if (named.name != name) continue;
        Unit unit = made_of(named);
        unit.has_name = true;
        return unit;
    }
    return std::nullopt;
}

/// "CNY2020", "USD2012", "int$2017": three capitals or int$, then a year.
std::optional<Unit> find_money(std::string_view name) {
    if (name.size() < 7) return std::nullopt;
    const std::string_view year = name.substr(name.size() - 4);
    const std::string_view currency = name.substr(0, name.size() - 4);
    for (char c : year) {
        if (!is_digit(c)) return std::nullopt;
    }
    const bool is_code = currency.size() == 3 && is_capital(currency[0]) &&
                         is_capital(currency[1]) && is_capital(currency[2]);
    const bool is_year = year.starts_with("19") || year.starts_with("20");
    if (!is_year || !(is_code || currency == "int$")) return std::nullopt;
    Unit unit;
    unit.dimension.money[std::string(name)] = 1;
    unit.has_name = true;
    return unit;
}

/// "kgCO2", "tCO2e": a mass with its gas.
std::optional<Unit> find_mass_of_gas(std::string_view name) {
    for (std::string_view gas : kGases) {
        if (!name.ends_with(gas)) continue;
        const auto mass = find_named(name.substr(0, name.size() - gas.size()));
        if (mass && mass->dimension.powers == kMass) return mass;
    }
    return std::nullopt;
}

Unit product_of(const Unit& a, const Unit& b, int power_of_b) {
    Unit result = a;
    for (std::size_t i = 0; i < kBaseCount; ++i) {
        result.dimension.powers[i] += power_of_b * b.dimension.powers[i];
    }
    for (const auto& [currency, power] : b.dimension.money) {
        int& sum = result.dimension.money[currency];
        sum += power_of_b * power;
        if (sum == 0) result.dimension.money.erase(currency);
    }
    for (int i = 0; i < std::abs(power_of_b); ++i) {
        result.numerator *= power_of_b > 0 ? b.numerator : b.denominator;
        result.denominator *= power_of_b > 0 ? b.denominator : b.numerator;
    }
    result.has_name = a.has_name || b.has_name;
    return result;
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Unit parse() {
        if (trimmed(text_).empty()) throw UnitError("the unit is empty", "a pure number has '1'");
        if (text_.size() > kLongestText) throw UnitError("the unit is too long", {});
        const Unit unit = quotient();
        if (at_ < text_.size()) fail(fmt::format("unexpected '{}'", text_[at_]));
        const bool in_bounds = std::isfinite(unit.factor()) && unit.factor() > 0.0;
        if (!in_bounds) fail("its size is not a finite positive number");
        for (int power : unit.dimension.powers) {
            if (std::abs(power) > kLargestPower) fail("a power is too high");
        }
        return unit;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;

    [[noreturn]] void fail(const std::string& why) const {
        throw UnitError(fmt::format("'{}' is not a unit ({})", text_, why), {});
    }

    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    bool take(std::string_view symbol) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(symbol)) return false;
        at_ += symbol.size();
        return true;
    }

    bool at_atom() {
        skip_blanks();
        if (at_ == text_.size() || text_.substr(at_).starts_with("·")) return false;
        return is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '(';
    }

    Unit quotient() {
        Unit unit = product();
        while (true) {
            if (take("/")) {
                unit = product_of(unit, product(), -1);
            } else if (take("*") || take("·")) {
                unit = product_of(unit, product(), 1);
            } else {
                return unit;
            }
        }
    }

    Unit product() {
        Unit unit = power();
        while (at_atom()) {
            if (take_gas_after(unit)) continue;
            unit = product_of(unit, power(), 1);
        }
        return unit;
    }

    /// "kg CO2": the gas after a mass.
    bool take_gas_after(const Unit& unit) {
        if (unit.dimension.powers != kMass) return false;
        const std::size_t start = at_;
        for (std::string_view gas : kGases) {
            const std::size_t end = at_ + gas.size();
            const bool ends_there =
                end >= text_.size() || !(is_letter(text_[end]) || is_digit(text_[end]));
            if (ends_there && take(gas)) return true;
        }
        at_ = start;
        return false;
    }

    Unit power() {
        const Unit base = atom();
        if (!take("^")) return base;
        int exponent = 0;
        const char* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), exponent);
        if (error != std::errc()) fail("a whole number is due after '^'");
        if (std::abs(exponent) > kLargestPower * 2) fail("a power is too high");
        at_ += static_cast<std::size_t>(end - begin);
        return product_of(Unit{}, base, exponent);
    }

    Unit atom() {
        skip_blanks();
        if (at_ == text_.size()) fail("it ends where a name or number is due");
        if (take("(")) {
            if (++depth_ > kDeepest) fail("too many parentheses");
            const Unit unit = quotient();
            if (!take(")")) fail("')' is missing");
            --depth_;
            return unit;
        }
        if (is_digit(text_[at_])) return number();
        if (is_letter(text_[at_])) return name();
        fail(fmt::format("unexpected '{}'", text_[at_]));
    }

    Unit number() {
        Unit unit;
        const char* begin = text_.data() + at_;
        const auto [end, error] =
            std::from_chars(begin, text_.data() + text_.size(), unit.numerator);
        if (error != std::errc()) fail("a number is out of range");
        at_ += static_cast<std::size_t>(end - begin);
        return unit;
    }

    Unit name() {
        const std::size_t start = at_;
        while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_])) &&
               !text_.substr(at_).starts_with("·")) {
            ++at_;
        }
        const std::string_view word = text_.substr(start, at_ - start);
        if (const auto unit = find_named(word)) return *unit;
        if (const auto unit = find_money(word)) return *unit;
        if (const auto unit = find_mass_of_gas(word)) return *unit;
        // "m3", "km2": a length with its power.
        if (word.ends_with('2') || word.ends_with('3')) {
            const auto base = find_named(word.substr(0, word.size() - 1));
            if (base && base->dimension.powers == kLength) {
                return product_of(Unit{}, *base, word.back() - '0');
            }
        }
        unknown(word);
    }

    [[noreturn]] void unknown(std::string_view word) const {
        std::string hint;
        for (std::string_view currency : {"CNY", "RMB", "yuan", "USD", "EUR"}) {
            if (word == currency) hint = "money carries its price year, e.g. CNY2020";
        }
        for (std::string_view gas : kGases) {
            if (word == gas) hint = fmt::format("write the mass of the gas, e.g. kg{}", gas);
        }
        if (hint.empty()) {
            const std::string best = nearest(word, known_names());
            if (!best.empty()) hint = fmt::format("did you mean '{}'?", best);
        }
        throw UnitError(word == text_ ? fmt::format("unknown unit '{}'", word)
                                      : fmt::format("unknown unit '{}' in '{}'", word, text_),
                        hint);
    }
};

}  // namespace

Unit parse_unit(std::string_view text) {
    return Parser(text).parse();
}

std::vector<std::string> known_names() {
    std::vector<std::string> names;
    for (const auto& named : kNames) names.emplace_back(named.name);
    for (const auto& named : kNumbers) names.emplace_back(named.name);
    for (std::string_view name : {"m2", "m3", "km2", "CNY2020", "kgCO2", "tCO2", "gCO2e"}) {
        names.emplace_back(name);
    }
    return names;
}

}  // namespace tanlu::units
