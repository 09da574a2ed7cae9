#include "schema/words.hpp"

#include <string>

namespace tanlu {

std::string to_string(Grade grade) {
    return std::string(schema::word_for(schema::grades(), grade));
}

namespace schema {

std::span<const Option<Grade>> grades() {
    static constexpr Option<Grade> kGrades[] = {
        {Grade::a, "A", "official or measured"},
        {Grade::b, "B", "secondary source"},
        {Grade::c, "C", "estimate"},
        {Grade::unverified, "U", "unverified or placeholder"}};
    return kGrades;
}

std::span<const Option<Interpolation>> interpolations() {
    static constexpr Option<Interpolation> kRules[] = {
        {Interpolation::kStep, "step", "the value of the year before, until the next"},
        {Interpolation::kLinear, "linear", "straight lines"},
        {Interpolation::kLoglinear, "loglinear", "straight lines of the logarithm"},
        {Interpolation::kPchip, "pchip", "monotone cubic, no overshoot"},
        {Interpolation::kLogistic, "logistic", "S-curve between neighbours"}};
    return kRules;
}

std::span<const Option<Extrapolation>> extrapolations() {
    static constexpr Option<Extrapolation> kRules[] = {
        {Extrapolation::kHold, "hold", "the last value"},
        {Extrapolation::kLinear, "linear", "the slope of the last two values goes on"},
        {Extrapolation::kGrowth, "growth", "yearly growth rates under 'growth:'"}};
    return kRules;
}

}  // namespace schema
}  // namespace tanlu
