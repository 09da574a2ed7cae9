#pragma once
// The series that an ensemble follows: every number that a run reports each year, and the totals
// and shares derived from them.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/scenario.hpp"
#include "lanes/lanes.hpp"
#include "model/outputs.hpp"
#include "region/structure.hpp"

namespace tanlu::ensemble {

/// A number of an output: which output, in the order of describe_outputs, and where in its table.
struct Cell {
    std::uint32_t output = 0;
    std::uint32_t position = 0;
};

/// One series: a sum of numbers, or the ratio of two sums (NaN where the lower one is not above 0).
struct Series {
    std::string variable;             ///< as in result files, e.g. "stock"
    std::vector<std::string> axes;    ///< besides scenario, region and year
    std::vector<std::string> labels;  ///< one per axis
    std::string unit;
    std::string long_name;
    std::vector<Cell> numerator;
    std::vector<Cell> denominator;  ///< empty for a sum

    /// "stock[private-car,bev]"
    std::string name() const;
};

/// All series of a scenario, variables together, in the order of the outputs. Combinations that the
/// pack does not have are left out.
std::vector<Series> series_of(const config::Scenario& scenario, const region::Structure& structure);

/// Position of a series; throws Error when it is absent.
std::size_t position_of(std::span<const Series> series, std::string_view variable,
                        std::span<const std::string> labels);

/// Reads the series from the outputs of years: prepared once, then no search and no allocation.
class SeriesReader {
public:
    explicit SeriesReader(std::span<const Series> series);

    std::size_t size() const { return sums_.size(); }

    /// Calls take(series, value) for all series of a year.
    template <class Take>
    void read(const model::YearOutput<Lanes>& year, Take&& take) {
        find_tables(year);
        for (std::size_t s = 0; s < sums_.size(); ++s) take(s, value(sums_[s]));
    }

private:
    struct Sum {
        std::uint32_t first = 0;   // numerator among cells_
        std::uint32_t middle = 0;  // its end, and the beginning of the denominator
        std::uint32_t last = 0;
    };
    void find_tables(const model::YearOutput<Lanes>& year);
    Lanes value(const Sum& sum) const {
        const Lanes above = total(sum.first, sum.middle);
        return sum.middle == sum.last ? above : ratio(above, total(sum.middle, sum.last));
    }
    Lanes total(std::uint32_t from, std::uint32_t to) const {
        Lanes result = at(cells_[from]);
        for (std::uint32_t c = from + 1; c < to; ++c) result += at(cells_[c]);
        return result;
    }
    const Lanes& at(const Cell& cell) const { return tables_[cell.output][cell.position]; }
    static Lanes ratio(const Lanes& above, const Lanes& below) {
        return select(below > Lanes(0.0), above / below, Lanes(model::kNaN));
    }

    std::vector<Cell> cells_;
    std::vector<Sum> sums_;
    std::vector<const Lanes*> tables_;
};

}  // namespace tanlu::ensemble
