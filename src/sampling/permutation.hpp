#pragma once
// A random order of 0, 1, ..., n-1 that is computed, not stored.
#include <array>
#include <cstdint>

namespace tanlu::sampling {

/// Keyed bijection of [0, size): a Feistel network on the fewest bits that hold size - 1, walked on
/// until the result lies below size (at most two steps on average). O(1) memory.
class Permutation {
public:
    Permutation(std::uint64_t size, std::uint64_t seed, std::uint32_t stream, std::uint32_t draw);

    /// Place of `index` < size in the new order.
    std::uint64_t operator()(std::uint64_t index) const;

private:
    static constexpr std::uint32_t kRounds = 8;

    std::uint64_t once(std::uint64_t index) const;

    std::uint64_t size_;
    unsigned low_bits_ = 0;
    std::uint64_t low_mask_ = 0;
    std::uint64_t high_mask_ = 0;
    std::array<std::uint64_t, kRounds> keys_{};
};

}  // namespace tanlu::sampling
