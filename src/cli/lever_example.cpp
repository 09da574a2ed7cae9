// A policy for the reader to change, from the declaration of its lever.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "cli/lever_reference.hpp"

namespace tanlu::cli {
namespace {

using config::LeverSpec;
using config::ParameterSpec;
using config::Requirement;
using config::SelectorSpec;

constexpr int kFirstYear = 2026;
constexpr int kLastYear = 2035;
constexpr double kFar = 6.0;   // times the strength
constexpr double kPart = 0.2;  // of the range, at most of one

std::string id_for(const SelectorSpec& selector) {
    if (!selector.example.empty()) return selector.example;
    return selector.groups.empty() ? "ID" : selector.groups.back();
}

/// A fifth of the way to the far end of the range, or one more where there is no end.
double strength_for(const ParameterSpec& parameter) {
    if (parameter.example) return *parameter.example;
    const Range& range = parameter.range;
    const double start = std::clamp(parameter.neutral.value_or(0.0), range.low, range.high);
    if (!std::isfinite(range.high)) return start + 1.0;
    if (start < range.high) return start + kPart * std::min(range.high - start, 1.0);
    return start - kPart * std::min(start - range.low, 1.0);
}

std::string quantity(double number, const std::string& units) {
    const std::string unit = split(units, '|').front();
    if (unit == "1" && number <= 1.0) return fmt::format("{:.6g} %", 100.0 * number);
    return fmt::format("{:.10g} {}", number, unit);
}

/// From the strength that does nothing to the one of the example; at once where nothing is done
/// beyond a limit far away.
std::string schedule(const ParameterSpec& parameter) {
    const double strength = strength_for(parameter);
    const std::string end = quantity(strength, parameter.unit);
    const bool comes_at_once = !parameter.neutral || *parameter.neutral > kFar * std::abs(strength);
    if (comes_at_once) return fmt::format("{{{}: {}}}", kFirstYear, end);
    return fmt::format("{{{}: {}, {}: {}}}", kFirstYear,
                       quantity(*parameter.neutral, parameter.unit), kLastYear, end);
}

}  // namespace

std::string example_policy(const LeverSpec& lever) {
    const auto is_required = [](const auto& part) {
        return part.requirement == Requirement::required;
    };
    std::vector<std::string> selectors;
    for (const auto& selector : lever.selectors) {
        if (is_required(selector)) selectors.push_back(selector.key + ": " + id_for(selector));
    }
    // What is required, and the first strength where none of that is one.
    const auto is_strength = [](const ParameterSpec& number) { return number.neutral.has_value(); };
    const auto acts = [&](const ParameterSpec& number) {
        return is_required(number) && is_strength(number);
    };
    bool needs_strength = std::ranges::none_of(lever.parameters, acts);
    std::vector<ParameterSpec> numbers;
    for (const auto& number : lever.parameters) {
        const bool is_first_strength = needs_strength && is_strength(number);
        if (is_first_strength) needs_strength = false;
        if (is_first_strength || is_required(number)) numbers.push_back(number);
    }

    std::string text = fmt::format("  - lever: {}\n    id: my-{}\n", lever.name, lever.name);
    if (!selectors.empty()) text += fmt::format("    for: {{{}}}\n", fmt::join(selectors, ", "));
    for (const auto& number : numbers) {
        text += fmt::format("    {}: {}\n", number.key, schedule(number));
    }
    return text + "    source: judgement\n    grade: U\n";
}

}  // namespace tanlu::cli
