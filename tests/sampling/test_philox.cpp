#include "sampling/philox.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace tanlu::sampling {
namespace {

using Four = std::array<std::uint32_t, 4>;

TEST_CASE("philox: known answers of the authors") {
    // [S:Salmon11], known-answer vectors of Random123 for philox4x32, 10 rounds.
    CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("philox: where seed, sample, stream and draw go") {
    // The third known answer, words joined low word first.
    const std::uint64_t seed = 0x299f31d0a4093822;
    const std::uint64_t sample = 0x85a308d3243f6a88;
    const std::uint32_t block = 0x03707344;
    CHECK(random_bits(seed, sample, 0x13198a2e, 2 * block) == 0x94fdccebd16cfe09);
    CHECK(random_bits(seed, sample, 0x13198a2e, 2 * block + 1) == 0x24126ea15001e420);
    // Seed and sample 0: draws 0 and 1 of stream 0 are the first known answer.
    CHECK(random_bits(0, 0, 0, 0) == 0xe169c58d6627e8d5);
    CHECK(random_bits(0, 0, 0, 1) == 0x9b00dbd8bc57ac4c);
}

TEST_CASE("philox: uniform numbers lie strictly between 0 and 1") {
    CHECK(uniform(0) == 0x1p-53);
    CHECK(uniform(0xfff) == 0x1p-53);   // the low 12 bits are not used
    CHECK(uniform(0x1000) == 0x3p-53);  // (1 + 1/2) 2^-52
    CHECK(uniform(std::numeric_limits<std::uint64_t>::max()) == 1.0 - 0x1p-53);
    CHECK(uniform(std::uint64_t{1} << 63U) == 0.5 + 0x1p-53);
    for (std::uint32_t n = 0; n < 1000; ++n) {
        const std::uint64_t z = random_bits(5, 17, 3, n);
        // The formula of the specification, in its own words; it does not round.
        CHECK(uniform(z) == (static_cast<double>(z >> 12U) + 0.5) * 0x1p-52);
    }
}

TEST_CASE("philox: eight samples at once have the bits of each alone") {
    const std::uint64_t seed = 0x123456789abcdef0;
    const std::vector<Rows> batches = {rows_from(0, 1000), rows_from(13, 17),
                                       rows_from(0xfffffffc, 0x200000000),
                                       Rows{7, 0, 0xffffffffffffffff, 3, 1ULL << 40U, 9, 9, 2}};
    for (const Rows& rows : batches) {
        for (const std::uint32_t block : {0U, 1U, 77U}) {
            const auto pair = uniform_pair(seed, rows, 0xdeadbeef, block);
            for (std::size_t i = 0; i < kLaneCount; ++i) {
                for (std::uint32_t k = 0; k < 2; ++k) {
                    const double alone =
                        uniform(random_bits(seed, rows[i], 0xdeadbeef, 2 * block + k));
                    CHECK(pair[k][static_cast<int>(i)] == alone);
                }
            }
        }
    }
}

TEST_CASE("philox: rows stop at the last one") {
    CHECK(rows_from(0, 100) == Rows{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(rows_from(5, 7) == Rows{5, 6, 7, 7, 7, 7, 7, 7});
    CHECK(rows_from(9, 7) == Rows{7, 7, 7, 7, 7, 7, 7, 7});
}

TEST_CASE("philox: streams are FNV-1a hashes") {
    // Published test vectors of 32-bit FNV-1a: "", "a", "foobar" [S:FNV].
    CHECK(stream_id("") == 0x811c9dc5);
    CHECK(stream_id("a") == 0xe40c292c);
    CHECK(stream_id("foobar") == 0xbf9cf968);
}

TEST_CASE("philox: paths with the same stream are found") {
    const std::vector<std::string> fine = {"fleet.car.survival.lambda", "fleet.car.survival.k",
                                           "fleet.car.survival.k"};
    CHECK_FALSE(stream_collision(fine));
    // Two English words with the same 32-bit FNV-1a hash.
    REQUIRE(stream_id("costarring") == stream_id("liquid"));
    const std::vector<std::string> clash = {"costarring", "fleet", "liquid"};
    const auto found = stream_collision(clash);
    REQUIRE(found);
    CHECK(found->first == "costarring");
    CHECK(found->second == "liquid");
}

TEST_CASE("philox: uniform numbers have the moments of the uniform distribution") {
    // Standard errors for 2^16 numbers: mean sqrt(1/12)/256 = 0.0011, correlation 1/256 = 0.0039.
    constexpr std::uint64_t kCount = 1U << 16U;
    double sum = 0.0, squares = 0.0, with_next_stream = 0.0;
    for (std::uint64_t i = 0; i < kCount; i += kLaneCount) {
        const Lanes u = uniform_pair(1, rows_from(i, kCount), stream_id("a"), 0)[0];
        const Lanes v = uniform_pair(1, rows_from(i, kCount), stream_id("b"), 0)[0];
        for (int k = 0; k < kLaneCount; ++k) {
            sum += u[k] - 0.5;
            squares += (u[k] - 0.5) * (u[k] - 0.5);
            with_next_stream += 12.0 * (u[k] - 0.5) * (v[k] - 0.5);
        }
    }
    CHECK(std::abs(sum / kCount) < 0.004);
    CHECK(std::abs(squares / kCount - 1.0 / 12.0) < 0.001);
    CHECK(std::abs(with_next_stream / kCount) < 0.014);
}

TEST_CASE("philox: numbers are held inside the unit interval, NaN kept") {
    Lanes u(0.3);
    u[1] = 0.0;
    u[2] = 1.0;
    u[3] = std::numeric_limits<double>::quiet_NaN();
    const Lanes v = inside_unit(u);
    CHECK(v[0] == 0.3);
    CHECK(v[1] == 0x1p-53);
    CHECK(v[2] == 1.0 - 0x1p-53);
    CHECK(std::isnan(v[3]));
}

}  // namespace
}  // namespace tanlu::sampling
