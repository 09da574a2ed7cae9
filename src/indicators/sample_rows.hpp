#pragma once
// Rows that only many samples can fill: probabilities and quantiles of what each sample of a study
// came to. A row of a system names one of them with `of-samples:`.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tanlu::indicators {

/// The outcomes of the sound samples of a scenario and region (peak_year, emissions_2030, ...).
struct SampleOutcomes {
    /// One number per sample, NaN where it has none. Throws MissingInput where the study has no
    /// such outcome.
    std::function<std::vector<double>(std::string_view outcome, std::string_view boundary)> numbers;
    std::function<std::string(std::string_view outcome)> unit;
    std::vector<std::string> boundaries;
};

/// One line of such a row.
struct SampleLine {
    std::string variant;
    std::string boundary;
    std::string unit;
    std::vector<double> values;       ///< For quantiles; infinite for a year after the horizon.
    std::int64_t samples = 0;         ///< Sound ones.
    std::int64_t undefined = 0;       ///< Of these, without an answer, year or finite level.
    std::optional<std::int64_t> met;  ///< Of these, that pass, where the line is a test.
    std::string note;                 ///< What must be known beside the numbers.
};

/// An entry of the list.
struct SampleRow {
    std::string_view name;
    std::string_view unit;  ///< What a row that names it must state.
    std::vector<SampleLine> (*compute)(const SampleOutcomes& outcomes);
};

/// The explicit list.
std::span<const SampleRow> sample_rows();

/// nullptr when there is none of this name.
const SampleRow* find_sample_row(std::string_view name);

/// A peak year for quantiles, from `peak_year` and `peak_status` of a sample: infinity where the
/// last year is the highest, the first year where the peak lies before it or in it, NaN where there
/// is nothing to peak. Never to be averaged.
double censored_peak_year(double year, double status);

}  // namespace tanlu::indicators
