// The program `tanlu`: parses the command line, runs one subcommand, turns exceptions into exit
// codes. Nothing else prints errors or exits.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <string>

#include "cli/commands.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

namespace {

using tanlu::cli::ExitCode;

int ended(ExitCode code) {
    return static_cast<int>(code);
}

int failed(const std::string& what) {
    std::cerr << "tanlu: error: " << what << '\n';
    return ended(ExitCode::failed);
}

int run(int argc, char** argv) {
    ExitCode exit_code = ExitCode::done;
    CLI::App program("Tanlu projects transport emissions scenarios, and says how sure it is.",
                     "tanlu");
    program.set_version_flag("--version", "tanlu " + std::string(tanlu::version()));
    program.require_subcommand(1);
    program.footer(
        "Help on a command: tanlu COMMAND --help\n\nExample:\n"
        "  tanlu check scenarios/china/reference.yaml");
    for (const auto add : tanlu::cli::commands()) add(program, exit_code);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == 0;  // --help, --version
        program.exit(error);
        return ended(asked ? ExitCode::done : ExitCode::usage);
    }
    std::cout.flush();
    if (!std::cout) return failed("cannot write to standard output");
    return ended(exit_code);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const tanlu::InputError& error) {
        std::cerr << error.what() << '\n';
        return ended(ExitCode::invalid_input);
    } catch (const std::bad_alloc&) {
        return failed("not enough memory");
    } catch (const std::exception& error) {
        return failed(error.what());
    }
}
