#pragma once
// What belongs to which group, and what is said of regions: texts that results and studies share.
#include <map>
#include <span>
#include <string>

#include "config/scenario.hpp"

namespace tanlu::engine {

/// Root attributes by name: members of the groups that indicators are taken over
/// (nev_technologies, automobile_classes, ..., with commas between), sets of emission factors, and
/// for each of `regions`, in this order, its level (with commas) and what its pack says of it
/// (region_parts_of, region_areas, region_boundaries, region_confidences, with semicolons; only
/// where a pack says something). Every region is that of one of the scenarios.
std::map<std::string, std::string> group_attributes(std::span<const config::Scenario> scenarios,
                                                    std::span<const std::string> regions);

}  // namespace tanlu::engine
