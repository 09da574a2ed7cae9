#pragma once
// A small result whose indicators can be worked by hand.
#include <functional>
#include <string>
#include <vector>

#include "results/dataset.hpp"

namespace tanlu::indicators {

/// 2019-2060, scenarios "reference" and "policy", region "china"; subsectors road and rail; vehicle
/// classes car, truck and motorcycle; technologies petrol, bev and phev; modes walk, bicycle,
/// e-bike, bus and car. Every variable that the indicators read is there, and zero.
Dataset empty_result(int first_year = 2019, int last_year = 2060);

/// Sets a cell, given by its labels after scenario, region and year, in every year.
void set(Dataset& result, const std::string& variable, const std::vector<std::string>& labels,
         const std::function<double(int)>& value_in_year, const std::string& scenario = "policy");

/// The same number in every year.
void set(Dataset& result, const std::string& variable, const std::vector<std::string>& labels,
         double value, const std::string& scenario = "policy");

inline constexpr std::size_t kPolicy = 1;  ///< Index of scenario "policy".

}  // namespace tanlu::indicators
