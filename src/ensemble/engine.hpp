#pragma once
// The loop over samples: blocks of 256, batches of eight in parallel, summaries, sinks.
#include <cstdint>
#include <functional>

#include "ensemble/summaries.hpp"

namespace tanlu::ensemble {

/// Samples first .. last-1; both are multiples of 256, or the end of the study.
struct SampleRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    std::uint64_t size() const { return last - first; }
    bool operator==(const SampleRange&) const = default;
};

/// Takes finished blocks, in the order of the samples. The work on a block is cut into tasks that
/// may run at the same time; write() ends it.
class BlockSink {
public:
    virtual ~BlockSink() = default;
    virtual std::size_t tasks() const { return 0; }
    virtual void prepare(const Block&, std::size_t /*task*/) {}
    virtual void write(const Block& block) = 0;
};

struct EngineOptions {
    int threads = 0;  ///< 0: as many as OpenMP says
    /// Called after every round with the number of samples done in this call; false stops there.
    std::function<bool(std::uint64_t done)> go_on;
};

/// Runs the samples of a range. Returns the first one that was not run: the end of the range,
/// unless told to stop. The numbers do not depend on threads or ranges, bit for bit.
std::uint64_t run_samples(const Plan& plan, const SampleRange& range, Summaries& summaries,
                          BlockSink& sink, const EngineOptions& options);

/// Bytes that a run of any number of samples takes at most, about: blocks and histograms.
std::size_t memory_estimate(const Plan& plan, int threads);

}  // namespace tanlu::ensemble
