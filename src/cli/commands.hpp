#pragma once
// The subcommands. To add one: a file with its `add_...`, a line here and a line in commands.cpp.
#include <span>

#include "cli/exit_code.hpp"

namespace CLI {
class App;
}

namespace tanlu::cli {

/// Adds a subcommand to the program. Its callback does the work when it is chosen and sets
/// `exit_code` where that is not `done`; it throws what the library throws.
using AddCommand = void (*)(CLI::App& program, ExitCode& exit_code);

void add_run(CLI::App& program, ExitCode& exit_code);
void add_ensemble(CLI::App& program, ExitCode& exit_code);
void add_sample(CLI::App& program, ExitCode& exit_code);
void add_merge(CLI::App& program, ExitCode& exit_code);
void add_verify(CLI::App& program, ExitCode& exit_code);
void add_reproduce(CLI::App& program, ExitCode& exit_code);
void add_check(CLI::App& program, ExitCode& exit_code);
void add_migrate(CLI::App& program, ExitCode& exit_code);
void add_new(CLI::App& program, ExitCode& exit_code);
void add_show(CLI::App& program, ExitCode& exit_code);
void add_diff(CLI::App& program, ExitCode& exit_code);
void add_calibrate(CLI::App& program, ExitCode& exit_code);
void add_elasticities(CLI::App& program, ExitCode& exit_code);
void add_closure(CLI::App& program, ExitCode& exit_code);
void add_describe(CLI::App& program, ExitCode& exit_code);
void add_hindcast(CLI::App& program, ExitCode& exit_code);
void add_indicators(CLI::App& program, ExitCode& exit_code);
void add_explain(CLI::App& program, ExitCode& exit_code);
void add_compare(CLI::App& program, ExitCode& exit_code);
void add_export(CLI::App& program, ExitCode& exit_code);
void add_completion(CLI::App& program, ExitCode& exit_code);
void add_version(CLI::App& program, ExitCode& exit_code);

/// All of them, in the order of the help.
std::span<const AddCommand> commands();

}  // namespace tanlu::cli
