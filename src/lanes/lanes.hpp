#pragma once
// The number types of the model: `double`, the readable reference, and `Lanes`, eight samples side
// by side. Model code is `template <class Real>` and uses only the functions of this header.
// Eigen types appear here and nowhere else.
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace tanlu {

/// Samples per batch. Every batch is run in full, so a sample never takes a scalar path.
inline constexpr int kLaneCount = 8;

/// Eight doubles that behave like one. Operators evaluate at once: no expression templates, so a
/// result may be held in `auto` and passed to any template.
class Lanes {
public:
    using Storage = Eigen::Array<double, kLaneCount, 1>;

    Lanes() : v_(Storage::Zero()) {}
    Lanes(double x) : v_(Storage::Constant(x)) {}  // NOLINT: a number is a batch of equal samples
    explicit Lanes(const Storage& v) : v_(v) {}

    double operator[](int i) const { return v_[i]; }
    double& operator[](int i) { return v_[i]; }
    const Storage& raw() const { return v_; }

    Lanes& operator+=(const Lanes& b) {
        v_ += b.v_;
        return *this;
    }
    Lanes& operator-=(const Lanes& b) {
        v_ -= b.v_;
        return *this;
    }
    Lanes& operator*=(const Lanes& b) {
        v_ *= b.v_;
        return *this;
    }
    Lanes& operator/=(const Lanes& b) {
        v_ /= b.v_;
        return *this;
    }

    friend Lanes operator+(const Lanes& a, const Lanes& b) { return Lanes(Storage(a.v_ + b.v_)); }
    friend Lanes operator-(const Lanes& a, const Lanes& b) { return Lanes(Storage(a.v_ - b.v_)); }
    friend Lanes operator*(const Lanes& a, const Lanes& b) { return Lanes(Storage(a.v_ * b.v_)); }
    friend Lanes operator/(const Lanes& a, const Lanes& b) { return Lanes(Storage(a.v_ / b.v_)); }
    friend Lanes operator-(const Lanes& a) { return Lanes(Storage(-a.v_)); }

private:
    Storage v_;
};

/// Outcome of a comparison, lane by lane; used with select(), all() and any().
struct LaneMask {
    alignas(64) std::array<std::int64_t, kLaneCount> on{};
};

namespace detail {
template <class Compare>
LaneMask compare(const Lanes& a, const Lanes& b, Compare holds) {
    LaneMask mask;
    for (int i = 0; i < kLaneCount; ++i) {
        mask.on[static_cast<std::size_t>(i)] = holds(a[i], b[i]) ? -1 : 0;
    }
    return mask;
}
}  // namespace detail

inline LaneMask operator<(const Lanes& a, const Lanes& b) {
    return detail::compare(a, b, [](double x, double y) { return x < y; });
}
inline LaneMask operator<=(const Lanes& a, const Lanes& b) {
    return detail::compare(a, b, [](double x, double y) { return x <= y; });
}
inline LaneMask operator>(const Lanes& a, const Lanes& b) {
    return b < a;
}
inline LaneMask operator>=(const Lanes& a, const Lanes& b) {
    return b <= a;
}
inline LaneMask operator&&(const LaneMask& a, const LaneMask& b) {
    LaneMask mask;
    for (std::size_t i = 0; i < kLaneCount; ++i) mask.on[i] = a.on[i] & b.on[i];
    return mask;
}
inline LaneMask operator||(const LaneMask& a, const LaneMask& b) {
    LaneMask mask;
    for (std::size_t i = 0; i < kLaneCount; ++i) mask.on[i] = a.on[i] | b.on[i];
    return mask;
}
inline LaneMask operator!(const LaneMask& a) {
    LaneMask mask;
    for (std::size_t i = 0; i < kLaneCount; ++i) mask.on[i] = ~a.on[i];
    return mask;
}

inline bool all(const LaneMask& mask) {
    return std::all_of(mask.on.begin(), mask.on.end(), [](std::int64_t m) { return m != 0; });
}
inline bool any(const LaneMask& mask) {
    return std::any_of(mask.on.begin(), mask.on.end(), [](std::int64_t m) { return m != 0; });
}
inline bool all(bool condition) {
    return condition;
}
inline bool any(bool condition) {
    return condition;
}

/// `x` where the condition holds, else `y`; the branch of model code.
inline Lanes select(const LaneMask& mask, const Lanes& x, const Lanes& y) {
    Lanes result;
    for (int i = 0; i < kLaneCount; ++i) {
        result[i] = mask.on[static_cast<std::size_t>(i)] != 0 ? x[i] : y[i];
    }
    return result;
}
inline double select(bool condition, double x, double y) {
    return condition ? x : y;
}

inline Lanes exp(const Lanes& x) {
    return Lanes(Lanes::Storage(x.raw().exp()));
}
inline Lanes log(const Lanes& x) {
    return Lanes(Lanes::Storage(x.raw().log()));
}
inline Lanes sqrt(const Lanes& x) {
    return Lanes(Lanes::Storage(x.raw().sqrt()));
}
inline Lanes abs(const Lanes& x) {
    return Lanes(Lanes::Storage(x.raw().abs()));
}
inline double exp(double x) {
    return std::exp(x);
}
inline double log(double x) {
    return std::log(x);
}
inline double sqrt(double x) {
    return std::sqrt(x);
}
inline double abs(double x) {
    return std::abs(x);
}

/// a*b + c with one rounding, the same bits on every instruction set that has the operation.
inline double fma(double a, double b, double c) {
    return std::fma(a, b, c);
}
inline Lanes fma(const Lanes& a, const Lanes& b, const Lanes& c) {
    Lanes result;
    for (int i = 0; i < kLaneCount; ++i) result[i] = std::fma(a[i], b[i], c[i]);
    return result;
}

/// Larger and smaller of two; a NaN in either argument is kept, so that clamps hide no error.
template <class Real>
Real max(const Real& a, const Real& b) {
    return select(a <= b, b, select(b <= a, a, Real(a + b)));
}
template <class Real>
Real min(const Real& a, const Real& b) {
    return select(b <= a, b, select(a <= b, a, Real(a + b)));
}

/// max(x, 0), NaN kept.
template <class Real>
Real positive_part(const Real& x) {
    return select(!(x <= Real(0.0)), x, Real(0.0));
}

/// x limited to [low, high], NaN kept. Returns x unchanged, bit for bit, inside the limits.
template <class Real>
Real clamp(const Real& x, const Real& low, const Real& high) {
    return select(x < low, low, select(high < x, high, x));
}

/// x^y for x > 0.
template <class Real>
Real pow_positive(const Real& x, const Real& y) {
    return exp(Real(y * log(x)));
}

/// Lane by lane application of a scalar function; for set-up work outside the year loop.
template <class Function>
Lanes map_lanes(const Lanes& x, Function f) {
    Lanes result;
    for (int i = 0; i < kLaneCount; ++i) result[i] = f(x[i]);
    return result;
}
template <class Function>
double map_lanes(double x, Function f) {
    return f(x);
}

/// Value of one lane; a plain double is its own only lane.
inline double lane(const Lanes& x, int i) {
    return x[i];
}
inline double lane(double x, int) {
    return x;
}

template <class Real>
inline constexpr int kLanesOf = 1;
template <>
inline constexpr int kLanesOf<Lanes> = kLaneCount;

}  // namespace tanlu
