#include "cli/program.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <new>

#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

ExitCode failed(const std::string& who, const std::string& what) {
    std::cerr << who << ": error: " << what << '\n';
    return ExitCode::failed;
}

}  // namespace

Parsed parse(CLI::App& program, int argc, char** argv) {
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = error.get_exit_code() == 0;  // --help, --version
        program.exit(error);
        return {true, asked ? ExitCode::done : ExitCode::usage};
    }
    return {};
}

ExitCode report(const std::exception_ptr& problem, const std::string& who) {
    try {
        std::rethrow_exception(problem);
    } catch (const InputError& error) {
        std::cerr << error.what() << '\n';
        return ExitCode::invalid_input;
    } catch (const std::bad_alloc&) {
        return failed(who, "not enough memory");
    } catch (const std::exception& error) {
        return failed(who, error.what());
    }
}

ExitCode after_output(ExitCode exit_code, const std::string& who) {
    std::cout.flush();
    return std::cout ? exit_code : failed(who, "cannot write to standard output");
}

}  // namespace tanlu::cli
