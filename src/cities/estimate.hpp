#pragma once
// Positive numbers with a plausible range, and what becomes of the range in products and sums.

namespace tanlu::cities {

/// A number and its plausible range, low <= value <= high; all equal where no range is known.
struct Estimate {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;

    bool has_range() const { return low < value || value < high; }
};

Estimate exactly(double value);

/// Product of numbers that are wrong independently of each other: relative distances from the value
/// to the ends of the range add as the root of the sum of their squares.
Estimate operator*(const Estimate& a, const Estimate& b);

/// a / b by the same rule; the value and the lower end of b are above zero.
Estimate operator/(const Estimate& a, const Estimate& b);

/// Sum by the same rule, with absolute distances.
Estimate operator+(const Estimate& a, const Estimate& b);

/// `a` cut off outside [low, high].
Estimate clamped(const Estimate& a, double low, double high);

}  // namespace tanlu::cities
