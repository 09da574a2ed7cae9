// tanlu migrate: brings input files to the present version of their format.
#include "migration/migration.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "cli/commands.hpp"
#include "io/pending_file.hpp"
#include "levers/lever.hpp"
#include "schema/format_version.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

namespace fs = std::filesystem;
using migration::ChangedLine;
using migration::FileChange;

constexpr const char* kBackup = ".bak";
constexpr const char* kStandardOutput = "-";

struct Options {
    std::vector<std::string> files;
    std::string target;
    bool check = false;
    bool no_backup = false;
};

/// The lines that change, as in a diff.
void print_changes(std::ostream& out, const std::vector<FileChange>& changes) {
    for (const auto& change : changes) {
        out << change.path << '\n';
        for (const auto& line : change.lines) {
            const bool is_new = line.side == ChangedLine::Side::added;
            out << fmt::format("  {} {:>4}: {}\n", is_new ? '+' : '-', line.number, line.text);
        }
    }
}

/// The file behind a link: it is changed, and its backup lies beside it.
std::string real_path(const std::string& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    return error ? path : real.string();
}

/// Throws where a file must not be changed or its backup would replace another.
void expect_changeable(const std::string& path, bool has_backup) {
    std::error_code error;
    const auto rights = fs::status(path, error).permissions();
    const bool is_read_only =
        (rights & fs::perms::owner_write) == fs::perms::none || ::access(path.c_str(), W_OK) != 0;
    if (error || is_read_only) {
        throw EnvironmentError(fmt::format("cannot write '{}': it is read-only", path));
    }
    expect_writable(path, Overwrite::yes);
    const std::string backup = path + kBackup;
    if (has_backup && fs::exists(fs::symlink_status(backup, error))) {
        throw EnvironmentError(fmt::format(
            "'{}' exists and is not overwritten\n  hint: move it away, or give --no-backup",
            backup));
    }
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const FileChange& change, bool has_backup) {
    const std::string path = real_path(change.path);
    if (bytes_of(path) != change.before) {
        throw EnvironmentError(fmt::format("'{}' was changed meanwhile; it is left alone", path));
    }
    const std::string backup = path + kBackup;
    if (has_backup) write_text(change.before, backup, Overwrite::no);
    try {
        write_text(change.after, path, Overwrite::yes);
    } catch (const Error&) {
        std::error_code ignored;
        if (has_backup) fs::remove(backup, ignored);  // of a file that is as it was
        throw;
    }
}

/// Writes all files, once it is clear that each can be written.
void write(const std::vector<FileChange>& changes, const Options& options) {
    const bool has_backup = !options.no_backup;
    for (const auto& change : changes) expect_changeable(real_path(change.path), has_backup);
    for (const auto& change : changes) write(change, has_backup);
}

/// Writes one file elsewhere, as it is where nothing changes.
void write_elsewhere(const std::vector<FileChange>& changes, const Options& options) {
    const std::string& path = options.files.front();
    if (changes.size() > 1 || fs::is_directory(path)) {
        throw CLI::ValidationError("--output", "a pack has several files; leave --output out");
    }
    const std::string text = changes.empty() ? bytes_of(path) : changes.front().after;
    if (options.target == kStandardOutput) {
        std::cout << text;
    } else {
        write_text(text, options.target, Overwrite::no);
    }
}

ExitCode migrate(const Options& options) {
    if (!options.target.empty() && (options.files.size() != 1 || options.check)) {
        throw CLI::ValidationError("--output", "goes with one FILE, and not with --check");
    }
    // The list is beside the text where that is asked for.
    std::ostream& out = options.target == kStandardOutput ? std::cerr : std::cout;
    ExitCode code = ExitCode::done;
    for (const auto& file : options.files) {
        try {
            const auto changes = migration::changes_to(file, levers::specs());
            if (!options.target.empty()) {
                write_elsewhere(changes, options);
            } else if (!options.check) {
                write(changes, options);
            }
            print_changes(out, changes);
            if (changes.empty()) {
                out << fmt::format("{}: nothing to migrate (format {})\n", file, schema::kFormat);
            } else if (options.check && code == ExitCode::done) {
                code = ExitCode::answer_is_no;
            }
        } catch (const InputError& error) {
            std::cerr << error.what() << '\n';
            code = ExitCode::invalid_input;
        }
    }
    return code;
}

}  // namespace

void add_migrate(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("migrate", "Bring input files to the present format");
    command->footer(
        "Changes the text where it must and nowhere else: comments and layout stay. The file as it "
        "was is kept\nas FILE.bak. Exit code 4 where --check finds something to do.\n\n"
        "Example:\n  tanlu migrate --check scenarios/china/*.yaml models/china");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("FILE", options->files,
                     "Scenarios, packages, parameter sets, studies, calibrations, elasticities, or "
                     "directories of "
                     "model packs")
        ->required();
    command->add_flag("--check", options->check, "List what would change; write nothing");
    command->add_option("-o,--output", options->target,
                        "Write the one FILE there instead, - for standard output");
    command->add_flag("--no-backup", options->no_backup, "Keep no FILE.bak");
    command->callback([options, &exit_code] { exit_code = migrate(*options); });
}

}  // namespace tanlu::cli
