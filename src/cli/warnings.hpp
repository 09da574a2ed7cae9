#pragma once
// What reading input files found worth saying, on standard error.
#include <set>
#include <span>
#include <string>

#include "base/diagnostics.hpp"

namespace tanlu::cli {

/// Prints warnings, each once: scenarios share parents and packs.
class WarningPrinter {
public:
    void print(std::span<const Diagnostic> warnings);

private:
    std::set<std::string> told_;
};

}  // namespace tanlu::cli
