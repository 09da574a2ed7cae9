#pragma once
#include <span>
#include <string>
#include <vector>

#include "config/lever_spec.hpp"
#include "config/map_index.hpp"
#include "config/policy.hpp"
#include "schema/context.hpp"

namespace tanlu::config {

/// Adds the policies of one scenario file to those of its parents. Reports unknown levers, keys and
/// ids, selectors that match nothing, and ids that are taken (unless `replace: true`).
void read_policies(const schema::Node& node, const std::string& scenario,
                   std::span<const LeverSpec> levers, const TreeIndex& tree,
                   schema::ReadContext& context, std::vector<Policy>& policies);

/// The policies of a package by itself: there is no pack to point at and no parent to replace
/// anything of, so ids, sources and replacements are not judged.
std::vector<Policy> read_lone_policies(const schema::Node& node, std::span<const LeverSpec> levers,
                                       schema::ReadContext& context);

}  // namespace tanlu::config
