#include "cli/ensemble_options.hpp"

#include <CLI/CLI.hpp>
#include <limits>

#include "levers/lever.hpp"

namespace tanlu::cli {

void add_study_options(CLI::App& command, EnsembleOptions& options) {
    command.add_option("STUDY", options.study, "Study file")->required();
    command
        .add_option("--samples", options.samples, "Number of samples, instead of that of the study")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40).description(""));
    command.add_option("--seed", options.seed, "Seed, instead of that of the study")
        ->check(
            CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()).description(""));
}

void add_run_options(CLI::App& command, EnsembleOptions& options) {
    command.add_option("-o,--output", options.folder, "Folder of the results");
    command
        .add_option("--threads", options.threads,
                    "Threads; all processors, or SLURM_CPUS_PER_TASK, where left out")
        ->check(CLI::Range(1, 4096).description(""));
    command.add_flag("--resume", options.resume, "Run only what is missing or damaged");
    command.add_option("--compress", options.compress, "Compression of the samples")
        ->check(CLI::IsMember({"deflate", "none"}).description(""))
        ->capture_default_str();
    command.add_option("--join", options.join, "copy the pieces into one file, link them or none")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Join>{{"copy", Join::copy},
                                                                        {"link", Join::link},
                                                                        {"none", Join::none}})
                        .description(""));
    command
        .add_option("--checkpoint", options.checkpoint_seconds,
                    "Seconds of work in a piece, which is what a crash costs")
        ->check(CLI::Range(1.0, 86400.0).description(""))
        ->capture_default_str();
    command.add_flag("--quiet", options.quiet, "No progress");
    add_format_option(command, options.format);
}

study::Study load_study(const EnsembleOptions& options) {
    study::Study study = study::load_study(options.study, levers::specs());
    if (options.samples > 0) study.design.samples = static_cast<std::uint64_t>(options.samples);
    if (options.seed >= 0) study.design.seed = static_cast<std::uint64_t>(options.seed);
    return study;
}

}  // namespace tanlu::cli
