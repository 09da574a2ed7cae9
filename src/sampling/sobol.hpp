#pragma once
// Sobol' points: direction numbers, single points, and scrambled batches (§11.5).
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/lanes.hpp"

namespace tanlu::sampling {

/// Direction numbers of Joe & Kuo, criterion D(6) [S:JoeKuo08], as binary fractions of 64 bits:
/// number j < bits of dimension d at [d * bits + j]. At most 31 bits and 3667 dimensions.
std::vector<std::uint64_t> sobol_directions(std::size_t dimensions, std::size_t bits);

/// Point `index` of one dimension in Gray code order, where point 0 is 0: the exclusive or of the
/// direction numbers at the ones of index ^ (index >> 1).
std::uint64_t sobol_point(std::span<const std::uint64_t> directions, std::uint64_t index);

/// Points of 2^bits rows under a random linear scramble and a digital shift. Both are keyed by
/// (seed, scramble, dimension) and keep the equal filling of binary boxes that makes the points
/// good.
class ScrambledSobol {
public:
    ScrambledSobol(std::size_t dimensions, std::size_t bits, std::uint64_t seed,
                   std::uint32_t scramble);

    std::size_t dimensions() const { return shifts_.size(); }
    std::uint64_t size() const { return std::uint64_t{1} << bits_; }

    /// Rows first, first + 1, ..., the last one again and again once it is reached; in (0, 1).
    void draw(std::uint64_t first, std::span<Lanes> u) const;

private:
    std::size_t bits_;
    std::vector<std::uint64_t> directions_;  ///< scrambled
    std::vector<std::uint64_t> shifts_;      ///< by dimension
};

}  // namespace tanlu::sampling
