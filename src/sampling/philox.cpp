#include "sampling/philox.hpp"

#include <algorithm>
#include <bit>
#include <map>

namespace tanlu::sampling {
namespace {

// Multipliers, key increments and rounds of Philox-4x32-10 [S:Salmon11].
constexpr std::uint32_t kMultiplier0 = 0xD2511F53;
constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kKeyStep0 = 0x9E3779B9;
constexpr std::uint32_t kKeyStep1 = 0xBB67AE85;
constexpr int kRounds = 10;

// Offset basis and prime of the 32-bit FNV-1a hash [S:FNV].
constexpr std::uint32_t kFnvOffset = 0x811C9DC5;
constexpr std::uint32_t kFnvPrime = 0x01000193;

constexpr double kHalfStep = 0x1p-53;

constexpr std::uint32_t low(std::uint64_t z) {
    return static_cast<std::uint32_t>(z);
}
constexpr std::uint32_t high(std::uint64_t z) {
    return static_cast<std::uint32_t>(z >> 32U);
}
constexpr std::uint64_t joined(std::uint32_t low_word, std::uint32_t high_word) {
    return static_cast<std::uint64_t>(high_word) << 32U | low_word;
}

/// One word of the counters of eight samples.
using Words = std::array<std::uint32_t, kLaneCount>;

Lanes uniforms(const Words& low_words, const Words& high_words) {
    Lanes u;
    for (std::size_t i = 0; i < kLaneCount; ++i) {
        u[static_cast<int>(i)] = uniform(joined(low_words[i], high_words[i]));
    }
    return u;
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> c,
                                        std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c[0];
        const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c[2];
        c = {high(p1) ^ c[1] ^ key[0], low(p1), high(p0) ^ c[3] ^ key[1], low(p0)};
        key = {key[0] + kKeyStep0, key[1] + kKeyStep1};
    }
    return c;
}

std::uint64_t random_bits(std::uint64_t seed, std::uint64_t sample, std::uint32_t stream,
                          std::uint32_t n) {
    const auto w = philox4x32({low(sample), high(sample), stream, n / 2}, {low(seed), high(seed)});
    return n % 2 == 0 ? joined(w[0], w[1]) : joined(w[2], w[3]);
}

double uniform(std::uint64_t z) {
    // 1 + (z >> 12) 2^-52, written into the bits of a double: taking 1 away is exact.
    constexpr std::uint64_t kOne = 0x3FF0000000000000;
    return std::bit_cast<double>(z >> 12U | kOne) - 1.0 + kHalfStep;
}

Rows rows_from(std::uint64_t first, std::uint64_t last) {
    Rows rows{};
    for (std::size_t i = 0; i < kLaneCount; ++i) rows[i] = std::min(first + i, last);
    return rows;
}

// The rounds of philox4x32, written word by word over the samples for the compiler to vectorise.
std::array<Lanes, 2> uniform_pair(std::uint64_t seed, const Rows& samples, std::uint32_t stream,
                                  std::uint32_t block) {
    Words c0{}, c1{}, c2{}, c3{};
    for (std::size_t i = 0; i < kLaneCount; ++i) {
        c0[i] = low(samples[i]);
        c1[i] = high(samples[i]);
        c2[i] = stream;
        c3[i] = block;
    }
    std::uint32_t key0 = low(seed);
    std::uint32_t key1 = high(seed);
    for (int round = 0; round < kRounds; ++round) {
        for (std::size_t i = 0; i < kLaneCount; ++i) {
            const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c0[i];
            const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c2[i];
            c0[i] = high(p1) ^ c1[i] ^ key0;
            c1[i] = low(p1);
            c2[i] = high(p0) ^ c3[i] ^ key1;
            c3[i] = low(p0);
        }
        key0 += kKeyStep0;
        key1 += kKeyStep1;
    }
    return {uniforms(c0, c1), uniforms(c2, c3)};
}

std::uint32_t stream_id(std::string_view path) {
    std::uint32_t hash = kFnvOffset;
    for (const char letter : path) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * kFnvPrime;
    }
    return hash;
}

std::optional<StreamCollision> stream_collision(std::span<const std::string> paths) {
    std::map<std::uint32_t, std::string> seen;
    for (const std::string& path : paths) {
        const auto [place, is_new] = seen.emplace(stream_id(path), path);
        if (!is_new && place->second != path) return StreamCollision{place->second, path};
    }
    return std::nullopt;
}

Lanes inside_unit(const Lanes& u) {
    return clamp(u, Lanes(kHalfStep), Lanes(1.0 - kHalfStep));
}

}  // namespace tanlu::sampling
