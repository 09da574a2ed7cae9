#include "cli/ensemble_steps.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "cli/ensemble_plan.hpp"
#include "cli/ensemble_report.hpp"
#include "cli/stop_signal.hpp"
#include "cli/warnings.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {

void print_warnings(const ensemble::Plan& plan) {
    WarningPrinter().print(plan.study().warnings);
    for (const auto& warning : plan.sampler().warnings()) {
        std::cerr << "tanlu: warning: " << warning << '\n';
    }
}

std::vector<ensemble::SampleRange> start(const ensemble::Plan& plan,
                                         const ensemble::SampleRange& range, Joins joins,
                                         const EnsembleOptions& options) {
    std::error_code ignored;
    const std::string target = driver::study_path(options.folder);
    if (joins == Joins::yes && std::filesystem::is_directory(options.folder, ignored)) {
        if (!options.resume && std::filesystem::exists(target, ignored)) {
            throw EnvironmentError(fmt::format(
                "'{}' exists\n  hint: take another folder; --resume runs what is missing and "
                "joins again",
                target));
        }
        expect_writable(target, Overwrite::yes);
    }
    driver::prepare_folder(options.folder, plan, range.size());
    auto ranges = driver::outstanding(plan, options.folder, range);
    const bool untouched = ranges.size() == 1 && ranges.front() == range;
    if (!untouched && !options.resume) {
        throw EnvironmentError(fmt::format(
            "'{}' holds samples of this study already\n  hint: --resume runs what is missing",
            options.folder));
    }
    return ranges;
}

driver::PieceOptions piece_options(const EnsembleOptions& options, int threads) {
    driver::PieceOptions pieces;
    pieces.threads = threads;
    pieces.checkpoint_seconds = options.checkpoint_seconds;
    pieces.compression = options.compression();
    pieces.stop = [] { return stop_signal() != 0; };
    return pieces;
}

ExitCode say_stopped(const std::string& program, const EnsembleOptions& options) {
    std::string go_on = fmt::format("{} {} -o {} --resume", program, options.study, options.folder);
    if (!options.shard.empty()) go_on += " --shard " + options.shard;
    go_on += design_options(options);
    std::cerr << fmt::format("stopped by {}; finished samples are kept\n  go on with: {}\n",
                             signal_name(stop_signal()), go_on);
    return ExitCode::failed;
}

ExitCode finish(const ensemble::Plan& plan, const EnsembleOptions& options) {
    const std::string target = driver::study_path(options.folder);
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

}  // namespace tanlu::cli
