#pragma once
// What is kept of all samples together: histograms, moments and counts that merge exactly.
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "ensemble/block.hpp"
#include "statistics/histogram.hpp"
#include "statistics/moments.hpp"

namespace tanlu::ensemble {

/// Samples, and their weights, by the value of an outcome whose numbers are whole.
using WholeCounts = std::map<std::int32_t, std::array<std::int64_t, 2>>;

/// Quantiles of failed samples are summed as whole numbers of this part of one: exact in any order.
inline constexpr double kQuantileUnit = 1 << 20;

/// Summaries of one scenario. Cells are first those of Run::summarised (Run::conditioned), then one
/// for every number of the outcomes.
struct RunSummary {
    Histograms histograms;
    MomentForest moments;
    std::unique_ptr<Histograms> conditioned;  ///< by weight; nothing without evidence
    std::vector<WholeCounts> whole;           ///< by number of the outcomes; empty for others
    std::int64_t weights = 0;                 ///< sum
    std::int64_t squared_weights = 0;         ///< sum of squares
    std::int64_t capped_weights = 0;          ///< samples at the largest weight
    std::map<std::uint32_t, std::int64_t> statuses;  ///< samples by status word, 0 for sound
    std::vector<std::int64_t> failed_quantiles;      ///< sums over failed samples, by dimension

    RunSummary(const Run& run, std::size_t dimensions);

    /// Adds the summary of other samples; each block of samples comes once.
    void merge(const RunSummary& other);
};

/// Summaries of a range of samples of a study. Blocks may come in any order.
class Summaries {
public:
    explicit Summaries(const Plan& plan);

    std::vector<RunSummary>& runs() { return runs_; }
    const std::vector<RunSummary>& runs() const { return runs_; }

    /// Adding blocks is cut into tasks that may run at the same time; begin() makes room for at
    /// most so many at once, finish() ends it. Counts take more memory than caches have: the more
    /// blocks at once, the less of it is moved.
    void begin(std::size_t blocks);
    std::size_t tasks() const { return tasks_.size(); }
    void add(std::span<const Block> blocks, std::size_t task);
    void finish(std::span<const Block> blocks);

    /// Samples that failed in a scenario.
    std::int64_t failed(std::size_t run) const;

private:
    enum class What { all, conditioned, whole };
    /// Cells, or numbers of outcomes, first .. last-1 of a scenario.
    struct Task {
        std::size_t run = 0;
        std::size_t first = 0;
        std::size_t last = 0;
        What what = What::all;
    };
    std::span<const double> values(const Block& block, const Task& task, std::size_t cell) const;
    void add_cell(const Block& block, const Task& task, std::size_t cell,
                  std::vector<Moments>& moments);
    void count_whole(const Block& block, const Task& task);
    void finish(const Block& block, std::size_t run, const std::vector<Moments>& moments);

    const Plan& plan_;
    std::vector<RunSummary> runs_;
    std::vector<Task> tasks_;
    std::vector<std::vector<std::vector<Moments>>> moments_;  // of the blocks at hand, by scenario
};

}  // namespace tanlu::ensemble
