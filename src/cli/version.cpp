// tanlu version: which build this is.
#include "tanlu/version.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/commands.hpp"
#include "schema/format_version.hpp"

namespace tanlu::cli {

void add_version(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand("version", "Print version, commit and build flags");
    command->footer("Example:\n  tanlu version");
    command->callback([] {
        const BuildInfo& build = build_info();
        std::cout << "tanlu " << build.version << "\ncommit " << build.git_hash << "\nbuild "
                  << build.build_type << "\ncompiler " << build.compiler << "\nflags "
                  << build.flags << "\ninput formats " << schema::kOldestFormat << " to "
                  << schema::kFormat << '\n';
    });
}

}  // namespace tanlu::cli
