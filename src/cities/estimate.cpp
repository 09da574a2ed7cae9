#include "cities/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace tanlu::cities {

Estimate exactly(double value) {
    return {value, value, value};
}

Estimate operator*(const Estimate& a, const Estimate& b) {
    const double value = a.value * b.value;
    const double down = std::hypot((a.value - a.low) * b.value, (b.value - b.low) * a.value);
    const double up = std::hypot((a.high - a.value) * b.value, (b.high - b.value) * a.value);
    return {value, std::max(0.0, value - down), value + up};
}

Estimate operator/(const Estimate& a, const Estimate& b) {
    return a * Estimate{1.0 / b.value, 1.0 / b.high, 1.0 / b.low};
}

Estimate operator+(const Estimate& a, const Estimate& b) {
    const double value = a.value + b.value;
    return {value, value - std::hypot(a.value - a.low, b.value - b.low),
            value + std::hypot(a.high - a.value, b.high - b.value)};
}

Estimate clamped(const Estimate& a, double low, double high) {
    return {std::clamp(a.value, low, high), std::clamp(a.low, low, high),
            std::clamp(a.high, low, high)};
}

}  // namespace tanlu::cities
