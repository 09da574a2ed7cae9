#pragma once
// Distributions as files write them, `{triangular: [1, 2, 3]}`, wherever a number may stand.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sampling/distribution.hpp"
#include "schema/context.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

/// "uniform", "triangular", ...: the kinds that files may name.
std::span<const std::string_view> distribution_kinds();

/// The entry of a mapping whose key is a kind of distribution; nullptr when there is none.
const Entry* find_distribution(const Node& mapping);

/// A distribution from a mapping with one such entry. Reports anything else, and parameters that
/// make no distribution.
std::optional<sampling::Distribution> read_distribution(const Node& mapping,
                                                        const std::string& path,
                                                        ReadContext& context);

/// The text that `read_distribution` takes back: "{triangular: [1, 2, 3]}".
std::string distribution_text(const sampling::Distribution& distribution);

}  // namespace tanlu::schema
