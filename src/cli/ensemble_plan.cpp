#include "cli/ensemble_plan.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <ostream>

#include "cli/ensemble_report.hpp"
#include "driver/pieces.hpp"
#include "ensemble/engine.hpp"

namespace tanlu::cli {
namespace {

/// Takes blocks and keeps nothing.
class NoSink : public ensemble::BlockSink {
public:
    void write(const ensemble::Block&) override {}
};

struct Speed {
    double samples_per_second = 0.0;
    std::uint64_t samples = 0;  // that it was measured on
};

Speed measure(const ensemble::Plan& plan, int threads) {
    constexpr std::uint64_t kTrial = 4 * kBlockSamples;
    Speed speed;
    speed.samples = std::min(kTrial, plan.samples());
    ensemble::Summaries summaries(plan);
    NoSink sink;
    ensemble::EngineOptions options;
    options.threads = threads;
    const auto start = std::chrono::steady_clock::now();
    ensemble::run_samples(plan, {0, speed.samples}, summaries, sink, options);
    speed.samples_per_second =
        static_cast<double>(speed.samples) /
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return speed;
}

int threads_of(int threads) {
    return threads > 0 ? threads : omp_get_max_threads();
}

/// Shards for a job array: about half an hour each, no more than a default Slurm allows.
std::uint64_t advised_shards(double seconds, std::uint64_t samples) {
    constexpr double kShardSeconds = 1800.0;
    constexpr std::uint64_t kMostTasks = 1000;  // MaxArraySize is 1001 unless a site raised it
    const std::uint64_t blocks = (samples + kBlockSamples - 1) / kBlockSamples;
    const auto wanted = static_cast<std::uint64_t>(seconds / kShardSeconds) + 1;
    return std::clamp<std::uint64_t>(wanted, 1, std::min(kMostTasks, blocks));
}

}  // namespace

std::string design_options(const EnsembleOptions& options) {
    std::string text;
    if (options.samples > 0) text += fmt::format(" --samples {}", options.samples);
    if (options.seed >= 0) text += fmt::format(" --seed {}", options.seed);
    return text;
}

void announce(std::ostream& out, const ensemble::Plan& plan,
              const std::vector<ensemble::SampleRange>& ranges, const EnsembleOptions& options,
              int threads) {
    std::uint64_t samples = 0;
    for (const auto& range : ranges) samples += range.size();
    out << fmt::format(
        "{}: {} samples of {} to run on {} threads; at most {} in {}, {} of memory\n",
        plan.study().id, with_spaces(samples), with_spaces(plan.samples()), threads_of(threads),
        bytes_text(static_cast<double>(driver::planned_bytes(plan, samples))), options.folder,
        bytes_text(static_cast<double>(ensemble::memory_estimate(plan, threads_of(threads)))));
}

void print_plan(std::ostream& out, const ensemble::Plan& plan, int threads,
                const EnsembleOptions& options) {
    const Speed speed = measure(plan, threads);
    const auto samples = static_cast<double>(plan.samples());
    const double seconds = samples / speed.samples_per_second;
    const auto bytes = static_cast<double>(driver::planned_bytes(plan, plan.samples()));
    const std::uint64_t shards = advised_shards(seconds, plan.samples());
    const double shard_seconds = seconds / static_cast<double>(shards);
    out << fmt::format("study        {} ({})\n", plan.study().id, plan.study().title.en);
    out << fmt::format("samples      {}, {} uncertain dimensions, {} scenarios\n",
                       with_spaces(plan.samples()), plan.sampler().dimensions(),
                       plan.runs().size());
    out << fmt::format("speed        {:.0f} samples/s on {} threads (measured on {} samples)\n",
                       speed.samples_per_second, threads_of(threads), speed.samples);
    out << fmt::format("time         {}\n", duration(seconds));
    out << fmt::format(
        "disk         at most {} for the pieces, as much again for the joined file "
        "(--join link: no more)\n",
        bytes_text(bytes));
    out << fmt::format(
        "memory       {} in each process, whatever the number of samples\n",
        bytes_text(static_cast<double>(ensemble::memory_estimate(plan, threads_of(threads)))));
    out << fmt::format("on a cluster {} shards of {} each with {} processors:\n", shards,
                       duration(shard_seconds), threads_of(threads));
    constexpr double kReserve = 2.0;  // the time limit over what is expected
    constexpr double kMinute = 60.0;
    const auto minutes = static_cast<int>(kReserve * shard_seconds / kMinute) + 10;
    out << fmt::format(
        "  sbatch --array=1-{0} --cpus-per-task={1} --time={2} \\\n"
        "      tools/slurm/ensemble.sh {3} DIR {0}{4}\n"
        "  sbatch --dependency=afterok:JOB tools/slurm/merge.sh DIR\n"
        "  DIR on a file system that all nodes see, best a scratch one; a task that gets USR1 "
        "ends\n"
        "  in order and is put back into the queue, where it goes on (docs/guide/cluster.md)\n",
        shards, threads_of(threads), minutes, options.study, design_options(options));
}

}  // namespace tanlu::cli
