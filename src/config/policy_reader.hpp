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

}  // namespace tanlu::config
