#pragma once
// What every program does: parse, and turn exceptions into messages and exit codes.
#include <exception>
#include <string>

#include "cli/exit_code.hpp"

namespace CLI {
class App;
}

namespace tanlu::cli {

/// What parsing a command line led to.
struct Parsed {
    bool ended = false;  ///< help or version was printed, or the usage is wrong
    ExitCode exit_code = ExitCode::done;
};

/// Parses, which runs the callbacks of subcommands; prints help, version or what is wrong.
Parsed parse(CLI::App& program, int argc, char** argv);

/// Prints an exception on standard error, behind `who` ("tanlu"), and returns its exit code.
ExitCode report(const std::exception_ptr& problem, const std::string& who);

/// `failed` where standard output could not be written, with a message; else `exit_code`.
ExitCode after_output(ExitCode exit_code, const std::string& who);

}  // namespace tanlu::cli
