// The program `tanlu`: parses the command line, runs one subcommand, turns exceptions into exit
// codes. Nothing else prints errors or exits.
#include <CLI/CLI.hpp>
#include <string>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "tanlu/version.hpp"

namespace {

using tanlu::cli::ExitCode;

ExitCode run(int argc, char** argv) {
    ExitCode exit_code = ExitCode::done;
    CLI::App program("Tanlu projects transport emissions scenarios, and says how sure it is.",
                     "tanlu");
    program.set_version_flag("--version", "tanlu " + std::string(tanlu::version()));
    program.require_subcommand(1);
    program.footer(
        "Help on a command: tanlu COMMAND --help\n\nExample:\n"
        "  tanlu check scenarios/china/reference.yaml");
    for (const auto add : tanlu::cli::commands()) add(program, exit_code);
    const auto parsed = tanlu::cli::parse(program, argc, argv);
    if (parsed.ended) return parsed.exit_code;
    return tanlu::cli::after_output(exit_code, "tanlu");
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return static_cast<int>(run(argc, argv));
    } catch (...) {
        return static_cast<int>(tanlu::cli::report(std::current_exception(), "tanlu"));
    }
}
