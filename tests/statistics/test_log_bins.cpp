#include "statistics/log_bins.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "statistics/samples.hpp"

using namespace tanlu;

namespace {

/// The code by the definition, with the C library's logarithm.
BinCode code_by_definition(double x) {
    const double gamma = 1.005 / 0.995;
    return static_cast<BinCode>(std::ceil(std::log(x) / std::log(gamma))) - kFirstBin + 1;
}

}  // namespace

TEST_CASE("the bins cover 1e-9 to 1e15 with 5527 bins") {
    CHECK(kBinCount == 5527);
    CHECK(bin_code(1e-9) == 1);
    CHECK(bin_code(1e15) == kBinCount);
    // ln 1.02 / ln gamma = 1.98: two bins further there is none.
    CHECK(bin_code(1e-9 / 1.02) == 0);
    CHECK(bin_code(1e15 * 1.02) == kOverflowCode);
}

TEST_CASE("bin 1 is just above one and bin 0 ends at one") {
    // gamma = 1.005 / 0.995 = 1.010050...
    const BinCode zero = -kFirstBin + 1;
    CHECK(bin_code(1.0) == zero);
    CHECK(bin_code(0.9901) == zero);
    CHECK(bin_code(0.9900) == zero - 1);
    CHECK(bin_code(1.0100) == zero + 1);
    CHECK(bin_code(1.0101) == zero + 2);
}

TEST_CASE("numbers outside the bins have codes of their own in the order of the numbers") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(bin_code(0.0) == 0);
    CHECK(bin_code(-0.0) == 0);
    CHECK(bin_code(5e-324) == 0);
    CHECK(bin_code(-1e-10) == 0);
    CHECK(bin_code(infinity) == kOverflowCode);
    CHECK(bin_code(std::numeric_limits<double>::max()) == kOverflowCode);
    CHECK(bin_code(-infinity) == -kOverflowCode);
    CHECK(bin_code(-3.7) == -bin_code(3.7));
    CHECK(bin_code(std::nan("")) == kUndefinedCode);
    CHECK(bin_code(-std::nan("")) == kUndefinedCode);
}

TEST_CASE("codes agree with the definition and rise with the number") {
    int differ = 0;
    BinCode last = 0;
    const double step = 1.0 + 0x1p-12;
    for (double x = 1e-9; x < 1e15; x *= step) {
        const BinCode code = bin_code(x);
        differ += code != code_by_definition(x) ? 1 : 0;
        REQUIRE(code >= last);
        last = code;
    }
    CHECK(differ == 0);
}

TEST_CASE("the logarithm is right to 1e-12 beside every edge") {
    const long double gamma = 1.005L / 0.995L;
    for (int i = kFirstBin; i < kLastBin; ++i) {
        const auto edge = static_cast<double>(std::pow(gamma, static_cast<long double>(i)));
        REQUIRE(bin_code(edge * (1 - 1e-12)) == i - kFirstBin + 1);
        REQUIRE(bin_code(edge * (1 + 1e-12)) == i - kFirstBin + 2);
    }
}

TEST_CASE("a representative is within 0.5 % of what its bin holds") {
    // Bin 0 is (0.990050, 1]: 2 / (gamma + 1) = 2 / 2.0100502513 = 0.995.
    CHECK(representative(-kFirstBin + 1) == Approx(0.995).epsilon(1e-15));
    for (const double x : test::spread_samples(20000, 1e3, 27.0, 7)) {
        REQUIRE(std::abs(representative(bin_code(x)) - x) <= kQuantileError * x * (1 + 1e-9));
        REQUIRE(representative(bin_code(-x)) == -representative(bin_code(x)));
    }
    CHECK(representative(0) == 0.0);
    CHECK(representative(kOverflowCode) == std::numeric_limits<double>::infinity());
    CHECK(representative(-kOverflowCode) == -std::numeric_limits<double>::infinity());
    CHECK(std::isnan(representative(kUndefinedCode)));
}
