#include "statistics/bin_table.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "statistics/samples.hpp"

using namespace tanlu;

namespace {

/// Whether the table has the codes of the numbers up to 300 places on either side of x. Where a
/// code changes, rounding errors of bin_code() are of some tens of places.
bool agrees_around(double x) {
    constexpr int kPlaces = 300;
    const auto bits = std::bit_cast<std::int64_t>(x);
    for (int place = -kPlaces; place <= kPlaces; ++place) {
        const double near = std::bit_cast<double>(bits + place);
        const BinKey key = bin_key(near);
        if (key < kFirstBinKey || key >= kEndBinKey) continue;
        if (bin_table().code(near) != bin_code(near)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("codes that are looked up are those that are worked out") {
    const auto samples = test::spread_samples(200000, 1e3, 20, 3);  // 2e-6 to 5e11
    for (const double x : samples) REQUIRE(bin_table().code(x) == bin_code(x));
}

TEST_CASE("the table holds at its seams") {
    // Between keys that share a part, codes change only with the key of its edge, so that the ends
    // of all keys around an edge and of all parts are all the places where the table could err.
    BinCode before = 0;
    constexpr BinKey kPart = 1 << 13;
    for (BinKey key = kFirstBinKey; key < kEndBinKey; ++key) {
        const double first = std::bit_cast<double>(static_cast<std::int64_t>(key) << 32);
        const BinCode code = bin_table().lowest(key);
        const bool is_seam = key % kPart == 0 || code != before || bin_table().highest(key) != code;
        before = code;
        if (is_seam) REQUIRE(agrees_around(first));
    }
    CHECK(agrees_around(0x1p-29));
    CHECK(agrees_around(0x1p49));
}

TEST_CASE("keys tell the codes of their numbers") {
    // 1 ends bin 0 and shares its key with the first numbers of bin 1; 1.005 is inside bin 1.
    const BinCode zero = -kFirstBin + 1;
    CHECK(bin_table().lowest(bin_key(1.0)) == zero);
    CHECK(bin_table().highest(bin_key(1.0)) == zero + 1);
    CHECK(bin_table().lowest(bin_key(1.005)) == zero + 1);
    CHECK(bin_table().highest(bin_key(1.005)) == zero + 1);
    CHECK(bin_key(-1.0) < 0);
    CHECK(bin_key(0.0) == 0);
}
