#pragma once
// 256 consecutive samples while they are worked on.
#include <cstdint>
#include <span>
#include <vector>

#include "ensemble/plan.hpp"
#include "ensemble/wide_array.hpp"
#include "statistics/moments.hpp"

namespace tanlu::ensemble {

/// What one scenario gave for the samples of a block.
struct RunBlock {
    WideArray values;                    ///< [series][year][sample]
    std::vector<double> outcomes;        ///< [outcome][sample]
    std::vector<std::uint32_t> status;   ///< [sample], bits of model::Problem
    std::vector<std::uint32_t> weights;  ///< [sample]; empty without evidence
    std::vector<double> misfit;          ///< [sample], sum of squares; empty without evidence
};

/// The samples first .. first + count - 1. Numbers beyond `count` are there but mean nothing.
struct Block {
    explicit Block(const Plan& plan);

    std::uint64_t first = 0;
    std::size_t count = 0;
    std::vector<double> quantiles;  ///< [dimension][sample]
    std::vector<RunBlock> runs;

    std::int64_t index() const { return static_cast<std::int64_t>(first / kBlockSamples); }

    /// Values of a series in a year, one per sample of the block.
    std::span<const double> values(std::size_t run, std::size_t cell) const {
        return std::span<const double>(runs[run].values).subspan(cell * kBlockSamples, count);
    }
};

/// Bytes that a block takes.
std::size_t block_bytes(const Plan& plan);

}  // namespace tanlu::ensemble
