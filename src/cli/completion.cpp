// tanlu completion: a script for the shell, made from the command line itself.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.hpp"

namespace tanlu::cli {
namespace {

/// Long options of a command, "--help --format".
std::string long_options(const CLI::App& command) {
    std::string text;
    for (const auto* option : command.get_options()) {
        for (const auto& name : option->get_lnames()) text += " --" + name;
    }
    return text;
}

/// Completes commands first, then the options of the command; files anywhere.
void print_bash(const CLI::App& program) {
    std::string names;
    std::string cases;
    for (const auto* command : program.get_subcommands([](const CLI::App*) { return true; })) {
        names += " " + command->get_name();
        cases +=
            "        " + command->get_name() + ") words=\"" + long_options(*command) + "\" ;;\n";
    }
    std::cout << "# Completion for tanlu. Use: source <(tanlu completion bash)\n"
                 "_tanlu() {\n"
                 "    local current=\"${COMP_WORDS[COMP_CWORD]}\" words\n"
                 "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                 "        COMPREPLY=($(compgen -W \""
              << names << long_options(program)
              << "\" -- \"$current\"))\n"
                 "        return\n"
                 "    fi\n"
                 "    case \"${COMP_WORDS[1]}\" in\n"
              << cases
              << "        *) words=\"\" ;;\n"
                 "    esac\n"
                 "    if [ \"${COMP_WORDS[COMP_CWORD - 1]}\" = \"--format\" ]; then\n"
                 "        words=\"table csv json\"\n"
                 "    fi\n"
                 "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\")"
                 " $(compgen -f -- \"$current\"))\n"
                 "}\n"
                 "complete -o filenames -F _tanlu tanlu\n";
}

}  // namespace

void add_completion(CLI::App& program, ExitCode&) {
    auto* command = program.add_subcommand("completion", "Print a completion script for the shell");
    command->footer("Example:\n  source <(tanlu completion bash)");
    const auto shell = std::make_shared<std::string>();
    command->add_option("SHELL", *shell, "bash")->required()->check(CLI::IsMember({"bash"}));
    command->callback([shell, &program] { print_bash(program); });
}

}  // namespace tanlu::cli
