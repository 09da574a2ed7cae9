#pragma once
// What the shipped scenarios gave when somebody last looked: key outputs as numbers, and one hash
// for every variable.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "results/dataset.hpp"

namespace tanlu::test {

/// Key outputs by year; columns are named "variable label".
struct GoldenTable {
    std::vector<std::string> columns;
    std::vector<int> years;
    std::vector<std::vector<double>> rows;
};

/// Emissions by boundary, NEV share of sales, stock by class, passenger-km and tonne-km by mode.
GoldenTable key_outputs(const Dataset& run);

/// Comma-separated, twelve digits: what the tolerance of 1e-9 needs, and no noise in differences.
std::string to_csv(const GoldenTable& table);
GoldenTable from_csv(const std::string& text);

/// FNV-1a, 64 bits, of the numbers of each variable in the order of its labels; every NaN is one.
std::map<std::string, std::uint64_t> hashes(const Dataset& run);

/// What the bits depend on besides the sources: instruction set and C library.
std::string platform();

/// The file of hashes: the platform, then "scenario variable hash" a line.
std::string to_text(const std::map<std::string, Dataset>& runs);

std::string golden_path(const std::string& name);

}  // namespace tanlu::test
