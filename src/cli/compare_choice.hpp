#pragma once
// What of several results is compared with what.
#include <cstddef>
#include <string>
#include <vector>

namespace tanlu::cli {

struct CompareOptions {
    std::vector<std::string> files;
    std::string of;  ///< regions, scenarios, or empty: what there is several of
    std::string scenario;
    std::string region;
    std::string baseline;
    std::string reference = "reference";
    std::vector<int> years = {2030, 2035, 2060};
    std::vector<std::string> boundaries = {"ttw", "ttw_grid"};
    std::vector<double> income;
    bool sum = false;
};

/// A scenario of a region that the files hold, and what is said of the region.
struct Available {
    std::string region;
    std::string scenario;
    std::string file;
    std::string part_of;     ///< region that holds this one; empty where none is known
    std::string confidence;  ///< high, medium, low; empty where nothing is said
};

struct Choice {
    bool regions = false;               ///< regions are compared, else scenarios
    std::vector<std::size_t> compared;  ///< positions among the available
    std::vector<std::string> labels;    ///< by position in `compared`
    std::size_t baseline = 0;           ///< position in `compared`
    std::string title;
    std::vector<std::string> notes;  ///< on containment and confidence
};

/// Refuses the same scenario of a region in two files.
void refuse_twice(const std::vector<Available>& available);

/// Throws InputError where the options name what is not there, or leave nothing to compare.
Choice choose(const std::vector<Available>& available, const CompareOptions& options);

/// Whether the second region holds the first, directly or through others that are known.
bool is_part_of(const std::vector<Available>& available, const std::string& region,
                const std::string& whole);

/// Refuses to add up a region and one that holds it.
void refuse_sum_of_contained(const std::vector<Available>& available, const Choice& choice);

}  // namespace tanlu::cli
