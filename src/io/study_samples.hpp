#pragma once
// Series that a study kept for every sample, as results that indicators can look at.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "results/dataset.hpp"

namespace tanlu {

/// Whether a file is the result of a study. Throws as read_result does where it is no HDF5 file.
bool is_study_result(const std::string& path);

/// Reads the samples of one file. A variable is there where every series of it that exists was
/// kept, e.g. by `keep: {series: [trips]}`.
class StudySamples {
public:
    explicit StudySamples(const std::string& path);
    ~StudySamples();

    const std::vector<std::string>& scenarios() const;
    const std::vector<std::string>& regions() const;
    const std::vector<std::string>& variables() const;
    std::size_t samples() const;

    /// Sound samples among first .. first+count-1 of a scenario and region. The axis `scenario` of
    /// the result holds the numbers of the samples, `region` the one region.
    Dataset read(std::size_t scenario, std::size_t region, std::size_t first,
                 std::size_t count) const;

    /// Emission boundaries, in the order of the file.
    const std::vector<std::string>& boundaries() const;

    /// Whether the study has a table of this outcome, such as peak_year, and its unit.
    bool has_outcome(const std::string& name) const;
    std::string outcome_unit(const std::string& name) const;

    /// What every sound sample of a scenario and region came to, NaN where it came to nothing;
    /// `boundary` is left empty for outcomes without one. Throws InputError where the study has no
    /// such outcome or boundary.
    std::vector<double> outcome(const std::string& name, std::size_t scenario, std::size_t region,
                                std::string_view boundary) const;

private:
    struct Content;
    std::unique_ptr<Content> content_;
};

}  // namespace tanlu
