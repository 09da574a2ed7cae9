// Rows for variance-based indices: two matrices and their crossings [S:Saltelli10] (§11.6).
#include <algorithm>
#include <bit>

#include "base/expects.hpp"
#include "sampling/design.hpp"
#include "sampling/philox.hpp"
#include "sampling/sobol.hpp"
#include "tanlu/error.hpp"

namespace tanlu::sampling {
namespace {

class Saltelli final : public Design {
public:
    Saltelli(std::size_t bits, std::uint64_t seed, std::vector<std::size_t> group_of,
             std::size_t groups, SecondOrder second_order, std::uint32_t scramble)
        : group_of_(std::move(group_of)),
          groups_(groups),
          rows_per_base_(second_order == SecondOrder::kYes ? 2 * groups + 2 : groups + 2),
          points_(2 * group_of_.size(), bits, seed, scramble) {}

    std::uint64_t size() const override { return points_.size() * rows_per_base_; }
    std::size_t dimensions() const override { return group_of_.size(); }

    Place place(std::uint64_t row) const override {
        const std::uint64_t base = row / rows_per_base_;
        const auto k = static_cast<std::size_t>(row % rows_per_base_);
        if (k == 0) return {base, Block::kA, kNoColumn};
        if (k == rows_per_base_ - 1) return {base, Block::kB, kNoColumn};
        if (k <= groups_) return {base, Block::kAB, k - 1};
        return {base, Block::kBA, k - 1 - groups_};
    }

    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        const std::size_t count = group_of_.size();
        TANLU_EXPECTS(u.size() == count);
        const Rows rows = rows_from(first, size() - 1);
        const std::uint64_t first_base = place(rows[0]).base;
        std::vector<Lanes> points(2 * count);  // eight rows of A and B: more than the batch touches
        points_.draw(first_base, points);
        for (int i = 0; i < kLaneCount; ++i) {
            const Place at = place(rows[static_cast<std::size_t>(i)]);
            const auto base_lane = static_cast<int>(at.base - first_base);
            const bool mostly_b = at.block == Block::kB || at.block == Block::kBA;
            for (std::size_t d = 0; d < count; ++d) {
                const bool from_b = mostly_b != (group_of_[d] == at.column);
                u[d][i] = points[from_b ? count + d : d][base_lane];
            }
        }
    }

private:
    std::vector<std::size_t> group_of_;
    std::size_t groups_;
    std::size_t rows_per_base_;
    ScrambledSobol points_;
};

/// Number of groups; 0 if their numbers have gaps.
std::size_t groups_in(const std::vector<std::size_t>& group_of) {
    std::vector<std::size_t> numbers = group_of;
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    const bool without_gaps = !numbers.empty() && numbers.back() == numbers.size() - 1;
    return without_gaps ? numbers.size() : 0;
}

}  // namespace

std::unique_ptr<Design> make_saltelli(std::uint64_t rows, std::uint64_t seed,
                                      std::vector<std::size_t> group_of, SecondOrder second_order,
                                      std::uint32_t scramble) {
    if (!std::has_single_bit(rows) || rows > kMaxSobolSize) {
        throw InputError("a Saltelli design needs a power of 2 of rows, 2^31 at most");
    }
    if (group_of.empty() || 2 * group_of.size() > kMaxSobolDimensions) {
        throw InputError("a Saltelli design has from 1 to 1833 dimensions");
    }
    const std::size_t groups = groups_in(group_of);
    if (groups == 0)
        throw InputError("groups of a Saltelli design are numbered 0, 1, ... (no gaps)");
    const auto bits = static_cast<std::size_t>(std::countr_zero(rows));
    return std::make_unique<Saltelli>(bits, seed, std::move(group_of), groups, second_order,
                                      scramble);
}

}  // namespace tanlu::sampling
