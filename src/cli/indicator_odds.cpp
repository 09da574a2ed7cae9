#include "cli/indicator_odds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "indicators/needed.hpp"
#include "indicators/probability.hpp"
#include "indicators/render.hpp"
#include "indicators/sample_rows.hpp"
#include "indicators/view.hpp"
#include "io/study_samples.hpp"
#include "statistics/intervals.hpp"

namespace tanlu::cli {
namespace {

using indicators::OddsTally;
using indicators::TargetOdds;

/// Samples in memory at a time.
constexpr std::size_t kSamplesAtOnce = 1024;

/// In the order of the columns.
constexpr double kPercentiles[] = {0.05, 0.25, 0.50, 0.75, 0.95};

std::string probability_text(double value) {
    return std::isnan(value) ? std::string() : fmt::format("{:.3g}", value);
}

/// Cells of the percentiles. A year that does not come by the end has no number.
void add_percentiles(const std::vector<double>& values, const std::string& unit,
                     std::vector<std::string>& row) {
    for (const double q : kPercentiles) {
        const double value = indicators::sample_quantile(values, q);
        row.push_back(std::isnan(value)   ? std::string()
                      : std::isinf(value) ? "after horizon"
                                          : indicators::shown(value, unit));
    }
}

/// Cells of a share of samples and its interval; empty where there is none to be given.
void add_probability(std::optional<std::int64_t> met, std::int64_t samples,
                     std::vector<std::string>& row) {
    if (!met || samples == 0) {
        row.insert(row.end(), {"", "", ""});
        return;
    }
    const auto passing = static_cast<double>(*met);
    const auto all = static_cast<double>(samples);
    const Interval interval = wilson_interval(passing, all);
    row.insert(row.end(), {probability_text(passing / all), probability_text(interval.low),
                           probability_text(interval.high)});
}

std::vector<std::string> row_of(const TargetOdds& odds, const std::string& scenario,
                                const std::string& region) {
    std::vector<std::string> row = {odds.system->key,
                                    odds.indicator->key,
                                    odds.variant,
                                    odds.boundary,
                                    scenario,
                                    region,
                                    indicators::shown(*odds.target, indicators::Language::en),
                                    odds.unit};
    add_percentiles(odds.values, odds.unit, row);
    add_probability(odds.is_judged() ? std::optional(odds.met) : std::nullopt, odds.samples, row);
    const auto undefined = odds.samples - static_cast<std::int64_t>(odds.values.size());
    row.insert(row.end(), {std::to_string(odds.samples), std::to_string(undefined),
                           odds.is_judged() ? std::string() : std::string(to_string(odds.bar))});
    std::ranges::replace(row.back(), '_', ' ');
    return row;
}

/// Rows that need many samples, whatever their targets.
void add_sample_rows(const std::vector<indicators::System>& systems, const StudySamples& study,
                     std::size_t scenario, std::size_t region, Table& table) {
    const std::string& scenario_id = study.scenarios()[scenario];
    const std::string& region_id = study.regions()[region];
    const indicators::SampleOutcomes outcomes{
        [&](std::string_view outcome, std::string_view boundary) {
            const std::string name(outcome);
            if (!study.has_outcome(name)) throw indicators::MissingInput("outcome " + name);
            return study.outcome(name, scenario, region, boundary);
        },
        [&](std::string_view outcome) { return study.outcome_unit(std::string(outcome)); },
        study.boundaries()};
    for (const auto& system : systems) {
        for (const auto& indicator : system.indicators) {
            if (indicator.of_samples.empty()) continue;
            try {
                const auto* known = indicators::find_sample_row(indicator.of_samples);
                for (const auto& line : known->compute(outcomes)) {
                    std::vector<std::string> row = {
                        system.key,  indicator.key, line.variant, line.boundary,
                        scenario_id, region_id,     "",           line.unit};
                    add_percentiles(line.values, line.unit, row);
                    add_probability(line.met, line.samples, row);
                    row.insert(row.end(),
                               {std::to_string(line.samples), std::to_string(line.undefined), ""});
                    table.rows.push_back(std::move(row));
                    if (line.note.empty()) continue;
                    std::cerr << fmt::format("{}, {}: {}/{}, {}: {}\n", scenario_id, region_id,
                                             system.key, indicator.key, line.boundary, line.note);
                }
            } catch (const indicators::MissingInput& missing) {
                std::cerr << fmt::format("{}, {}: not derivable: {}: {}/{}\n", scenario_id,
                                         region_id, missing.what(), system.key, indicator.key);
            }
        }
    }
}

/// What is missing, once for all rows that miss the same.
void note_missing(const OddsTally& tally, const std::string& where) {
    std::map<std::string, std::vector<std::string>> rows;
    for (const auto& [row, missing] : tally.missing()) rows[missing].push_back(row);
    for (const auto& [missing, names] : rows) {
        const std::string variable = indicators::missing_variable(missing);
        std::cerr << fmt::format(
            "{}: not derivable: {}{}: {}\n", where, missing,
            !variable.empty()
                ? fmt::format(" (keep: {{series: [{}]}} in the study keeps it)", variable)
                : "",
            listed(names, 6));
    }
}

}  // namespace

Table odds_table(const std::string& path, const std::vector<indicators::System>& systems) {
    const auto as_number = [](const char* name) { return Column{name, Column::Kind::number}; };
    Table table{{{"system"},
                 {"indicator"},
                 {"variant"},
                 {"boundary"},
                 {"scenario"},
                 {"region"},
                 {"target"},
                 {"unit"},
                 as_number("p05"),
                 as_number("p25"),
                 as_number("p50"),
                 as_number("p75"),
                 as_number("p95"),
                 as_number("probability"),
                 as_number("low"),
                 as_number("high"),
                 as_number("samples"),
                 as_number("undefined"),
                 {"no verdict"}},
                {}};
    const StudySamples study(path);
    for (std::size_t s = 0; s < study.scenarios().size(); ++s) {
        for (std::size_t r = 0; r < study.regions().size(); ++r) {
            OddsTally tally;
            for (std::size_t at = 0; at < study.samples(); at += kSamplesAtOnce) {
                const Dataset part =
                    study.read(s, r, at, std::min(kSamplesAtOnce, study.samples() - at));
                for (const auto& system : systems) tally.add(indicators::evaluate(system, part));
            }
            for (const auto& odds : tally.odds()) {
                table.rows.push_back(row_of(odds, study.scenarios()[s], study.regions()[r]));
            }
            add_sample_rows(systems, study, s, r, table);
            note_missing(tally, fmt::format("{}, {}", study.scenarios()[s], study.regions()[r]));
        }
    }
    return table;
}

}  // namespace tanlu::cli
