// The program `tanlu-mpi`: a Monte Carlo study on the processors of several machines.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <string>

#include "cli/cluster_environment.hpp"
#include "cli/ensemble_plan.hpp"
#include "cli/ensemble_steps.hpp"
#include "cli/program.hpp"
#include "cli/progress_line.hpp"
#include "cli/stop_signal.hpp"
#include "driver/hand_out.hpp"
#include "mpi/session.hpp"
#include "mpi/work.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

namespace tanlu::mpi {
namespace {

using cli::ExitCode;
using ensemble::Plan;
using ensemble::SampleRange;

struct Options : cli::EnsembleOptions {
    std::uint64_t shards = 0;  ///< parts to hand out; 0: so many for each rank
};

std::string name_of(const Session& session) {
    return session.ranks() == 1 ? "tanlu-mpi" : fmt::format("tanlu-mpi: rank {}", session.rank());
}

/// A step on all ranks. Where it fails on any, the first of those says why, and all get the exit
/// code with which to end.
std::optional<ExitCode> failed(Session& session, const std::function<void()>& step) {
    std::exception_ptr problem;
    try {
        step();
    } catch (...) {
        problem = std::current_exception();
    }
    const int first_failed = session.least(problem ? session.rank() : session.ranks());
    if (first_failed == session.ranks()) return std::nullopt;
    int code = 0;
    if (first_failed == session.rank()) {
        code = static_cast<int>(cli::report(problem, name_of(session)));
    }
    return static_cast<ExitCode>(session.said_by(first_failed, code));
}

/// Threads of this rank. All ranks must call.
int threads(Session& session, const Options& options) {
    const int processors = session.processors();
    if (options.threads > 0) return options.threads;
    if (const int given = cli::cpus_per_task(); given > 0) return given;
    return std::getenv("OMP_NUM_THREADS") ? 0 : processors;
}

std::uint64_t parts_wanted(const Session& session, const Options& options) {
    constexpr std::uint64_t kPartsOfRank = 8;  // so that ranks end within about 1/8 of their time
    if (options.shards > 0) return options.shards;
    return session.ranks() == 1 ? 1 : kPartsOfRank * static_cast<std::uint64_t>(session.ranks());
}

Ended run_parts(Session& session, const Plan& plan, const std::vector<SampleRange>& ranges,
                int thread_count, const Options& options) {
    driver::PieceOptions pieces = cli::piece_options(options, thread_count);
    if (!session.is_first()) return follow(session, plan, options.folder, pieces);
    cli::ProgressLine line(options.quiet);
    pieces.progress = [&](const driver::Progress& progress) { line.show(progress); };
    auto parts = driver::cut_at_shards(ranges, parts_wanted(session, options), plan.samples());
    return lead(session, plan, options.folder, std::move(parts), pieces);
}

ExitCode end(const Plan& plan, const Options& options) {
    if (options.join != cli::Join::none) {
        return cli::after_output(cli::finish(plan, options), "tanlu-mpi");
    }
    if (!options.quiet) std::cerr << fmt::format("done; join: tanlu merge {}\n", options.folder);
    return ExitCode::done;
}

ExitCode run_study(Session& session, const Options& options) {
    std::optional<Plan> plan;
    const auto load = [&] { plan.emplace(cli::load_study(options)); };
    // The first rank reads alone at first: what is wrong with the study is said once.
    if (const auto code = failed(session, [&] {
            if (!session.is_first()) return;
            if (options.folder.empty()) throw InputError("error: no folder to write to (-o DIR)");
            load();
            cli::print_warnings(*plan);
        })) {
        return *code;
    }
    const std::string hash = session.said_by(0, plan ? plan->hash() : std::string());
    if (const auto code = failed(session, [&] {
            if (session.is_first()) return;
            load();
            if (plan->hash() == hash) return;
            throw EnvironmentError(fmt::format(
                "'{}' is another study on this machine, or Tanlu another build", options.study));
        })) {
        return *code;
    }

    int thread_count = 0;
    std::vector<SampleRange> ranges;
    if (const auto code = failed(session, [&] {
            thread_count = threads(session, options);
            if (!session.is_first()) return;
            const auto joins = options.join == cli::Join::none ? cli::Joins::no : cli::Joins::yes;
            ranges = cli::start(*plan, {0, plan->samples()}, joins, options);
            if (options.quiet) return;
            std::cerr << fmt::format("{} ranks; threads and memory are those of each\n",
                                     session.ranks());
            cli::announce(std::cerr, *plan, ranges, options, thread_count);
        })) {
        return *code;
    }

    cli::watch_stop_signals();
    const Ended ended = run_parts(session, *plan, ranges, thread_count, options);
    if (const auto code = failed(session, [&] {
            if (ended.problem) std::rethrow_exception(ended.problem);
        })) {
        return *code;
    }
    if (session.least(ended.finished ? 1 : 0) == 0) {
        if (session.is_first()) cli::say_stopped("tanlu-mpi", options);
        return ExitCode::failed;
    }

    ExitCode exit_code = ExitCode::done;
    if (const auto code = failed(session, [&] {
            if (session.is_first()) exit_code = end(*plan, options);
        })) {
        return *code;
    }
    return static_cast<ExitCode>(session.said_by(0, static_cast<int>(exit_code)));
}

ExitCode run(Session& session, int argc, char** argv) {
    Options options;
    CLI::App program("Runs a Monte Carlo study on all ranks of MPI.", "tanlu-mpi");
    program.set_version_flag("--version", "tanlu-mpi " + std::string(version()));
    program.footer(
        "Does what 'tanlu ensemble' does: the ranks run pieces of the study into DIR/pieces, the "
        "first\none joins them to DIR/study.h5. The numbers do not depend on ranks or threads. "
        "Where a rank\ndies the job ends; --resume goes on (docs/guide/cluster.md).\n\nExample:\n"
        "  mpirun -n 4 tanlu-mpi scenarios/china/uncertainty.yaml -o run --samples 10000");
    cli::add_study_options(program, options);
    cli::add_run_options(program, options);
    program
        .add_option("--shards", options.shards,
                    "Parts to hand out to the ranks; eight for each rank where left out")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 32).description(""));
    if (!session.is_first()) {  // what the command line leads to is said once
        std::cout.setstate(std::ios::failbit);
        std::cerr.setstate(std::ios::failbit);
    }
    const auto parsed = cli::parse(program, argc, argv);
    std::cout.clear();
    std::cerr.clear();
    if (parsed.ended) return parsed.exit_code;
    return run_study(session, options);
}

}  // namespace
}  // namespace tanlu::mpi

int main(int argc, char** argv) {
    tanlu::mpi::Session session(argc, argv);
    try {
        return static_cast<int>(tanlu::mpi::run(session, argc, argv));
    } catch (...) {
        session.abort(static_cast<int>(
            tanlu::cli::report(std::current_exception(), tanlu::mpi::name_of(session))));
    }
}
