// The designs without a structure of their own: random, Latin hypercube, grid, table.
#include "sampling/design.hpp"

#include <algorithm>
#include <array>

#include "base/expects.hpp"
#include "sampling/permutation.hpp"
#include "sampling/philox.hpp"
#include "tanlu/error.hpp"

namespace tanlu::sampling {
namespace {

void require(bool holds, const char* problem) {
    if (!holds) throw InputError(problem);
}

/// Random numbers of many streams for one batch. Neighbours that are the two draws of one block
/// share its computation.
class StreamReader {
public:
    StreamReader(std::uint64_t seed, const Rows& rows) : seed_(seed), rows_(rows) {}

    Lanes operator()(StreamDraw draw) {
        const std::uint32_t block = draw.n / 2;
        if (!has_pair_ || draw.stream != stream_ || block != block_) {
            pair_ = uniform_pair(seed_, rows_, draw.stream, block);
            stream_ = draw.stream;
            block_ = block;
            has_pair_ = true;
        }
        return pair_[draw.n % 2];
    }

private:
    std::uint64_t seed_;
    Rows rows_;
    bool has_pair_ = false;
    std::uint32_t stream_ = 0;
    std::uint32_t block_ = 0;
    std::array<Lanes, 2> pair_;
};

class MonteCarlo final : public Design {
public:
    MonteCarlo(std::uint64_t size, std::uint64_t seed, std::vector<StreamDraw> streams)
        : size_(size), seed_(seed), streams_(std::move(streams)) {}

    std::uint64_t size() const override { return size_; }
    std::size_t dimensions() const override { return streams_.size(); }

    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        TANLU_EXPECTS(u.size() == streams_.size());
        StreamReader read(seed_, rows_from(first, size_ - 1));
        for (std::size_t d = 0; d < u.size(); ++d) u[d] = read(streams_[d]);
    }

private:
    std::uint64_t size_;
    std::uint64_t seed_;
    std::vector<StreamDraw> streams_;
};

class LatinHypercube final : public Design {
public:
    LatinHypercube(std::uint64_t size, std::uint64_t seed, std::vector<StreamDraw> streams)
        : size_(size), seed_(seed), streams_(std::move(streams)) {
        for (const StreamDraw& draw : streams_)
            order_.emplace_back(size, seed, draw.stream, draw.n);
    }

    std::uint64_t size() const override { return size_; }
    std::size_t dimensions() const override { return streams_.size(); }

    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        TANLU_EXPECTS(u.size() == streams_.size());
        const Rows rows = rows_from(first, size_ - 1);
        const auto count = static_cast<double>(size_);
        StreamReader read(seed_, rows);
        for (std::size_t d = 0; d < u.size(); ++d) {
            Lanes stratum;
            for (std::size_t i = 0; i < kLaneCount; ++i) {
                stratum[static_cast<int>(i)] = static_cast<double>(order_[d](rows[i]));
            }
            // Below the end of the stratum, which rounding could reach.
            const Lanes end = (stratum + 1.0) / count * (1.0 - 0x1p-53);
            u[d] = min(Lanes((stratum + read(streams_[d])) / count), end);
        }
    }

private:
    std::uint64_t size_;
    std::uint64_t seed_;
    std::vector<StreamDraw> streams_;
    std::vector<Permutation> order_;
};

class Grid final : public Design {
public:
    explicit Grid(std::vector<std::size_t> levels) : levels_(std::move(levels)) {
        for (const std::size_t count : levels_) {
            require(count > 0, "grid needs at least one level in each dimension");
            require(size_ <= kMaxSize / count, "grid has too many rows (2^53 at most)");
            size_ *= count;
        }
    }

    std::uint64_t size() const override { return size_; }
    std::size_t dimensions() const override { return levels_.size(); }

    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        TANLU_EXPECTS(u.size() == levels_.size());
        const Rows rows = rows_from(first, size_ - 1);
        for (std::size_t i = 0; i < kLaneCount; ++i) {
            std::uint64_t rest = rows[i];
            for (std::size_t d = levels_.size(); d-- > 0; rest /= levels_[d]) {
                const auto level = static_cast<double>(rest % levels_[d]);
                u[d][static_cast<int>(i)] = (level + 0.5) / static_cast<double>(levels_[d]);
            }
        }
    }

private:
    static constexpr std::uint64_t kMaxSize = 1ULL << 53U;

    std::vector<std::size_t> levels_;
    std::uint64_t size_ = 1;
};

class Table final : public Design {
public:
    Table(std::vector<double> numbers, std::size_t dimensions, Numbers meaning)
        : numbers_(std::move(numbers)), dimensions_(dimensions), meaning_(meaning) {}

    std::uint64_t size() const override { return numbers_.size() / dimensions_; }
    std::size_t dimensions() const override { return dimensions_; }
    Numbers numbers() const override { return meaning_; }

    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        TANLU_EXPECTS(u.size() == dimensions_);
        const Rows rows = rows_from(first, size() - 1);
        for (std::size_t i = 0; i < kLaneCount; ++i) {
            for (std::size_t d = 0; d < dimensions_; ++d) {
                u[d][static_cast<int>(i)] = numbers_[rows[i] * dimensions_ + d];
            }
        }
    }

private:
    std::vector<double> numbers_;
    std::size_t dimensions_;
    Numbers meaning_;
};

class SideBySide final : public Design {
public:
    SideBySide(std::unique_ptr<Design> first, std::unique_ptr<Design> second)
        : first_(std::move(first)), second_(std::move(second)) {}

    std::uint64_t size() const override { return first_->size(); }
    std::size_t dimensions() const override { return first_->dimensions() + second_->dimensions(); }
    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        first_->draw(first, u.first(first_->dimensions()));
        second_->draw(first, u.subspan(first_->dimensions()));
    }

private:
    std::unique_ptr<Design> first_;
    std::unique_ptr<Design> second_;
};

}  // namespace

std::string_view name_of(Block block) {
    constexpr std::array<std::string_view, 7> kNames = {"sample", "A",     "AB",  "BA",
                                                        "B",      "start", "step"};
    return kNames[static_cast<std::size_t>(block)];
}

std::unique_ptr<Design> make_mc(std::uint64_t size, std::uint64_t seed,
                                std::vector<StreamDraw> streams) {
    require(size > 0, "a random design needs at least one sample");
    return std::make_unique<MonteCarlo>(size, seed, std::move(streams));
}

std::unique_ptr<Design> make_lhs(std::uint64_t size, std::uint64_t seed,
                                 std::vector<StreamDraw> streams) {
    require(size > 0, "a Latin hypercube needs at least one sample");
    require(size <= 1ULL << 52U, "a Latin hypercube has at most 2^52 samples");
    return std::make_unique<LatinHypercube>(size, seed, std::move(streams));
}

std::unique_ptr<Design> make_grid(std::vector<std::size_t> levels) {
    return std::make_unique<Grid>(std::move(levels));
}

std::vector<std::size_t> grid_levels(std::span<const std::size_t> levels, std::uint64_t row) {
    std::vector<std::size_t> result(levels.size());
    for (std::size_t d = levels.size(); d-- > 0; row /= levels[d]) result[d] = row % levels[d];
    return result;
}

std::unique_ptr<Design> make_table(std::vector<double> numbers, std::size_t dimensions,
                                   Numbers meaning) {
    require(dimensions > 0 && !numbers.empty() && numbers.size() % dimensions == 0,
            "a table of samples needs full rows");
    if (meaning == Numbers::kProbabilities) {
        const bool valid = std::all_of(numbers.begin(), numbers.end(),
                                       [](double u) { return u >= 0.0 && u <= 1.0; });
        require(valid, "a table of probabilities needs numbers from 0 to 1");
    }
    return std::make_unique<Table>(std::move(numbers), dimensions, meaning);
}

std::unique_ptr<Design> make_side_by_side(std::unique_ptr<Design> first,
                                          std::unique_ptr<Design> second) {
    TANLU_EXPECTS(first->numbers() == second->numbers());
    require(first->size() == second->size(), "designs side by side need the same number of rows");
    return std::make_unique<SideBySide>(std::move(first), std::move(second));
}

}  // namespace tanlu::sampling
