#include "io/sample_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/text.hpp"

namespace tanlu {
namespace {

using ensemble::Block;
using ensemble::Plan;

std::size_t position(std::vector<std::string>& labels, const std::string& label) {
    const auto found = std::find(labels.begin(), labels.end(), label);
    if (found == labels.end()) labels.push_back(label);
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) -
                                    labels.begin());
}

/// Rows of a block as numbers of a type, all of them a fill value first.
template <class T>
std::span<T> filled(std::span<std::byte> rows, T value) {
    const std::span<T> numbers(reinterpret_cast<T*>(rows.data()), rows.size() / sizeof(T));
    std::fill(numbers.begin(), numbers.end(), value);
    return numbers;
}

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

SampleTable outcome_table(const RunPlaces& runs, std::size_t outcome, std::size_t first_number) {
    const ensemble::Outcome& what = ensemble::outcomes()[outcome];
    const std::size_t variants = what.by_boundary ? region::kBoundaryCount : 1;
    SampleTable table;
    table.name = what.name;
    table.axes = {"sample", "scenario", "region"};
    if (what.by_boundary) table.axes.push_back("boundary");
    table.attributes = {{"units", std::string(what.unit)},
                        {"long_name", std::string(what.long_name)}};
    if (what.name == "peak_status") {
        std::string values;
        std::vector<std::string> meanings;
        for (const auto status : ensemble::peak_statuses()) {
            values += fmt::format("{}{}", values.empty() ? "" : " ", meanings.size());
            meanings.emplace_back(status);
        }
        table.attributes.push_back({"flag_values", values});
        table.attributes.push_back({"flag_meanings", fmt::format("{}", fmt::join(meanings, " "))});
    }
    table.row_size = runs.places() * variants;
    table.fill = [=, place = runs.place, size = table.row_size](const Block& block,
                                                                std::span<std::byte> rows) {
        const auto numbers = filled<float>(rows, kMissing);
        for (std::size_t r = 0; r < place.size(); ++r) {
            for (std::size_t b = 0; b < variants; ++b) {
                const double* from = &block.runs[r].outcomes[(first_number + b) * kBlockSamples];
                for (std::size_t i = 0; i < block.count; ++i) {
                    numbers[i * size + place[r] * variants + b] = static_cast<float>(from[i]);
                }
            }
        }
    };
    return table;
}

SampleTable quantile_table(std::size_t dimensions) {
    SampleTable table;
    table.name = "quantile";
    table.axes = {"sample", "dimension"};
    table.attributes = {
        {"units", "1"},
        {"long_name", "Quantile of every uncertain dimension, dependence included"}};
    table.row_size = dimensions;
    table.noise = true;
    table.fill = [dimensions](const Block& block, std::span<std::byte> rows) {
        const auto numbers = filled<float>(rows, kMissing);
        for (std::size_t d = 0; d < dimensions; ++d) {
            for (std::size_t i = 0; i < block.count; ++i) {
                numbers[i * dimensions + d] =
                    static_cast<float>(block.quantiles[d * kBlockSamples + i]);
            }
        }
    };
    return table;
}

SampleTable status_table(const RunPlaces& runs) {
    SampleTable table;
    table.name = "status";
    table.element = h5::Element::u8;
    table.axes = {"sample", "scenario", "region"};
    table.attributes = {
        {"long_name", "Why a sample failed, 0 for sound"},
        {"flag_masks", "1 2 4 8 16"},
        {"flag_meanings", "domain_error infeasible not_converged non_finite negative_stock"}};
    table.row_size = runs.places();
    table.fill = [place = runs.place, size = table.row_size](const Block& block,
                                                             std::span<std::byte> rows) {
        const auto numbers = filled<std::uint8_t>(rows, 0);
        for (std::size_t r = 0; r < place.size(); ++r) {
            for (std::size_t i = 0; i < block.count; ++i) {
                numbers[i * size + place[r]] = static_cast<std::uint8_t>(block.runs[r].status[i]);
            }
        }
    };
    return table;
}

SampleTable misfit_table(const RunPlaces& runs) {
    SampleTable table;
    table.name = "misfit";
    table.axes = {"sample", "scenario", "region"};
    table.attributes = {{"units", "1"},
                        {"long_name", "Sum of squared misfits to the statistics, in their errors"}};
    table.row_size = runs.places();
    table.fill = [place = runs.place, size = table.row_size](const Block& block,
                                                             std::span<std::byte> rows) {
        const auto numbers = filled<float>(rows, kMissing);
        for (std::size_t r = 0; r < place.size(); ++r) {
            if (block.runs[r].misfit.empty()) continue;
            for (std::size_t i = 0; i < block.count; ++i) {
                numbers[i * size + place[r]] = static_cast<float>(block.runs[r].misfit[i]);
            }
        }
    };
    return table;
}

SampleTable weight_table(const RunPlaces& runs) {
    SampleTable table;
    table.name = "weight";
    table.element = h5::Element::i32;
    table.axes = {"sample", "scenario", "region"};
    table.attributes = {{"units", "1"},
                        {"long_name", fmt::format("What a sample counts for after conditioning; {} "
                                                  "is as likely as the central run",
                                                  ensemble::kUnitWeight)}};
    table.row_size = runs.places();
    table.fill = [place = runs.place, size = table.row_size](const Block& block,
                                                             std::span<std::byte> rows) {
        const auto numbers = filled<std::int32_t>(rows, 0);
        for (std::size_t r = 0; r < place.size(); ++r) {
            if (block.runs[r].weights.empty()) continue;
            for (std::size_t i = 0; i < block.count; ++i) {
                numbers[i * size + place[r]] = static_cast<std::int32_t>(block.runs[r].weights[i]);
            }
        }
    };
    return table;
}

/// "sample_co2_by_boundary_ttw": a plain name for a series.
std::string table_name(const ensemble::Series& series) {
    std::string name = "sample_" + series.variable;
    for (const auto& label : series.labels) name += "_" + label;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

/// A series of every sample; runs that do not have it stay empty.
SampleTable series_table(const Plan& plan, const RunPlaces& runs, const ensemble::Series& series) {
    SampleTable table;
    table.name = table_name(series);
    table.axes = {"sample", "scenario", "region", "year"};
    table.attributes = {{"units", series.unit},
                        {"long_name", fmt::format("{}: {}", series.name(), series.long_name)}};
    table.row_size = runs.places() * runs.years;
    struct Source {
        std::size_t place, series, years, offset;
    };
    std::vector<Source> sources(plan.runs().size(), {0, 0, 0, 0});
    for (std::size_t r = 0; r < sources.size(); ++r) {
        const auto& run = plan.runs()[r];
        const auto found = std::find_if(run.kept.begin(), run.kept.end(), [&](std::size_t s) {
            return run.series[s].name() == series.name();
        });
        if (found == run.kept.end()) continue;
        sources[r] = {runs.place[r], *found, run.years,
                      static_cast<std::size_t>(run.first_year - runs.first_year)};
    }
    table.fill = [sources, years = runs.years, size = table.row_size](const Block& block,
                                                                      std::span<std::byte> rows) {
        const auto numbers = filled<float>(rows, kMissing);
        for (std::size_t r = 0; r < sources.size(); ++r) {
            const Source& from = sources[r];
            for (std::size_t y = 0; y < from.years; ++y) {
                const auto values = block.values(r, from.series * from.years + y);
                float* to = &numbers[from.place * years + from.offset + y];
                for (std::size_t i = 0; i < values.size(); ++i) {
                    to[i * size] = static_cast<float>(values[i]);
                }
            }
        }
    };
    return table;
}

}  // namespace

RunPlaces::RunPlaces(const Plan& plan) {
    int first = std::numeric_limits<int>::max();
    int last = std::numeric_limits<int>::min();
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& run : plan.runs()) {
        pairs.emplace_back(position(scenarios, run.scenario->id),
                           position(regions, run.scenario->pack.region.id));
        first = std::min(first, run.first_year);
        last = std::max(last, run.scenario->horizon);
    }
    for (const auto& [scenario, region] : pairs)
        place.push_back(scenario * regions.size() + region);
    first_year = first;
    years = static_cast<std::size_t>(last - first + 1);
}

std::vector<Axis> sample_axes(const Plan& plan) {
    const RunPlaces runs(plan);
    std::vector<int> years(runs.years);
    std::iota(years.begin(), years.end(), runs.first_year);
    std::vector<std::string> dimensions;
    for (const auto& dimension : plan.draws().dimensions) dimensions.push_back(dimension.id);
    std::vector<std::string> boundaries(std::begin(region::kBoundaryNames),
                                        std::end(region::kBoundaryNames));
    return {
        {"scenario", "scenario id", runs.scenarios, {}},
        {"region", "region", runs.regions, {}},
        {"year", "calendar year; flows are totals of the year, stocks stand at its end", {}, years},
        {"boundary",
         "emission boundary: ttw tailpipe, ttw_grid with electricity and hydrogen production, "
         "wtw with upstream of all carriers",
         boundaries,
         {}},
        {"dimension",
         "uncertain dimension: input, with its year or target in brackets",
         dimensions,
         {}}};
}

std::vector<SampleTable> sample_tables(const Plan& plan) {
    const RunPlaces runs(plan);
    std::vector<SampleTable> tables;
    if (plan.study().keep.inputs) tables.push_back(quantile_table(plan.draws().dimensions.size()));
    tables.push_back(status_table(runs));
    if (plan.study().condition) {
        tables.push_back(misfit_table(runs));
        tables.push_back(weight_table(runs));
    }
    std::size_t number = 0;
    for (std::size_t o = 0; o < ensemble::outcomes().size(); ++o) {
        tables.push_back(outcome_table(runs, o, number));
        number += ensemble::outcomes()[o].by_boundary ? region::kBoundaryCount : 1;
    }
    std::vector<std::string> taken;
    for (const auto& run : plan.runs()) {
        for (const std::size_t s : run.kept) {
            const std::string name = run.series[s].name();
            if (std::find(taken.begin(), taken.end(), name) != taken.end()) continue;
            taken.push_back(name);
            tables.push_back(series_table(plan, runs, run.series[s]));
        }
    }
    return tables;
}

}  // namespace tanlu
