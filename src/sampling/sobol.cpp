#include "sampling/sobol.hpp"

#include <bit>
#include <boost/random/sobol.hpp>

#include "base/expects.hpp"
#include "sampling/design.hpp"
#include "sampling/philox.hpp"
#include "tanlu/error.hpp"

namespace tanlu::sampling {
namespace {

/// Bits of a scrambled point that uniform() reads.
constexpr std::uint32_t kDigits = 52;
constexpr std::uint64_t kTopBit = std::uint64_t{1} << 63U;

/// Lower triangular random matrix with ones on the diagonal, one row a digit; bit 63 is column 0.
std::vector<std::uint64_t> random_matrix(std::uint64_t seed, std::uint64_t sample,
                                         std::uint32_t stream) {
    std::vector<std::uint64_t> rows(kDigits);
    for (std::uint32_t i = 0; i < kDigits; ++i) {
        const std::uint64_t diagonal = kTopBit >> i;
        const std::uint64_t left = ~((diagonal << 1U) - 1);  // columns before the diagonal
        rows[i] = diagonal | (random_bits(seed, sample, stream, i) & left);
    }
    return rows;
}

std::uint64_t product(const std::vector<std::uint64_t>& rows, std::uint64_t digits) {
    std::uint64_t result = 0;
    for (std::uint32_t i = 0; i < kDigits; ++i) {
        if (std::popcount(rows[i] & digits) % 2 != 0) result |= kTopBit >> i;
    }
    return result;
}

class SobolDesign final : public Design {
public:
    SobolDesign(std::size_t dimensions, std::size_t bits, std::uint64_t seed,
                std::uint32_t scramble)
        : points_(dimensions, bits, seed, scramble) {}

    std::uint64_t size() const override { return points_.size(); }
    std::size_t dimensions() const override { return points_.dimensions(); }
    void draw(std::uint64_t first, std::span<Lanes> u) const override { points_.draw(first, u); }

private:
    ScrambledSobol points_;
};

}  // namespace

std::vector<std::uint64_t> sobol_directions(std::size_t dimensions, std::size_t bits) {
    TANLU_EXPECTS(dimensions > 0 && dimensions <= kMaxSobolDimensions && bits <= 31);
    // Boost leaves out point 0: its point i is point i + 1 of the sequence. Point 2^(j+1) - 1 has
    // the Gray code 2^j, so it is direction number j itself.
    std::vector<std::uint64_t> directions(dimensions * bits);
    for (std::size_t j = 0; j < bits; ++j) {
        boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);
        engine.discard(((std::uint64_t{2} << j) - 2) * dimensions);
        for (std::size_t d = 0; d < dimensions; ++d) {
            directions[d * bits + j] = static_cast<std::uint64_t>(engine()) << 32U;
        }
    }
    return directions;
}

std::uint64_t sobol_point(std::span<const std::uint64_t> directions, std::uint64_t index) {
    std::uint64_t point = 0;
    for (std::uint64_t gray = index ^ index >> 1U; gray != 0; gray &= gray - 1) {
        point ^= directions[static_cast<std::size_t>(std::countr_zero(gray))];
    }
    return point;
}

ScrambledSobol::ScrambledSobol(std::size_t dimensions, std::size_t bits, std::uint64_t seed,
                               std::uint32_t scramble)
    : bits_(bits), directions_(sobol_directions(dimensions, bits)), shifts_(dimensions) {
    const std::uint32_t stream = stream_id("Sobol' scramble");
    for (std::size_t d = 0; d < dimensions; ++d) {
        const std::uint64_t sample = std::uint64_t{scramble} << 32U | d;
        const std::vector<std::uint64_t> matrix = random_matrix(seed, sample, stream);
        for (std::size_t j = 0; j < bits; ++j) {
            directions_[d * bits + j] = product(matrix, directions_[d * bits + j]);
        }
        shifts_[d] = random_bits(seed, sample, stream, kDigits);
    }
}

void ScrambledSobol::draw(std::uint64_t first, std::span<Lanes> u) const {
    TANLU_EXPECTS(u.size() == dimensions());
    const Rows rows = rows_from(first, size() - 1);
    for (std::size_t d = 0; d < u.size(); ++d) {
        const auto v = std::span(directions_).subspan(d * bits_, bits_);
        std::uint64_t point = sobol_point(v, rows[0]) ^ shifts_[d];
        u[d][0] = uniform(point);
        for (std::size_t i = 1; i < kLaneCount; ++i) {
            // From one point to the next one bit of the Gray code changes: the lowest one of the
            // row.
            if (rows[i] != rows[i - 1]) {
                point ^= v[static_cast<std::size_t>(std::countr_zero(rows[i]))];
            }
            u[d][static_cast<int>(i)] = uniform(point);
        }
    }
}

std::unique_ptr<Design> make_sobol(std::uint64_t size, std::uint64_t seed, std::size_t dimensions,
                                   std::uint32_t scramble) {
    if (!std::has_single_bit(size) || size > kMaxSobolSize) {
        throw InputError("a Sobol' design needs a power of 2 of samples, 2^31 at most");
    }
    if (dimensions == 0 || dimensions > kMaxSobolDimensions) {
        throw InputError("a Sobol' design has from 1 to 3667 dimensions");
    }
    const auto bits = static_cast<std::size_t>(std::countr_zero(size));
    return std::make_unique<SobolDesign>(dimensions, bits, seed, scramble);
}

}  // namespace tanlu::sampling
