#pragma once
// What JSON Schemas say of distributions and of the parts of studies.
#include "cli/schema_parts.hpp"

namespace tanlu::cli {

/// `{triangular: [1, 2, 3]}`: one kind with its numbers.
json distribution_definition();
/// The same beside a unit, in schedules of policies.
json distribution_with_unit();
/// A number, or a distribution in its place.
json number_or_distribution();

/// Schemas of the parts of a study file besides its sources, by key.
json study_parts();

}  // namespace tanlu::cli
