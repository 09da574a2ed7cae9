#include "sampling/permutation.hpp"

#include <bit>

#include "base/expects.hpp"
#include "sampling/philox.hpp"

namespace tanlu::sampling {
namespace {

/// No sample of a study has this number, so keys meet no other draw of the stream.
constexpr std::uint64_t kKeySample = ~std::uint64_t{0};

/// Finaliser of SplitMix64: every bit of x moves every bit of the result [S:Steele14].
std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9;
    x = (x ^ x >> 27U) * 0x94D049BB133111EB;
    return x ^ x >> 31U;
}

}  // namespace

Permutation::Permutation(std::uint64_t size, std::uint64_t seed, std::uint32_t stream,
                         std::uint32_t draw)
    : size_(size) {
    TANLU_EXPECTS(size > 0);
    const auto bits = static_cast<unsigned>(std::bit_width(size - 1));
    low_bits_ = bits / 2;
    low_mask_ = (std::uint64_t{1} << low_bits_) - 1;
    high_mask_ = (std::uint64_t{1} << (bits - low_bits_)) - 1;
    for (std::uint32_t round = 0; round < kRounds; ++round) {
        keys_[round] = random_bits(seed, kKeySample, stream, kRounds * draw + round);
    }
}

std::uint64_t Permutation::once(std::uint64_t index) const {
    std::uint64_t low = index & low_mask_;
    std::uint64_t high = index >> low_bits_;
    for (std::size_t round = 0; round < kRounds; round += 2) {
        high ^= mixed(low + keys_[round]) & high_mask_;
        low ^= mixed(high + keys_[round + 1]) & low_mask_;
    }
    return high << low_bits_ | low;
}

std::uint64_t Permutation::operator()(std::uint64_t index) const {
    TANLU_EXPECTS(index < size_);
    do index = once(index);
    while (index >= size_);
    return index;
}

}  // namespace tanlu::sampling
