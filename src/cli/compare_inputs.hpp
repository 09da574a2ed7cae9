#pragma once
// The files of a comparison, joined where they are of one kind.
#include "cli/compare_choice.hpp"
#include "cli/compare_report.hpp"

namespace tanlu::cli {

/// Compares results of 'tanlu run'. Throws InputError where files cannot be joined.
Comparison compare_results(const CompareOptions& options);

/// Compares studies, paired by sample. Throws InputError where studies cannot be paired.
Comparison compare_studies(const CompareOptions& options);

/// Refuses files whose numbers have another meaning: money, factors, warming potentials.
/// `attributes` are those of each file, in their order.
void expect_same_meaning(const std::vector<std::string>& files,
                         const std::vector<std::map<std::string, std::string>>& attributes);

/// What attributes say of a region: an entry of a list, in the order of the axis.
std::string said_of_region(const std::map<std::string, std::string>& attributes,
                           const std::string& name, std::size_t region);

inline constexpr const char* kPartsOf = "region_parts_of";
inline constexpr const char* kConfidences = "region_confidences";

}  // namespace tanlu::cli
