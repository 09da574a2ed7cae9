#pragma once
// Text that several modules need: nearest names for "did you mean", lists, shortest numbers.
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tanlu {

/// Least number of insertions, deletions, replacements and swaps of neighbours that turn `a` into
/// `b`; letters that differ in case only count as equal.
int edit_distance(std::string_view a, std::string_view b);

/// The candidate most like `name`; empty when none is like it (more than a third of it differs).
std::string nearest(std::string_view name, std::span<const std::string> candidates);

/// Hint for an unknown name: "did you mean 'x'?", or the names there are when none is like it.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

/// "a, b, c"; after `most` of them "... (n in all)".
std::string listed(std::span<const std::string> names, std::size_t most = 24);

/// Parts between separators, blanks around them removed.
std::vector<std::string> split(std::string_view text, char separator);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// The shortest decimal text that reads back as the same number.
std::string number_text(double number);

}  // namespace tanlu
