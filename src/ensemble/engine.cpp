#include "ensemble/engine.hpp"

#include <omp.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

#include "ensemble/worker.hpp"

namespace tanlu::ensemble {
namespace {

constexpr std::size_t kBatches = kBlockSamples / kLaneCount;
static_assert(kBlockSamples % kLaneCount == 0);

/// Blocks that are in work at the same time: so many that threads seldom wait for the last batch.
std::size_t blocks_at_once(int threads) {
    return static_cast<std::size_t>(std::clamp(threads / 4, 2, 8));
}

/// Keeps the first exception of a parallel region.
class Failures {
public:
    template <class Work>
    void guard(Work work) noexcept {
        try {
            work();
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!first_) first_ = std::current_exception();
        }
    }
    void rethrow() const {
        if (first_) std::rethrow_exception(first_);
    }

private:
    std::mutex mutex_;
    std::exception_ptr first_;
};

}  // namespace

std::uint64_t run_samples(const Plan& plan, const SampleRange& range, Summaries& summaries,
                          BlockSink& sink, const EngineOptions& options) {
    const int threads = options.threads > 0 ? options.threads : omp_get_max_threads();
    const std::size_t at_once = blocks_at_once(threads);
    std::vector<Block> blocks;
    for (std::size_t b = 0; b < at_once; ++b) blocks.emplace_back(plan);
    summaries.begin(at_once);
    std::vector<std::unique_ptr<Worker>> workers(static_cast<std::size_t>(threads));

    std::uint64_t next = range.first;
    while (next < range.last) {
        std::size_t used = 0;
        for (; used < at_once && next < range.last; ++used) {
            blocks[used].first = next;
            blocks[used].count =
                static_cast<std::size_t>(std::min<std::uint64_t>(kBlockSamples, range.last - next));
            next += blocks[used].count;
        }
        Failures failures;
        const std::size_t batches = used * kBatches;
#pragma omp parallel num_threads(threads)
        {
            auto& worker = workers[static_cast<std::size_t>(omp_get_thread_num())];
            failures.guard([&] {
                if (!worker) worker = std::make_unique<Worker>(plan);
            });
#pragma omp for schedule(dynamic)
            for (std::size_t i = 0; i < batches; ++i) {
                failures.guard([&] {
                    Block& block = blocks[i / kBatches];
                    const std::size_t offset = i % kBatches * kLaneCount;
                    if (worker && offset < block.count) worker->run(block, offset);
                });
            }
        }
        failures.rethrow();
        const auto done = std::span(std::as_const(blocks)).first(used);
        for (std::size_t b = 0; b < used; ++b) {
            // The summaries take all blocks at once, beside the first rows.
            const std::size_t shared = b == 0 ? summaries.tasks() : 0;
            const std::size_t tasks = shared + sink.tasks();
#pragma omp parallel for schedule(dynamic) num_threads(threads)
            for (std::size_t t = 0; t < tasks; ++t) {
                failures.guard([&] {
                    if (t < shared) {
                        summaries.add(done, t);
                    } else {
                        sink.prepare(done[b], t - shared);
                    }
                });
            }
            failures.rethrow();
            sink.write(done[b]);
        }
        summaries.finish(done);
        if (options.go_on && !options.go_on(next - range.first)) break;
    }
    return next;
}

std::size_t memory_estimate(const Plan& plan, int threads) {
    // Counts: measured 4 KB for 10^4 samples of China, 6.5 KB for 10^6, whose tails reach further.
    constexpr std::size_t kCellBytes = 8192;
    constexpr std::size_t kMomentBytes = 40 * 24;  // nodes of the tree
    std::size_t bytes = blocks_at_once(threads) * block_bytes(plan);
    for (const auto& run : plan.runs()) {
        bytes += run.cells(run.summarised) * (kCellBytes + kMomentBytes);
        bytes += run.cells(run.conditioned) * kCellBytes;
    }
    return bytes;
}

}  // namespace tanlu::ensemble
