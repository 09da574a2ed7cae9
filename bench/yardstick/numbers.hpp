#pragma once
// The number types of workload W: double, Lanes (one sample per SIMD lane) and Counted.
#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace yardstick {

#ifdef __AVX512F__
inline constexpr int kWidth = 8;
#else
inline constexpr int kWidth = 4;
#endif
using Lanes [[gnu::vector_size(kWidth * sizeof(double))]] = double;
using Integers [[gnu::vector_size(kWidth * sizeof(double))]] = std::int64_t;

/// x*y + z in one rounding, the same bits whatever the compiler's rules of contraction.
inline double madd(double x, double y, double z) {
    return std::fma(x, y, z);
}
inline Lanes madd(Lanes x, Lanes y, Lanes z) {
#ifdef __AVX512F__
    return _mm512_fmadd_pd(x, y, z);
#else
    return _mm256_fmadd_pd(x, y, z);
#endif
}
inline Lanes all(double x) {
    return Lanes{} + x;
}

/// exp, log, max and min of a number type, and its samples side by side.
template <class R>
struct Num;

template <>
struct Num<double> {
    static constexpr int kSamples = 1;
    static double exp(double x) { return std::exp(x); }
    static double log(double x) { return std::log(x); }
    static double max(double a, double b) { return a > b ? a : b; }
    static double min(double a, double b) { return a < b ? a : b; }
};

template <>
struct Num<Lanes> {
    static constexpr int kSamples = kWidth;
    static constexpr double kLn2High = 6.93147180369123816490e-01;
    static constexpr double kLn2Low = 1.90821492927058770002e-10;

    /// For |x| < 708: 2^n times the Taylor polynomial of degree 13 on [-ln 2 / 2, ln 2 / 2].
    static Lanes exp(Lanes x) {
        constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52: rounds to nearest integer
        const Lanes z = madd(x, all(1.4426950408889634), all(kRound));
        const Lanes n = z - kRound;
        Lanes r = madd(n, all(-kLn2High), x);
        r = madd(n, all(-kLn2Low), r);
        Lanes p = madd(r, all(1. / 6227020800.), all(1. / 479001600.));
        for (const double c : {1. / 39916800., 1. / 3628800., 1. / 362880., 1. / 40320., 1. / 5040.,
                               1. / 720., 1. / 120., 1. / 24., 1. / 6., .5, 1., 1.}) {
            p = madd(p, r, all(c));
        }
        return reinterpret_cast<Lanes>(reinterpret_cast<Integers>(p) +
                                       (reinterpret_cast<Integers>(z) << 52));
    }

    /// For normal x > 0: n ln 2 + 2 artanh((m - 1)/(m + 1)), x = m 2^n, m about [1/sqrt 2, sqrt 2].
    static Lanes log(Lanes x) {
        const Integers bits = reinterpret_cast<Integers>(x);
        const Integers e = (bits - 0x3fe6a09e667f3bcdLL) >> 52;
        const Lanes m = reinterpret_cast<Lanes>(bits - (e << 52));
        const Lanes n = __builtin_convertvector(e, Lanes);
        const Lanes s = (m - 1.) / (m + 1.);
        const Lanes q = s * s;
        Lanes p = madd(q, all(1. / 23), all(1. / 21));
        for (const double c :
             {1. / 19, 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, .2, 1. / 3}) {
            p = madd(p, q, all(c));
        }
        return n * kLn2High + (n * kLn2Low + (2. * s + 2. * s * q * p));
    }

    static Lanes max(Lanes a, Lanes b) { return a > b ? a : b; }
    static Lanes min(Lanes a, Lanes b) { return a < b ? a : b; }
};

/// A number that counts operations.
struct Counted {
    double x = 0;
    static inline long add = 0, mul = 0, div = 0, exp = 0, log = 0, compare = 0;

    Counted() = default;
    Counted(double value) : x(value) {}
};

inline Counted operator+(Counted a, Counted b) {
    ++Counted::add;
    return a.x + b.x;
}
inline Counted operator-(Counted a, Counted b) {
    ++Counted::add;
    return a.x - b.x;
}
inline Counted operator-(Counted a) {
    return -a.x;
}
inline Counted operator*(Counted a, Counted b) {
    ++Counted::mul;
    return a.x * b.x;
}
inline Counted operator/(Counted a, Counted b) {
    ++Counted::div;
    return a.x / b.x;
}
inline Counted& operator+=(Counted& a, Counted b) {
    return a = a + b;
}
inline Counted& operator-=(Counted& a, Counted b) {
    return a = a - b;
}
inline Counted& operator*=(Counted& a, Counted b) {
    return a = a * b;
}
inline Counted madd(Counted x, Counted y, Counted z) {
    return x * y + z;
}

template <>
struct Num<Counted> {
    static constexpr int kSamples = 1;
    static Counted exp(Counted a) {
        ++Counted::exp;
        return std::exp(a.x);
    }
    static Counted log(Counted a) {
        ++Counted::log;
        return std::log(a.x);
    }
    static Counted max(Counted a, Counted b) {
        ++Counted::compare;
        return std::max(a.x, b.x);
    }
    static Counted min(Counted a, Counted b) {
        ++Counted::compare;
        return std::min(a.x, b.x);
    }
};

}  // namespace yardstick
