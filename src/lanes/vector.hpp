#pragma once
// What Lanes are made of: the widest vector of the instruction set that is compiled for, with its
// comparisons, and exp and log on it. Only lanes.hpp includes this; models use Lanes.
//
// Every operation here rounds as IEEE 754 says, element by element, and exp and log are built from
// them alone, so results are the same bits on every instruction set.
#include <cmath>
#include <cstdint>
#include <limits>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace tanlu::vector {

#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr int kWidth = 8;
#elif defined(__AVX2__)
inline constexpr int kWidth = 4;
#else
inline constexpr int kWidth = 2;
#endif
using Doubles [[gnu::vector_size(kWidth * sizeof(double))]] = double;
using Integers [[gnu::vector_size(kWidth * sizeof(double))]] = std::int64_t;
using Naturals [[gnu::vector_size(kWidth * sizeof(double))]] = std::uint64_t;
/// All elements in a packed() mask.
inline constexpr unsigned kAllElements = (1U << kWidth) - 1;

inline Doubles all_equal(double x) {
    return x - Doubles{};
}
inline Integers bits_of(Doubles x) {
    return reinterpret_cast<Integers>(x);
}
inline Doubles from_bits(Integers x) {
    return reinterpret_cast<Doubles>(x);
}

// Comparisons give a Mask: a bit per element where the machine has such registers, else all bits of
// an element. NaN compares false.
#if defined(__AVX512F__) && defined(__AVX512DQ__)

using Mask = __mmask8;
inline Mask is_less(Doubles a, Doubles b) {
    return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ);
}
inline Mask is_at_most(Doubles a, Doubles b) {
    return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ);
}
inline Mask both(Mask a, Mask b) {
    return static_cast<Mask>(a & b);
}
inline Mask either(Mask a, Mask b) {
    return static_cast<Mask>(a | b);
}
inline Mask opposite(Mask a) {
    return static_cast<Mask>(~a);
}
inline unsigned packed(Mask a) {
    return a;
}
inline Mask unpacked(unsigned bits) {
    return static_cast<Mask>(bits);
}
inline Doubles select(Mask mask, Doubles x, Doubles y) {
    return _mm512_mask_blend_pd(mask, y, x);
}

#else

using Mask = Integers;
inline Mask is_less(Doubles a, Doubles b) {
    return a < b;
}
inline Mask is_at_most(Doubles a, Doubles b) {
    return a <= b;
}
inline Mask both(Mask a, Mask b) {
    return a & b;
}
inline Mask either(Mask a, Mask b) {
    return a | b;
}
inline Mask opposite(Mask a) {
    return ~a;
}
/// Element i as bit i.
inline unsigned packed(Mask a) {
#if defined(__AVX2__)
    return static_cast<unsigned>(_mm256_movemask_pd(from_bits(a)));
#else
    unsigned bits = 0;
    for (int i = 0; i < kWidth; ++i) bits |= a[i] != 0 ? 1U << static_cast<unsigned>(i) : 0U;
    return bits;
#endif
}
inline Mask unpacked(unsigned bits) {
    Mask mask{};
    for (int i = 0; i < kWidth; ++i) {
        mask[i] = (bits >> static_cast<unsigned>(i) & 1U) != 0 ? -1 : 0;
    }
    return mask;
}
inline Doubles select(Mask mask, Doubles x, Doubles y) {
#if defined(__AVX2__)
    return _mm256_blendv_pd(y, x, from_bits(mask));
#else
    return from_bits((mask & bits_of(x)) | (~mask & bits_of(y)));
#endif
}

#endif

inline Doubles fma(Doubles a, Doubles b, Doubles c) {
#if defined(__FMA__) && defined(__AVX512F__) && defined(__AVX512DQ__)
    return _mm512_fmadd_pd(a, b, c);
#elif defined(__FMA__) && defined(__AVX2__)
    return _mm256_fmadd_pd(a, b, c);
#else
    Doubles result{};
    for (int i = 0; i < kWidth; ++i) result[i] = std::fma(a[i], b[i], c[i]);
    return result;
#endif
}

inline Doubles sqrt(Doubles x) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    return _mm512_sqrt_pd(x);
#elif defined(__AVX2__)
    return _mm256_sqrt_pd(x);
#else
    for (int i = 0; i < kWidth; ++i) x[i] = std::sqrt(x[i]);
    return x;
#endif
}

/// Writes past the caches; `to` is aligned to the size of a vector. An ordinary write where the
/// machine has no other.
inline void stream(double* to, Doubles x) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    _mm512_stream_pd(to, x);
#elif defined(__AVX2__)
    _mm256_stream_pd(to, x);
#elif defined(__SSE2__)
    _mm_stream_pd(to, x);
#else
    *reinterpret_cast<Doubles*>(to) = x;
#endif
}

/// Ends what stream() began: whoever synchronises with this thread afterwards sees it.
inline void end_streams() {
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

inline Doubles abs(Doubles x) {
    constexpr std::int64_t kAllButSign = std::numeric_limits<std::int64_t>::max();
    return from_bits(bits_of(x) & kAllButSign);
}

// ln 2 in two parts; the first ends in 11 zero bits, so that its product with an exponent is exact.
inline constexpr double kLn2High = 0x1.62e42fefa3800p-1;
inline constexpr double kLn2Low = 0x1.ef35793c76730p-45;
inline constexpr double kInfinite = std::numeric_limits<double>::infinity();
inline constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr int kMantissaBits = 52;

/// e^x, within 1 unit in the last place. 0 below ln 2^-1022 (results that would be denormal are
/// 0), infinity above ln of the largest number, NaN of NaN.
///   x = n ln 2 + r, |r| <= ln 2 / 2;  e^x = 2^n (1 + r + r^2 q(r))
/// q is the polynomial of degree 9 that is nearest to (e^r - 1 - r) / r^2 in the error relative to
/// e^r, 2^-57.9 (tools/exp_log_coefficients.py).
inline Doubles exp(Doubles x) {
    constexpr double kLog2E = 0x1.71547652b82fep+0;
    constexpr double kLowest = -0x1.6232bdd7abcd2p+9;  // ln 2^-1022
    constexpr double kHighest = 0x1.62e42fefa39efp+9;  // ln of the largest double
    constexpr double kToInteger = 0x1.8p+52;           // a sum with it is rounded to an integer
    const Doubles shifted = fma(x, all_equal(kLog2E), all_equal(kToInteger));
    const Doubles n = shifted - kToInteger;
    const Doubles r = fma(-n, all_equal(kLn2Low), fma(-n, all_equal(kLn2High), x));

    const auto line = [r](double c0, double c1) { return fma(r, all_equal(c1), all_equal(c0)); };
    const Doubles r2 = r * r;
    const Doubles r4 = r2 * r2;
    const Doubles q01 = line(0x1.000000000000ap-1, 0x1.55555555554fap-3);
    const Doubles q23 = line(0x1.555555555087cp-5, 0x1.1111111127be5p-7);
    const Doubles q45 = line(0x1.6c16c1842a11dp-10, 0x1.a01a012a57b51p-13);
    const Doubles q67 = line(0x1.a0199a0c677acp-16, 0x1.71df2552390c2p-19);
    const Doubles q89 = line(0x1.28ad72cc30daap-22, 0x1.ad7f6f0799ee2p-26);
    const Doubles high = fma(r4, q89, fma(r2, q67, q45));
    const Doubles q = fma(r4, high, fma(r2, q23, q01));
    const Doubles power = fma(r2, q, r) + 1.0;

    const Doubles scaled = from_bits(bits_of(power) + (bits_of(shifted) << kMantissaBits));
    // x + infinity is infinity where x is too large and NaN where it is NaN.
    const Doubles upper = select(is_at_most(x, all_equal(kHighest)), scaled, x + kInfinite);
    return select(is_less(x, all_equal(kLowest)), Doubles{}, upper);
}

/// ln of 2^-exponent x, for x from the smallest normal number up to, not including, infinity; the
/// exponent is 0 or one of log()'s own.
///   x = 2^n (1 + f), 1 + f from sqrt(1/2) to sqrt(2);  s = f / (2 + f);  z = s^2
///   ln(1 + f) = 2 atanh(s) = f - (f^2/2 - s (f^2/2 + z p(z)))
/// p is the polynomial of degree 6 nearest to (2 atanh(s) - 2 s) / s^3, with an error of z p(z) of
/// 2^-58.5 (tools/exp_log_coefficients.py).
inline Doubles log_of_normal(Doubles x, Doubles exponent) {
    constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcd;  // bits of sqrt(1/2)
    constexpr std::uint64_t kBias = 1024;                    // keeps exponents above 0
    constexpr std::uint64_t kMantissa = (std::uint64_t{1} << kMantissaBits) - 1;
    constexpr std::uint64_t kTwo52 = 0x4330000000000000;  // bits of 2^52

    const auto offset = reinterpret_cast<Naturals>(x) - (kRootHalf - (kBias << kMantissaBits));
    const Doubles f = reinterpret_cast<Doubles>((offset & kMantissa) + kRootHalf) - 1.0;
    const auto biased = reinterpret_cast<Doubles>((offset >> kMantissaBits) | kTwo52);
    const Doubles n = biased - (0x1p+52 + kBias + exponent);

    const Doubles s = f / (2.0 + f);
    const Doubles z = s * s;
    const Doubles z2 = z * z;
    const auto line = [z](double c0, double c1) { return fma(z, all_equal(c1), all_equal(c0)); };
    const Doubles p01 = line(0x1.5555555555593p-1, 0x1.999999997fc75p-2);
    const Doubles p23 = line(0x1.24924942045f9p-2, 0x1.c71c51f8ac9a4p-3);
    const Doubles p45 = line(0x1.7466428a2b684p-3, 0x1.39a157dfe6075p-3);
    const Doubles p456 = fma(z2, all_equal(0x1.2f09792bf555cp-3), p45);
    const Doubles p = fma(z2, fma(z2, p456, p23), p01);
    const Doubles half_square = 0.5 * f * f;
    const Doubles small = fma(s, fma(z, p, half_square), n * kLn2Low);
    return fma(n, all_equal(kLn2High), f - (half_square - small));
}

/// log() where some element is denormal, not above 0, infinite or NaN; out of the way of the rest.
[[gnu::noinline, gnu::cold]] inline Doubles log_of_any(Doubles x) {
    constexpr double kExponent = 54.0;
    const Mask denormal = is_less(x, all_equal(std::numeric_limits<double>::min()));
    const Doubles value = log_of_normal(select(denormal, x * 0x1p+54, x),
                                        select(denormal, all_equal(kExponent), Doubles{}));
    const Doubles edge = select(is_at_most(x, Doubles{}), all_equal(-kInfinite), x);
    const Doubles inside =
        select(both(is_less(Doubles{}, x), is_less(x, all_equal(kInfinite))), value, edge);
    return select(is_less(x, Doubles{}), all_equal(kNotANumber), inside);
}

/// ln x, within 1 unit in the last place. -infinity of 0, NaN of less and of NaN.
inline Doubles log(Doubles x) {
    const Mask normal = both(is_at_most(all_equal(std::numeric_limits<double>::min()), x),
                             is_less(x, all_equal(kInfinite)));
    if (packed(normal) != kAllElements) [[unlikely]]
        return log_of_any(x);
    return log_of_normal(x, Doubles{});
}

}  // namespace tanlu::vector
