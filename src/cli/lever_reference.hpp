#pragma once
// The reference of the levers, made from what they declare: a list by family, one lever in full,
// the page of the documentation.
#include <iosfwd>
#include <string>

#include "cli/output.hpp"
#include "config/lever_spec.hpp"

namespace tanlu::cli {

/// The lever of this name; none where there is none.
const config::LeverSpec* find_lever(const std::string& name);

/// All levers by family, one a row.
Table levers_table();
/// What one lever takes: selectors and numbers, one a row.
Table lever_table(const config::LeverSpec& lever);

/// All levers for a terminal, under the titles of their families.
void print_levers(std::ostream& out);
/// One lever in full for a terminal, with an example of a policy.
void print_lever(std::ostream& out, const config::LeverSpec& lever);
void print_lever_json(std::ostream& out, const config::LeverSpec& lever);
void print_lever_markdown(std::ostream& out, const config::LeverSpec& lever);

/// Everything below the heading of docs/reference/levers.md.
void print_levers_markdown(std::ostream& out);

/// A policy on the lever as a scenario would write it: what is required, and the first strength
/// where that has none; ids of the China pack, numbers made up.
std::string example_policy(const config::LeverSpec& lever);

}  // namespace tanlu::cli
