#pragma once
// The bins of the log histograms: equal steps of ln|x|, so that a bin's representative is within a
// fixed relative error of every number in it (the form of DDSketch; model specification 11.10).
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace tanlu {

/// Largest relative error of a quantile read from the bins.
inline constexpr double kQuantileError = 0.005;

/// Ratio of neighbouring bin edges: gamma = (1 + alpha) / (1 - alpha). Bin i holds the magnitudes
/// in (gamma^(i-1), gamma^i].
inline constexpr double kBinRatio = (1 + kQuantileError) / (1 - kQuantileError);

/// First and last bin: those of 1e-9 and 1e15.
inline constexpr std::int32_t kFirstBin = -2072;
inline constexpr std::int32_t kLastBin = 3454;
inline constexpr std::int32_t kBinCount = kLastBin - kFirstBin + 1;

/// Where a number is counted, in the order of the numbers: 0 for zero and magnitudes below the
/// first bin; i - kFirstBin + 1 for a positive number in bin i, kOverflowCode above the last bin;
/// the same with a minus for negative numbers; kUndefinedCode for NaN.
using BinCode = std::int32_t;
inline constexpr BinCode kOverflowCode = kBinCount + 1;
inline constexpr BinCode kUndefinedCode = kOverflowCode + 1;

namespace detail {

/// Coefficients 2/(2k+1) of ln m = 2 (z + z^3/3 + z^5/5 + ...), z = (m-1)/(m+1). For m within a
/// factor sqrt(2) of 1 the eight terms leave out less than 2e-14.
inline constexpr std::array<double, 8> kAtanhTerms = {2.0,     2.0 / 3,  2.0 / 5,  2.0 / 7,
                                                      2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15};
inline constexpr double kLn2 = 0.693147180559945309417;
/// ln gamma = 2 atanh(alpha), by the same series.
inline constexpr double kLnBinRatio = [] {
    double sum = 0;
    double power = kQuantileError;
    for (const double term : kAtanhTerms) {
        sum += term * power;
        power *= kQuantileError * kQuantileError;
    }
    return sum;
}();

}  // namespace detail

/// Where x is counted. The logarithm is our own, of additions, multiplications and one division in
/// a fixed order, so the bin is the same on every machine, alone or among others in a vector; it
/// may differ from the exact bin where x is within 1e-12 (relative) of an edge. Comparisons are
/// those of the bits as integers: of these, unlike those of doubles, compilers make vectors.
inline BinCode bin_code(double x) {
    constexpr auto bits_of = [](double number) { return std::bit_cast<std::int64_t>(number); };
    // Between the last two edges below the first bin and between the first two above the last: the
    // numbers beyond have the codes of these.
    constexpr std::int64_t kTiny = bits_of(9.88e-10);
    constexpr std::int64_t kHuge = bits_of(1.006e15);
    constexpr std::int64_t kInfinity = bits_of(std::numeric_limits<double>::infinity());
    // The exponent is taken so that the mantissa lies in [sqrt(1/2), sqrt(2)).
    constexpr std::int64_t kSqrtHalf = bits_of(0.70710678118654752440);
    constexpr std::int64_t kMantissa = 0x000fffffffffffff;
    constexpr double kTwo52 = 4503599627370496.0;
    constexpr double kBias = kTwo52 + 1023.0;  // of the exponent, and what makes it a double

    const std::int64_t magnitude = bits_of(std::abs(x));
    const std::int64_t above = magnitude > kTiny ? magnitude : kTiny;
    const std::int64_t limited = above < kHuge ? above : kHuge;
    const auto shifted = static_cast<std::uint64_t>(limited + (bits_of(1.0) - kSqrtHalf));
    const double exponent =
        std::bit_cast<double>(static_cast<std::int64_t>(shifted >> 52) | bits_of(kTwo52)) - kBias;
    const double mantissa =
        std::bit_cast<double>((static_cast<std::int64_t>(shifted) & kMantissa) + kSqrtHalf);

    const double z = (mantissa - 1.0) / (mantissa + 1.0);
    const double square = z * z;
    double sum = detail::kAtanhTerms.back();
    for (std::size_t k = detail::kAtanhTerms.size() - 1; k-- > 0;) {
        sum = sum * square + detail::kAtanhTerms[k];
    }
    const double ln = exponent * detail::kLn2 + sum * z;
    // Rounded up: what lies above a whole number by less than kEdge stays there, 1 in bin 0 above
    // all.
    constexpr double kEdge = 0x1p-36;
    const double code = ln * (1.0 / detail::kLnBinRatio) + (2.0 - kFirstBin - kEdge);
    const auto with_sign = static_cast<BinCode>(std::copysign(code, x));
    const auto is_nan = static_cast<BinCode>((kInfinity - magnitude) >> 63);  // all bits or none
    return (with_sign & ~is_nan) | (kUndefinedCode & is_nan);
}

/// Number that stands for a bin: 2 gamma^i / (gamma + 1), with the sign of the code; 0 for zero,
/// infinity for an overflow, NaN for NaN.
double representative(BinCode code);

}  // namespace tanlu
