#pragma once
// The reference of everything that can be written or read, generated from the declarations.
#include <iosfwd>
#include <string>

#include "cli/output.hpp"

namespace tanlu::cli {

enum class Topic { keys, levers, variables };

/// Keys of packs (all of them, or those below `path`), levers, or variables of results.
Table reference_table(Topic topic, const std::string& path);

/// A topic as a page in Markdown.
void print_markdown(std::ostream& out, Topic topic);
/// The keys below a path as a table in Markdown.
void print_markdown(std::ostream& out, const std::string& path);

}  // namespace tanlu::cli
