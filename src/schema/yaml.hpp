#pragma once
// Strict YAML: the subset that means the same to every reader. The only module that knows yaml-cpp.
#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

inline constexpr int kDeepestNode = 24;
inline constexpr std::size_t kMostNodes = 200'000;  ///< Nodes that aliases repeat count each time.

/// The one document of a YAML text, a mapping. Refused, each with its place: syntax errors, a
/// second document, duplicate keys (both places named), `<<`, tags, keys that are not plain text,
/// documents deeper or larger than the bounds, aliases within their own anchor. Nothing when the
/// text cannot be used at all.
std::optional<Node> parse_yaml(const std::string& text, const std::string& file,
                               Diagnostics& diagnostics);

}  // namespace tanlu::schema
