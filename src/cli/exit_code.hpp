#pragma once

namespace tanlu::cli {

/// How the program ends; design of the command line.
enum class ExitCode : int {
    done = 0,
    usage = 1,
    invalid_input = 2,
    failed = 3,
    answer_is_no = 4,
};

}  // namespace tanlu::cli
