#pragma once
// What an ensemble says, on standard output.
#include <iosfwd>

#include "cli/output.hpp"
#include "ensemble/summaries.hpp"

namespace tanlu::cli {

/// Prints probabilities and outcomes of every scenario, all samples beside conditioned ones, and
/// the samples that failed, by reason, with the inputs that are extreme among them.
void print_report(std::ostream& out, const ensemble::Plan& plan,
                  const ensemble::Summaries& summaries, Format format);

/// Whether more samples failed than the study allows, in any scenario.
bool fails(const ensemble::Plan& plan, const ensemble::Summaries& summaries);

/// "1 234 567".
std::string with_spaces(std::uint64_t number);

/// "12 s", "3 min 20 s", "2 h 5 min".
std::string duration(double seconds);

/// "512 kB", "1.2 GB".
std::string bytes_text(double bytes);

}  // namespace tanlu::cli
