#pragma once
// Designs: which points of the unit cube a study looks at (§11.5). A design is a function of the
// row number: it holds no state, so any thread may draw any rows in any order.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lanes/lanes.hpp"

namespace tanlu::sampling {

/// What a design hands out.
enum class Numbers {
    kProbabilities,  ///< u in [0, 1], for quantile functions
    kValues,         ///< values of the inputs themselves
};

/// Part that a row plays in the layout of its design.
enum class Block {
    kSample,  ///< one point among equals
    kA,       ///< Saltelli: the first matrix
    kAB,      ///< A with the columns of one group from B
    kBA,      ///< B with the columns of one group from A
    kB,       ///< the second matrix
    kStart,   ///< Morris: first point of a trajectory
    kStep,    ///< one input moved from the row before
};

/// "sample", "A", "AB", "BA", "B", "start", "step".
std::string_view name_of(Block block);

inline constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();

/// Where a row stands in its design.
struct Place {
    std::uint64_t base = 0;  ///< row of the matrices, trajectory, or the row itself
    Block block = Block::kSample;
    std::size_t column = kNoColumn;  ///< group (Saltelli) or input (Morris) that was moved
    bool operator==(const Place&) const = default;
};

class Design {
public:
    Design() = default;
    Design(const Design&) = delete;
    Design& operator=(const Design&) = delete;
    virtual ~Design() = default;

    /// Number of rows.
    virtual std::uint64_t size() const = 0;
    virtual std::size_t dimensions() const = 0;

    /// u[d] lane i becomes dimension d of row first + i; rows from size() on repeat the last one.
    /// u has room for dimensions().
    virtual void draw(std::uint64_t first, std::span<Lanes> u) const = 0;

    virtual Numbers numbers() const { return Numbers::kProbabilities; }
    virtual Place place(std::uint64_t row) const { return {row, Block::kSample, kNoColumn}; }
};

/// Draw `n` of a stream (stream_id() of a path).
struct StreamDraw {
    std::uint32_t stream = 0;
    std::uint32_t n = 0;
};

// The functions below throw InputError, without a place, where the design cannot be made.

/// Random points: dimension d is streams[d] of the generator, whatever the other dimensions are.
std::unique_ptr<Design> make_mc(std::uint64_t size, std::uint64_t seed,
                                std::vector<StreamDraw> streams);

/// Latin hypercube [S:McKay79]: u = (pi(i) + U) / size, with one point in each of `size` strata of
/// each dimension. pi is a keyed permutation of the stream, U its random number.
std::unique_ptr<Design> make_lhs(std::uint64_t size, std::uint64_t seed,
                                 std::vector<StreamDraw> streams);

/// Largest size of a Sobol' design, and dimensions that the direction numbers reach.
inline constexpr std::uint64_t kMaxSobolSize = 1ULL << 31U;
inline constexpr std::size_t kMaxSobolDimensions = 3667;

/// Sobol' points, scrambled: random linear matrix scramble [S:Matousek98] and digital shift. The
/// size is a power of 2. Designs that differ in `scramble` are independent.
std::unique_ptr<Design> make_sobol(std::uint64_t size, std::uint64_t seed, std::size_t dimensions,
                                   std::uint32_t scramble = 0);

/// Every combination of levels; level l of n is u = (l + 1/2) / n. The last dimension runs fastest.
std::unique_ptr<Design> make_grid(std::vector<std::size_t> levels);
/// Level of each dimension in a row of such a grid.
std::vector<std::size_t> grid_levels(std::span<const std::size_t> levels, std::uint64_t row);

/// Elementary effects on 4 levels [S:Morris91]: `trajectories` of dimensions + 1 rows, chosen from
/// a pool of candidates (100, or as many as are asked for) by the local search of [S:Ruano12].
/// Levels lie at tail + x (1 - 2 tail), x = 0, 1/3, 2/3, 1; a tail above 0 is needed by
/// distributions without ends. Each step moves one input by 2/3 in x.
std::unique_ptr<Design> make_morris(std::size_t trajectories, std::uint64_t seed,
                                    std::size_t dimensions, double tail = 0.0);

enum class SecondOrder { kNo, kYes };

/// For variance-based indices [S:Saltelli10]: A and B are the first and second half of the columns
/// of a Sobol' design of `rows` rows. For each row: A, AB of every group, BA of every group (second
/// order only), B. `group_of[d]` is the group of dimension d, numbered from 0 without gaps.
std::unique_ptr<Design> make_saltelli(std::uint64_t rows, std::uint64_t seed,
                                      std::vector<std::size_t> group_of, SecondOrder second_order,
                                      std::uint32_t scramble = 0);

/// Rows given by the user, row after row.
std::unique_ptr<Design> make_table(std::vector<double> numbers, std::size_t dimensions,
                                   Numbers meaning);

/// Columns of the first design, then of the second, which has as many rows: a few important inputs
/// on Sobol' points, the rest random.
std::unique_ptr<Design> make_side_by_side(std::unique_ptr<Design> first,
                                          std::unique_ptr<Design> second);

}  // namespace tanlu::sampling
