#include "cli/warnings.hpp"

#include <iostream>

namespace tanlu::cli {

void WarningPrinter::print(std::span<const Diagnostic> warnings) {
    for (const auto& warning : warnings) {
        const std::string text = to_string(warning);
        if (told_.insert(text).second) std::cerr << text << '\n';
    }
}

}  // namespace tanlu::cli
