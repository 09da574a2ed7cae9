#include "units/unit.hpp"

#include <fmt/format.h>

#include <utility>

namespace tanlu::units {
namespace {

std::string powered(std::string_view name, int power) {
    return power == 1 ? std::string(name) : fmt::format("{}^{}", name, power);
}

}  // namespace

UnitError::UnitError(const std::string& message, std::string hint)
    : Error(message), hint_(std::move(hint)) {}

bool Dimension::is_none() const {
    return *this == Dimension{};
}

std::string to_string(const Dimension& dimension) {
    static constexpr std::string_view kBases[] = {"length", "mass",    "time",
                                                  "energy", "vehicle", "person"};
    std::string above;
    std::string below;
    const auto add = [&](std::string_view name, int power) {
        if (power > 0) above += (above.empty() ? "" : " ") + powered(name, power);
        if (power < 0) below += "/" + powered(name, -power);
    };
    for (const auto& [currency, power] : dimension.money) add("money " + currency, power);
    for (std::size_t i = 0; i < kBaseCount; ++i) add(kBases[i], dimension.powers[i]);
    if (above.empty() && below.empty()) return "pure number";
    return (above.empty() ? "1" : above) + below;
}

double convert(double value, const Unit& from, const Unit& to) {
    if (from.dimension != to.dimension) {
        throw UnitError(fmt::format("{} does not convert into {}", to_string(from.dimension),
                                    to_string(to.dimension)),
                        {});
    }
    return value * (from.numerator * to.denominator) / (from.denominator * to.numerator);
}

double convert(double value, std::string_view from, std::string_view to) {
    return convert(value, parse_unit(from), parse_unit(to));
}

}  // namespace tanlu::units
