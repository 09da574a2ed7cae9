// tanlu merge: joins the pieces of a study that was run in shards.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/ensemble_options.hpp"
#include "cli/ensemble_report.hpp"
#include "cli/study_of_file.hpp"
#include "driver/pieces.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    std::string folder;
    std::string target;
    Join join = Join::copy;
    std::string compress = "deflate";
    bool force = false;
    Format format = Format::table;
};

ExitCode merge(const Options& options) {
    const std::string target =
        options.target.empty() ? driver::study_path(options.folder) : options.target;
    const Overwrite overwrite = options.force ? Overwrite::yes : Overwrite::no;
    expect_writable(target, overwrite);
    const ensemble::Plan plan(study_of_pieces(driver::piece_folder(options.folder)));
    const auto summaries = driver::join_pieces(
        plan, options.folder, target, options.join == Join::link ? JoinBy::link : JoinBy::copy,
        overwrite, options.compress == "none" ? h5::Compression::none : h5::Compression::deflate);
    print_report(std::cout, plan, summaries, options.format);
    std::cerr << "wrote " << target << '\n';
    return fails(plan, summaries) ? ExitCode::failed : ExitCode::done;
}

}  // namespace

void add_merge(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("merge", "Join the pieces of a study");
    command->footer(
        "Checks that every sample is there once, whole and of the same study; writes DIR/study.h5 "
        "and\nprints what it says. A piece that is missing or damaged is an error.\n\n"
        "Example:\n  tanlu merge run");
    const auto options = std::make_shared<Options>();
    command->add_option("DIR", options->folder, "Folder that 'tanlu ensemble' wrote to")
        ->required();
    command->add_option("-o,--output", options->target, "Result file; DIR/study.h5 if left out");
    command->add_option("--join", options->join, "copy the samples into the file, or link to them")
        ->transform(CLI::CheckedTransformer(
                        std::map<std::string, Join>{{"copy", Join::copy}, {"link", Join::link}})
                        .description(""));
    command->add_option("--compress", options->compress, "Compression of the samples")
        ->check(CLI::IsMember({"deflate", "none"}).description(""))
        ->capture_default_str();
    command->add_flag("--force", options->force, "Overwrite an existing result");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = merge(*options); });
}

}  // namespace tanlu::cli
