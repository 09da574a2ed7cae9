// tanlu hindcast: projections from the past against what came to pass.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "cli/commands.hpp"
#include "cli/hindcast_report.hpp"
#include "cli/output.hpp"
#include "hindcast/bands.hpp"
#include "hindcast/picture.hpp"
#include "io/pending_file.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string plan;
    std::string folder;
    Format format = Format::table;
    bool check = false;
    bool no_bands = false;
    bool force = false;
    int threads = 0;
};

std::string text_of(const Table& table, Format format) {
    std::ostringstream text;
    print(text, table, format);
    return text.str();
}

void make_folder(const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw EnvironmentError("cannot make folder '" + folder + "': " + error.message());
    }
}

void write_files(const hindcast::Plan& plan, const hindcast::Evaluation& evaluation,
                 const Options& options) {
    const Overwrite overwrite = options.force ? Overwrite::yes : Overwrite::no;
    const auto write = [&](const char* name, const std::string& text) {
        write_text(text, (fs::path(options.folder) / name).string(), overwrite);
    };
    write("scores.csv", text_of(score_table(plan, evaluation), Format::csv));
    write("points.csv", text_of(point_table(plan, evaluation), Format::csv));
    write("hindcast.json", report_json(plan, evaluation));
    write("hindcast.svg", hindcast::to_svg(plan, evaluation));
}

ExitCode run(const Options& options) {
    const hindcast::Plan plan = hindcast::load_plan(options.plan, levers::specs());
    if (!options.folder.empty()) {
        make_folder(options.folder);
        const Overwrite overwrite = options.force ? Overwrite::yes : Overwrite::no;
        for (const char* name : {"scores.csv", "points.csv", "hindcast.json", "hindcast.svg"}) {
            expect_writable((fs::path(options.folder) / name).string(), overwrite);
        }
    }
    hindcast::Evaluation evaluation = hindcast::evaluate(plan);
    if (!options.no_bands) {
        hindcast::add_bands(plan, levers::specs(), options.threads, evaluation);
    }
    if (!options.folder.empty()) write_files(plan, evaluation, options);
    switch (options.format) {
        case Format::table:
            print(std::cout, readable_scores(plan, evaluation), Format::table);
            std::cout << verdicts_text(plan, evaluation);
            break;
        case Format::csv:
            print(std::cout, score_table(plan, evaluation), Format::csv);
            break;
        case Format::json:
            std::cout << report_json(plan, evaluation);
            break;
    }
    return options.check && !hindcast::all_passed(evaluation) ? ExitCode::answer_is_no
                                                              : ExitCode::done;
}

}  // namespace

void add_hindcast(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand(
        "hindcast", "Score projections from the past against what came to pass");
    command->footer(
        "Error is the mean absolute one, 'calm years' leaves the pandemic out; skill is 1 less "
        "the\n"
        "error over that of a naive rule, below 0 where the rule does better. 'at origin' is\n"
        "observed over modelled in the origin. With -o: scores.csv, points.csv, hindcast.json and\n"
        "hindcast.svg. With --check the exit code is 4 where a limit fails.\n\n"
        "Example:\n  tanlu hindcast scenarios/china/hindcast/hindcast.yaml -o hindcast");
    const auto options = std::make_shared<Options>();
    command->add_option("CONFIG", options->plan, "Hindcast file")->required();
    command->add_option("-o,--output", options->folder, "Folder for tables and picture");
    add_format_option(*command, options->format);
    command->add_flag("--check", options->check, "Exit code 4 where a limit fails");
    command->add_flag("--no-bands", options->no_bands, "Leave the study, and so the bands, out");
    command->add_option("--threads", options->threads, "Threads of the study; 0: all")
        ->check(CLI::NonNegativeNumber.description(""));
    command->add_flag("--force", options->force, "Overwrite existing files");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace tanlu::cli
