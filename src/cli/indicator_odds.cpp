#include "cli/indicator_odds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <map>

#include "base/text.hpp"
#include "indicators/probability.hpp"
#include "indicators/render.hpp"
#include "io/study_samples.hpp"
#include "statistics/intervals.hpp"

namespace tanlu::cli {
namespace {

using indicators::OddsTally;
using indicators::TargetOdds;

/// Samples in memory at a time.
constexpr std::size_t kSamplesAtOnce = 1024;

std::string probability_text(double value) {
    return std::isnan(value) ? std::string() : fmt::format("{:.3g}", value);
}

std::string level(const TargetOdds& odds, double q) {
    const double value = indicators::sample_quantile(odds.values, q);
    return std::isnan(value) ? std::string() : indicators::shown(value, odds.unit);
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
                                    odds.unit,
                                    level(odds, 0.05),
                                    level(odds, 0.50),
                                    level(odds, 0.95)};
    if (odds.is_judged()) {
        const auto met = static_cast<double>(odds.met);
        const auto samples = static_cast<double>(odds.samples);
        const Interval interval = wilson_interval(met, samples);
        row.insert(row.end(), {probability_text(met / samples), probability_text(interval.low),
                               probability_text(interval.high)});
    } else {
        row.insert(row.end(), {"", "", ""});
    }
    const auto undefined = odds.samples - static_cast<std::int64_t>(odds.values.size());
    row.insert(row.end(), {std::to_string(odds.samples), std::to_string(undefined),
                           odds.is_judged() ? std::string() : std::string(to_string(odds.bar))});
    std::ranges::replace(row.back(), '_', ' ');
    return row;
}

/// What is missing, once for all rows that miss the same.
void note_missing(const OddsTally& tally, const std::string& where) {
    std::map<std::string, std::vector<std::string>> rows;
    for (const auto& [row, missing] : tally.missing()) rows[missing].push_back(row);
    for (const auto& [missing, names] : rows) {
        constexpr std::string_view kVariable = "variable ";
        const bool is_series = missing.starts_with(kVariable);
        const std::string variable =
            is_series ? missing.substr(kVariable.size(),
                                       missing.find(' ', kVariable.size()) - kVariable.size())
                      : "";
        std::cerr << fmt::format(
            "{}: not derivable: {}{}: {}\n", where, missing,
            is_series ? fmt::format(" (keep: {{series: [{}]}} in the study keeps it)", variable)
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
                 as_number("p50"),
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
            note_missing(tally, fmt::format("{}, {}", study.scenarios()[s], study.regions()[r]));
        }
    }
    return table;
}

}  // namespace tanlu::cli
