#pragma once
// What is shown of a comparison, and the files that are written of it.
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "cli/output.hpp"
#include "comparison/section.hpp"
#include "io/pending_file.hpp"

namespace tanlu::cli {

struct Comparison {
    std::string title;
    std::vector<std::string> labels;  ///< of what is compared
    std::vector<std::string> notes;
    std::vector<comparison::Section> sections;
    std::map<std::string, std::string> words;  ///< of measures, beside those known here
    bool by_scenario = false;                  ///< rows are named by scenario, else by region
};

void print_comparison(std::ostream& out, const Comparison& comparison, Format format);

/// Writes a CSV file for each section and compare.json. The folder appears when all are complete;
/// files of an existing folder are replaced one by one, with Overwrite::yes only. Throws
/// EnvironmentError.
void write_comparison(const Comparison& comparison, const std::string& folder, Overwrite overwrite);

}  // namespace tanlu::cli
