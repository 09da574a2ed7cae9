// tanlu ensemble: the Monte Carlo study.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/cluster_environment.hpp"
#include "cli/commands.hpp"
#include "cli/ensemble_options.hpp"
#include "cli/ensemble_plan.hpp"
#include "cli/ensemble_report.hpp"
#include "cli/progress_line.hpp"
#include "cli/stop_signal.hpp"
#include "levers/lever.hpp"

namespace tanlu::cli {
namespace {

/// How the command goes on where it was stopped.
std::string go_on_hint(const EnsembleOptions& options) {
    std::string text =
        fmt::format("tanlu ensemble {} -o {} --resume", options.study, options.folder);
    if (!options.shard.empty()) text += " --shard " + options.shard;
    if (options.samples > 0) text += fmt::format(" --samples {}", options.samples);
    if (options.seed >= 0) text += fmt::format(" --seed {}", options.seed);
    return text;
}

/// The shard asked for, by option or by the environment of an array job.
std::optional<ensemble::Shard> wanted_shard(const EnsembleOptions& options) {
    if (options.shard.empty()) {
        const auto shard = array_shard();
        if (shard && !options.quiet) {
            std::cerr << fmt::format("shard {}/{} of the job array\n", shard->number, shard->count);
        }
        return shard;
    }
    const auto shard = ensemble::parse_shard(options.shard);
    if (!shard) {
        throw InputError(
            fmt::format("error: --shard {} is no part such as 3/8 (1 to n of n)", options.shard));
    }
    return shard;
}

ExitCode run_ensemble(const EnsembleOptions& options) {
    const ensemble::Plan plan(load_study(options));
    for (const auto& warning : plan.sampler().warnings()) {
        std::cerr << "tanlu: warning: " << warning << '\n';
    }
    const int threads = options.threads > 0 ? options.threads : cpus_per_task();
    if (options.dry_run) {
        print_plan(std::cout, plan, threads, options);
        return ExitCode::done;
    }
    if (options.folder.empty()) throw InputError("error: no folder to write to (-o DIR)");
    const auto shard = wanted_shard(options);
    const ensemble::SampleRange range = shard ? ensemble::range_of(*shard, plan.samples())
                                              : ensemble::SampleRange{0, plan.samples()};
    if (range.size() == 0) {
        std::cerr << "nothing to do: there are more shards than blocks of 256 samples\n";
        return ExitCode::done;
    }
    const bool whole = !shard || shard->count == 1;
    const std::string target = driver::study_path(options.folder);
    if (whole && options.join != Join::none) {
        std::error_code ignored;
        if (std::filesystem::is_directory(options.folder, ignored)) {
            expect_writable(target, options.resume ? Overwrite::yes : Overwrite::no);
        }
    }
    driver::prepare_folder(options.folder, plan, range.size());
    const auto ranges = driver::outstanding(plan, options.folder, range);
    const bool untouched = ranges.size() == 1 && ranges.front() == range;
    if (!untouched && !options.resume) {
        throw EnvironmentError(fmt::format(
            "'{}' holds samples of this study already\n  hint: --resume runs what is missing",
            options.folder));
    }
    if (!options.quiet) announce(std::cerr, plan, ranges, options, threads);

    watch_stop_signals();
    driver::PieceOptions piece;
    piece.threads = threads;
    piece.checkpoint_seconds = options.checkpoint_seconds;
    piece.compression = options.compression();
    piece.stop = [] { return stop_signal() != 0; };
    bool finished = true;
    {
        ProgressLine line(options.quiet);
        piece.progress = [&](const driver::Progress& progress) { line.show(progress); };
        finished = driver::run_pieces(plan, options.folder, ranges, piece);
    }
    if (!finished) {
        std::cerr << fmt::format("stopped by {}; finished samples are kept\n  go on with: {}\n",
                                 signal_name(stop_signal()), go_on_hint(options));
        return ExitCode::failed;
    }
    if (!whole || options.join == Join::none) {
        if (!options.quiet) {
            std::cerr << fmt::format("done; when all shards are: tanlu merge {}\n", options.folder);
        }
        return ExitCode::done;
    }
    const auto by = options.join == Join::link ? JoinBy::link : JoinBy::copy;
    const auto summaries = driver::join_pieces(plan, options.folder, target, by, Overwrite::yes,
                                               options.compression());
    print_report(std::cout, plan, summaries, options.format);
    if (!options.quiet) std::cerr << "wrote " << target << '\n';
    if (!fails(plan, summaries)) return ExitCode::done;
    std::cerr << fmt::format("tanlu: error: more than {} % of the samples failed\n",
                             100.0 * plan.study().fail_above);
    return ExitCode::failed;
}

}  // namespace

study::Study load_study(const EnsembleOptions& options) {
    study::Study study = study::load_study(options.study, levers::specs());
    if (options.samples > 0) study.design.samples = static_cast<std::uint64_t>(options.samples);
    if (options.seed >= 0) study.design.seed = static_cast<std::uint64_t>(options.seed);
    return study;
}

void add_ensemble(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("ensemble", "Run a Monte Carlo study");
    command->footer(
        "Runs all samples of the study, or one shard of them, and joins the pieces into "
        "DIR/study.h5\n(docs/formats/ensemble.md). The numbers depend on study and seed alone: not "
        "on threads, shards,\nrestarts. SIGINT, SIGTERM and SIGUSR1 end the run in order; --resume "
        "goes on.\n\nExample:\n  tanlu ensemble scenarios/china/uncertainty.yaml -o run "
        "--samples 10000");
    const auto options = std::make_shared<EnsembleOptions>();
    add_study_options(*command, *options);
    command->add_option("-o,--output", options->folder, "Folder of the results");
    command
        ->add_option("--threads", options->threads,
                     "Threads; all processors, or SLURM_CPUS_PER_TASK, where left out")
        ->check(CLI::Range(1, 4096).description(""));
    command->add_option("--shard", options->shard,
                        "Part k of n, as k/n; that of the job array where left out");
    command->add_flag("--resume", options->resume, "Run only what is missing or damaged");
    command->add_flag("--dry-run", options->dry_run,
                      "Print time, bytes, memory and a plan for a cluster; run nothing else");
    command->add_option("--compress", options->compress, "Compression of the samples")
        ->check(CLI::IsMember({"deflate", "none"}).description(""))
        ->capture_default_str();
    command->add_option("--join", options->join, "copy the pieces into one file, link them or none")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Join>{{"copy", Join::copy},
                                                                        {"link", Join::link},
                                                                        {"none", Join::none}})
                        .description(""));
    command
        ->add_option("--checkpoint", options->checkpoint_seconds,
                     "Seconds of work in a piece, which is what a crash costs")
        ->check(CLI::Range(1.0, 86400.0).description(""))
        ->capture_default_str();
    command->add_flag("--quiet", options->quiet, "No progress");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = run_ensemble(*options); });
}

}  // namespace tanlu::cli
