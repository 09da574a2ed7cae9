// tanlu ensemble: the Monte Carlo study.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/cluster_environment.hpp"
#include "cli/commands.hpp"
#include "cli/ensemble_options.hpp"
#include "cli/ensemble_plan.hpp"
#include "cli/ensemble_steps.hpp"
#include "cli/progress_line.hpp"
#include "cli/stop_signal.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

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
    print_warnings(plan);
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
    const Joins joins = whole && options.join != Join::none ? Joins::yes : Joins::no;
    const auto ranges = start(plan, range, joins, options);
    if (!options.quiet) announce(std::cerr, plan, ranges, options, threads);

    watch_stop_signals();
    driver::PieceOptions pieces = piece_options(options, threads);
    bool finished = true;
    {
        ProgressLine line(options.quiet);
        pieces.progress = [&](const driver::Progress& progress) { line.show(progress); };
        finished = driver::run_pieces(plan, options.folder, ranges, pieces);
    }
    if (!finished) return say_stopped("tanlu ensemble", options);
    if (joins == Joins::yes) return finish(plan, options);
    if (!options.quiet) {
        std::cerr << fmt::format("done; when all shards are: tanlu merge {}\n", options.folder);
    }
    return ExitCode::done;
}

}  // namespace

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
    add_run_options(*command, *options);
    command->add_option("--shard", options->shard,
                        "Part k of n, as k/n; that of the job array where left out");
    command->add_flag("--dry-run", options->dry_run,
                      "Print time, bytes, memory and a plan for a cluster; run nothing else");
    command->callback([options, &exit_code] { exit_code = run_ensemble(*options); });
}

}  // namespace tanlu::cli
