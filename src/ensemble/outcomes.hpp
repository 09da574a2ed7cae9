#pragma once
// The scalar outcomes of a sample: the indicators of its paths that are one number.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "ensemble/series.hpp"
#include "indicators/trajectory.hpp"
#include "region/structure.hpp"

namespace tanlu::ensemble {

/// The paths of one sample that outcomes are taken from.
struct Paths {
    using Annual = indicators::AnnualSeries;
    std::array<Annual, region::kBoundaryCount> emissions;  ///< [kg/yr]
    std::array<Annual, region::kBoundaryCount> per_head;   ///< [kg/person/yr]
    Annual gdp, energy, petroleum, conventional_stock;
    Annual nev_sales_share, nev_stock_share;  ///< of automobiles [1]
};

/// One outcome. Names are those of the computed indicators, '_' for '-'.
struct Outcome {
    std::string_view name;
    std::string_view unit;
    std::string_view long_name;
    bool by_boundary;                                           ///< else one number for the sample
    double (*value)(const Paths& paths, std::size_t boundary);  ///< NaN where there is none
};

/// All outcomes, those by boundary first.
std::span<const Outcome> outcomes();

/// Numbers of all outcomes of a sample: boundaries innermost.
std::size_t outcome_count();

/// One of those numbers.
struct OutcomeNumber {
    std::size_t outcome = 0;
    std::size_t boundary = 0;
};
std::span<const OutcomeNumber> outcome_numbers();

/// Whether the numbers of an outcome are whole: calendar years, numbers of years, yes or no.
bool is_whole(const Outcome& outcome);

/// Statuses of a peak in the order of the numbers that `peak_status` has.
std::span<const std::string_view> peak_statuses();

/// Where the paths stand among the series of a scenario.
class PathReader {
public:
    explicit PathReader(std::span<const Series> series);

    /// Positions of the series that are read.
    std::span<const std::size_t> positions() const { return positions_; }

    /// Paths from the values of those series, `values[path][year]`, in the order of positions().
    Paths paths(std::span<const double> values, int first_year, std::size_t years) const;

private:
    std::vector<std::size_t> positions_;
};

/// Fills the numbers of all outcomes.
void evaluate(const Paths& paths, std::span<double> values);

}  // namespace tanlu::ensemble
