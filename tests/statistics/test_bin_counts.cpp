#include "statistics/bin_counts.hpp"

#include <catch2/catch.hpp>

using namespace tanlu;

TEST_CASE("counts cover what they are asked for and keep what they hold") {
    BinCounts counts;
    CHECK(counts.first() == counts.end());

    counts.cover(1000, 1015);  // 16 codes: two more at either end
    CHECK(counts.first() == 998);
    CHECK(counts.end() == 1018);
    counts[1000] = 7;
    counts[1015] = 8;

    counts.cover(1017, 1017);  // there already
    CHECK(counts.end() == 1018);

    counts.cover(994, 1000);  // 994 .. 1017 are 24 codes: three more below, none above
    CHECK(counts.first() == 991);
    CHECK(counts.end() == 1018);
    CHECK(counts[1000] == 7);
    CHECK(counts[1015] == 8);
    for (const BinCode code : {991, 999, 1001, 1014, 1017}) CHECK(counts[code] == 0);
}

TEST_CASE("counts end at the first and the last code") {
    BinCounts counts;
    counts.cover(1, kOverflowCode);
    CHECK(counts.first() == 1);
    CHECK(counts.end() == kOverflowCode + 1);
}
