#pragma once
// Tables of a comparison over the samples of studies: everything is paired by sample.
#include <cstddef>
#include <string>
#include <vector>

#include "comparison/section.hpp"

namespace tanlu::comparison {

/// What is compared: one scenario of one region.
struct SampleSubject {
    std::string region;
    std::string scenario;
    std::string label;
};

/// A number of every sample, for each subject; NaN where a sample has none.
struct SampleNumber {
    std::string measure;
    std::string boundary;
    std::string at;
    std::string unit;
    std::vector<std::vector<double>> values;  ///< by subject, then by sample
};

/// Adds mean and percentiles of each.
void add_bands(Section& section, const std::vector<SampleSubject>& subjects,
               const SampleNumber& number);

/// Adds differences to one of them, sample by sample: their percentiles, how often the one is below
/// the other, and what share of the variance of independent draws is left.
void add_paired(Section& section, const std::vector<SampleSubject>& subjects, std::size_t baseline,
                const SampleNumber& number);

/// Adds how often each has each rank (1 is the lowest), and Kendall's tau of the ranking of each
/// sample against that of the medians.
void add_ranks(Section& section, const std::vector<SampleSubject>& subjects,
               const SampleNumber& number);

/// Adds the change of every scenario against the reference in the same region, sample by sample.
void add_transfer(Section& section, const std::vector<SampleSubject>& subjects,
                  const std::string& reference, const SampleNumber& number);

}  // namespace tanlu::comparison
