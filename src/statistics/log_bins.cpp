#include "statistics/log_bins.hpp"

#include <cstdlib>
#include <limits>

namespace tanlu {
namespace {

/// gamma^i by repeated squaring; the digits beyond a double keep the rounding errors out.
long double power_of_ratio(int exponent) {
    constexpr long double alpha = 0.005L;
    long double square = (1 + alpha) / (1 - alpha);
    long double power = 1;
    for (int rest = std::abs(exponent); rest > 0; rest /= 2) {
        if (rest % 2 == 1) power *= square;
        square *= square;
    }
    return exponent < 0 ? 1 / power : power;
}

}  // namespace

double representative(BinCode code) {
    if (code == kUndefinedCode) return std::numeric_limits<double>::quiet_NaN();
    if (code == 0) return 0.0;
    const BinCode size = std::abs(code);
    const double magnitude = size == kOverflowCode
                                 ? std::numeric_limits<double>::infinity()
                                 : static_cast<double>(2 * power_of_ratio(size + kFirstBin - 1) /
                                                       (1 + power_of_ratio(1)));
    return code < 0 ? -magnitude : magnitude;
}

}  // namespace tanlu
