#pragma once
// The number types of the model: `double`, the readable reference, and `Lanes`, eight samples side
// by side. Model code is `template <class Real>` and uses only the functions of this header.
// Vectors of the machine appear here and in vector.hpp and nowhere else.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "lanes/vector.hpp"

namespace tanlu {

/// Samples per batch. Every batch is run in full, so a sample never takes a scalar path.
inline constexpr int kLaneCount = 8;

namespace detail {
inline constexpr int kParts = kLaneCount / vector::kWidth;
}

/// Outcome of a comparison, lane by lane; used with select(), all() and any(). Lane i of `on` is -1
/// where it holds, else 0.
struct LaneMask {
    /// The lanes as the machine holds them, read and set like an array of integers.
    struct Parts {
        class Lane {
        public:
            Lane(Parts& parts, std::size_t i) : parts_(parts), bit_(1U << i) {}
            Lane& operator=(int held) {
                const unsigned others = parts_.bits() & ~bit_;
                parts_.set_bits(held != 0 ? others | bit_ : others);
                return *this;
            }
            operator int() const { return (parts_.bits() & bit_) != 0 ? -1 : 0; }

        private:
            Parts& parts_;
            unsigned bit_;
        };

        int operator[](std::size_t i) const { return (bits() >> i & 1U) != 0 ? -1 : 0; }
        Lane operator[](std::size_t i) { return {*this, i}; }

        unsigned bits() const {
            unsigned all = 0;
            for (int p = 0; p < detail::kParts; ++p) {
                all |= vector::packed(part[p]) << static_cast<unsigned>(p * vector::kWidth);
            }
            return all;
        }
        void set_bits(unsigned all) {
            for (int p = 0; p < detail::kParts; ++p) {
                part[p] = vector::unpacked(all >> static_cast<unsigned>(p * vector::kWidth));
            }
        }

        vector::Mask part[detail::kParts] = {};
    } on;

    /// Lane i as bit i of a number.
    unsigned bits() const { return on.bits(); }
    static LaneMask of_bits(unsigned bits) {
        LaneMask mask;
        mask.on.set_bits(bits);
        return mask;
    }
};

inline LaneMask operator&&(const LaneMask& a, const LaneMask& b) {
    LaneMask mask;
    for (int p = 0; p < detail::kParts; ++p) {
        mask.on.part[p] = vector::both(a.on.part[p], b.on.part[p]);
    }
    return mask;
}
inline LaneMask operator||(const LaneMask& a, const LaneMask& b) {
    LaneMask mask;
    for (int p = 0; p < detail::kParts; ++p) {
        mask.on.part[p] = vector::either(a.on.part[p], b.on.part[p]);
    }
    return mask;
}
inline LaneMask operator!(const LaneMask& a) {
    LaneMask mask;
    for (int p = 0; p < detail::kParts; ++p) mask.on.part[p] = vector::opposite(a.on.part[p]);
    return mask;
}

/// Eight doubles that behave like one. Operators evaluate at once: no expression templates, so a
/// result may be held in `auto` and passed to any template.
class Lanes {
public:
    /// As with double: `Lanes()` and the elements of a new vector are 0, `Lanes x;` is not set.
    Lanes() = default;
    Lanes(double x) {  // NOLINT: a number is a batch of equal samples
        for (vector::Doubles& part : part_) part = vector::all_equal(x);
    }

    // Part by part: g++ 12 would copy the default way in pieces of 16 bytes, which stalls whoever
    // reads the whole vector next.
    Lanes(const Lanes& other) {
        for (int p = 0; p < detail::kParts; ++p) part_[p] = other.part_[p];
    }
    Lanes& operator=(const Lanes& other) {
        for (int p = 0; p < detail::kParts; ++p) part_[p] = other.part_[p];
        return *this;
    }
    ~Lanes() = default;

    double operator[](int i) const { return part_[i / vector::kWidth][i % vector::kWidth]; }
    double& operator[](int i) { return reinterpret_cast<double*>(part_)[i]; }

    /// Writes the eight numbers to `to`, a multiple of 64 bytes, past the caches: for tables that
    /// are larger than these and read later. end_streams() comes before another thread reads them.
    void stream_to(double* to) const {
        for (int p = 0; p < detail::kParts; ++p) {
            vector::stream(to + p * vector::kWidth, part_[p]);
        }
    }

    Lanes& operator+=(const Lanes& b) { return *this = *this + b; }
    Lanes& operator-=(const Lanes& b) { return *this = *this - b; }
    Lanes& operator*=(const Lanes& b) { return *this = *this * b; }
    Lanes& operator/=(const Lanes& b) { return *this = *this / b; }

    friend Lanes operator+(const Lanes& a, const Lanes& b) {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) result.part_[p] = a.part_[p] + b.part_[p];
        return result;
    }
    friend Lanes operator-(const Lanes& a, const Lanes& b) {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) result.part_[p] = a.part_[p] - b.part_[p];
        return result;
    }
    friend Lanes operator*(const Lanes& a, const Lanes& b) {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) result.part_[p] = a.part_[p] * b.part_[p];
        return result;
    }
    friend Lanes operator/(const Lanes& a, const Lanes& b) {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) result.part_[p] = a.part_[p] / b.part_[p];
        return result;
    }
    friend Lanes operator-(const Lanes& a) {
        return a.mapped([](vector::Doubles x) { return -x; });
    }

    friend LaneMask operator<(const Lanes& a, const Lanes& b) {
        LaneMask mask;
        for (int p = 0; p < detail::kParts; ++p) {
            mask.on.part[p] = vector::is_less(a.part_[p], b.part_[p]);
        }
        return mask;
    }
    friend LaneMask operator<=(const Lanes& a, const Lanes& b) {
        LaneMask mask;
        for (int p = 0; p < detail::kParts; ++p) {
            mask.on.part[p] = vector::is_at_most(a.part_[p], b.part_[p]);
        }
        return mask;
    }
    friend LaneMask operator>(const Lanes& a, const Lanes& b) { return b < a; }
    friend LaneMask operator>=(const Lanes& a, const Lanes& b) { return b <= a; }

    /// `x` where the condition holds, else `y`; the branch of model code.
    friend Lanes select(const LaneMask& mask, const Lanes& x, const Lanes& y) {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) {
            result.part_[p] = vector::select(mask.on.part[p], x.part_[p], y.part_[p]);
        }
        return result;
    }

    /// a*b + c with one rounding.
    friend Lanes fma(const Lanes& a, const Lanes& b, const Lanes& c) {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) {
            result.part_[p] = vector::fma(a.part_[p], b.part_[p], c.part_[p]);
        }
        return result;
    }

    /// See vector::exp and vector::log for their accuracy and their ends.
    friend Lanes exp(const Lanes& x) {
        return x.mapped([](vector::Doubles part) { return vector::exp(part); });
    }
    friend Lanes log(const Lanes& x) {
        return x.mapped([](vector::Doubles part) { return vector::log(part); });
    }
    friend Lanes sqrt(const Lanes& x) {
        return x.mapped([](vector::Doubles part) { return vector::sqrt(part); });
    }
    friend Lanes abs(const Lanes& x) {
        return x.mapped([](vector::Doubles part) { return vector::abs(part); });
    }

private:
    template <class Function>
    Lanes mapped(Function f) const {
        Lanes result;
        for (int p = 0; p < detail::kParts; ++p) result.part_[p] = f(part_[p]);
        return result;
    }

    vector::Doubles part_[detail::kParts];
};

inline bool all(const LaneMask& mask) {
    return mask.bits() == (1U << kLaneCount) - 1U;
}
inline bool any(const LaneMask& mask) {
    return mask.bits() != 0;
}
inline bool all(bool condition) {
    return condition;
}
inline bool any(bool condition) {
    return condition;
}

inline double select(bool condition, double x, double y) {
    return condition ? x : y;
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
inline double fma(double a, double b, double c) {
    return std::fma(a, b, c);
}

/// Larger and smaller of two; a NaN in either argument is kept, so that clamps hide no error.
template <class Real>
[[gnu::always_inline]] inline Real max(const Real& a, const Real& b) {
    return select(a > b || !(a <= a), a, b);
}
template <class Real>
[[gnu::always_inline]] inline Real min(const Real& a, const Real& b) {
    return select(a < b || !(a <= a), a, b);
}

/// max(x, 0), NaN kept.
template <class Real>
[[gnu::always_inline]] inline Real positive_part(const Real& x) {
    return select(!(x <= Real(0.0)), x, Real(0.0));
}

/// x limited to [low, high], NaN kept. Returns x unchanged, bit for bit, inside the limits.
template <class Real>
[[gnu::always_inline]] inline Real clamp(const Real& x, const Real& low, const Real& high) {
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

/// Ends what Lanes::stream_to() began in this thread.
inline void end_streams() {
    vector::end_streams();
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
