#pragma once
// The scenarios that every city has, so that cities can be held beside each other.
#include <map>
#include <string>
#include <vector>

#include "cities/city_pack.hpp"

namespace tanlu::cities {

struct CityNames {
    std::string id;
    std::string en;
    std::string zh;  ///< The English one where there is no other.
};

/// Policies of one city alone, written by hand; named by its reference when it is there.
inline constexpr const char* kOwnPolicies = "policies-in-force.yaml";

/// Directory beside those of the cities, with the policies that they share.
inline constexpr const char* kPackages = "packages";

/// Scenario and parameter-set files by name. `pack` and `packages` are the ways from them to the
/// pack and to the packages of all cities. The root gives the inputs of indicators.
std::map<std::string, std::string> scenario_texts(const CityNames& city, const std::string& pack,
                                                  const std::string& packages, const CityPack& made,
                                                  bool has_own_policies);

/// Names of the packages that they take over.
std::vector<std::string> packages_of_cities();

}  // namespace tanlu::cities
