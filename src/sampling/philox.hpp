#pragma once
// Random numbers that are a function of (seed, sample, stream, number of the draw): no state, hence
// the same whatever the thread, the rank, the order or the restart (§11.1).
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lanes/lanes.hpp"

namespace tanlu::sampling {

/// Philox-4x32-10: four random words for each (counter, key) [S:Salmon11].
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// Draw `n` of a stream: 64 random bits. Key = (seed low, seed high), counter = (sample low, sample
/// high, stream, n / 2); even draws are words 0 and 1, odd ones words 2 and 3, low word first.
std::uint64_t random_bits(std::uint64_t seed, std::uint64_t sample, std::uint32_t stream,
                          std::uint32_t n);

/// ((z >> 12) + 0.5) 2^-52: strictly inside (0, 1), from 2^-53 to 1 - 2^-53, without rounding.
double uniform(std::uint64_t z);

/// Sample numbers of a batch.
using Rows = std::array<std::uint64_t, kLaneCount>;

/// first, first + 1, ...; `last` again and again once it is reached.
Rows rows_from(std::uint64_t first, std::uint64_t last);

/// Draws 2 `block` and 2 `block` + 1 of a stream for eight samples, as uniform() of the same bits.
std::array<Lanes, 2> uniform_pair(std::uint64_t seed, const Rows& samples, std::uint32_t stream,
                                  std::uint32_t block);

/// Stream of a parameter: 32-bit FNV-1a hash of its path, so that adding a parameter moves no
/// other.
std::uint32_t stream_id(std::string_view path);

/// Two different paths whose streams are the same, which one study must not hold.
struct StreamCollision {
    std::string first, second;
};
std::optional<StreamCollision> stream_collision(std::span<const std::string> paths);

/// u as far inside (0, 1) as uniform() is; NaN kept.
Lanes inside_unit(const Lanes& u);

}  // namespace tanlu::sampling
