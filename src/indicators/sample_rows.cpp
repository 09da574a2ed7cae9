#include "indicators/sample_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "indicators/builtin.hpp"
#include "indicators/evaluate.hpp"
#include "indicators/trajectory.hpp"

namespace tanlu::indicators {
namespace {

bool has_status(double number, PeakStatus status) {
    return number == static_cast<double>(status);
}

std::int64_t count_nan(const std::vector<double>& values) {
    return std::ranges::count_if(values, [](double value) { return std::isnan(value); });
}

SampleLine line_of(std::string_view variant, const std::string& boundary, std::string_view unit,
                   const std::vector<double>& values) {
    SampleLine line;
    line.variant = variant;
    line.boundary = boundary;
    line.unit = unit_in(std::string(unit), gases_of(boundary));
    line.samples = static_cast<std::int64_t>(values.size());
    line.undefined = count_nan(values);
    return line;
}

/// Share of samples that pass the strict and the inclusive test of "before 2030".
std::vector<SampleLine> peak_probability(const SampleOutcomes& outcomes) {
    struct Test {
        const char* variant;
        const char* outcome;
    };
    constexpr Test kTests[] = {{"strict", "before_2030_strict"},
                               {"inclusive", "before_2030_inclusive"}};
    std::vector<SampleLine> lines;
    for (const auto& boundary : outcomes.boundaries) {
        for (const auto& test : kTests) {
            const auto answers = outcomes.numbers(test.outcome, boundary);
            SampleLine line = line_of(test.variant, boundary, "0-1", answers);
            line.met = std::ranges::count(answers, 1.0);
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::vector<SampleLine> peak_quantiles(const SampleOutcomes& outcomes) {
    std::vector<SampleLine> lines;
    for (const auto& boundary : outcomes.boundaries) {
        const auto status = outcomes.numbers("peak_status", boundary);
        auto years = outcomes.numbers("peak_year", boundary);
        for (std::size_t i = 0; i < years.size(); ++i) {
            years[i] = censored_peak_year(years[i], status[i]);
        }
        SampleLine line = line_of("", boundary, "year", years);
        std::erase_if(years, [](double year) { return std::isnan(year); });
        line.values = std::move(years);
        const auto early = std::ranges::count_if(status, [](double number) {
            return has_status(number, PeakStatus::peaked_at_or_before_start);
        });
        if (early > 0) {
            line.note = fmt::format(
                "in {} of {} samples the first year is the highest: no "
                "success of policy",
                early, line.samples);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<SampleLine> level_quantiles(const SampleOutcomes& outcomes) {
    struct Level {
        const char* variant;
        const char* outcome;
    };
    constexpr Level kLevels[] = {{"peak", "peak_level"},     {"2030", "emissions_2030"},
                                 {"2035", "emissions_2035"}, {"2050", "emissions_2050"},
                                 {"2060", "residual_2060"},  {"sum 2020-2060", "cumulative"}};
    std::vector<SampleLine> lines;
    for (const auto& level : kLevels) {
        for (const auto& boundary : outcomes.boundaries) {
            auto values = outcomes.numbers(level.outcome, boundary);
            for (double& value : values) {
                if (!std::isfinite(value)) value = kNoNumber;
            }
            SampleLine line =
                line_of(level.variant, boundary, outcomes.unit(level.outcome), values);
            std::erase_if(values, [](double value) { return std::isnan(value); });
            line.values = std::move(values);
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

constexpr SampleRow kRows[] = {{"peak-probability", "0-1", peak_probability},
                               {"peak-quantiles", "year", peak_quantiles},
                               {"level-quantiles", "-", level_quantiles}};

}  // namespace

std::span<const SampleRow> sample_rows() {
    return kRows;
}

const SampleRow* find_sample_row(std::string_view name) {
    const auto found = std::ranges::find(kRows, name, &SampleRow::name);
    return found == std::end(kRows) ? nullptr : &*found;
}

double censored_peak_year(double year, double status) {
    return has_status(status, PeakStatus::not_peaked) ? std::numeric_limits<double>::infinity()
                                                      : year;
}

}  // namespace tanlu::indicators
