#pragma once
// Replacements in the text of a YAML file that leave every other byte as it is: comments, layout,
// quotes, line ends.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::migration {

/// A line that a change takes away or brings, as a diff shows it; without its line end.
struct ChangedLine {
    enum class Side { removed, added };
    Side side = Side::removed;
    int number = 0;  ///< In the text it belongs to, from 1.
    std::string text;
};

struct Edited {
    std::string text;
    std::vector<ChangedLine> lines;
};

/// The text with the replacements made. `root` is its document. A key or value that is not written
/// plainly where it should stand (escapes within quotes) is an error, and there is no text then.
std::optional<Edited> edit(const std::string& text, const schema::Node& root,
                           std::span<const Replacement> replacements, Diagnostics& diagnostics);

/// The document with the same replacements: what the edited text must say.
schema::Node edit(schema::Node root, std::span<const Replacement> replacements);

}  // namespace tanlu::migration
