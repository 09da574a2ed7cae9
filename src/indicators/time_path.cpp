#include "indicators/time_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "indicators/evaluate.hpp"
#include "tanlu/error.hpp"

namespace tanlu::indicators {
namespace {

/// In the order of the enumeration.
constexpr Verdict kVerdicts[] = {Verdict::met,
                                 Verdict::missed,
                                 Verdict::no_target,
                                 Verdict::benchmark_only,
                                 Verdict::not_derivable,
                                 Verdict::unverified_definition,
                                 Verdict::unverified_target,
                                 Verdict::stand_in,
                                 Verdict::undefined};

std::string label_of(const Evaluation& evaluation) {
    std::string label = evaluation.system->key + "/" + evaluation.indicator->key;
    std::string variant = evaluation.outcome.variant;
    std::ranges::replace(variant, '/', '-');
    if (!variant.empty()) label += "/" + variant;
    if (!evaluation.boundary.empty()) label += "/" + evaluation.boundary;
    return label;
}

/// A cell of CSV.
std::string quoted(std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) {
        text.insert(at, 1, '"');
    }
    return '"' + text + '"';
}

std::string description(const Evaluation& evaluation) {
    const Indicator& row = *evaluation.indicator;
    return fmt::format("{},{},{},{},{}\n", quoted(label_of(evaluation)), quoted(evaluation.unit),
                       quoted(evaluation.gases), quoted(row.name.en),
                       key_of(definition_status_options(), row.definition_status));
}

std::string verdict_codes() {
    std::string text = "Verdict:";
    for (const Verdict verdict : kVerdicts) {
        text += fmt::format("{} {} {}", verdict == kVerdicts[0] ? "" : ",",
                            static_cast<int>(verdict), to_string(verdict));
    }
    return text;
}

/// A variable without a number yet.
Variable empty_variable(const Dataset& result, std::string name, std::string long_name,
                        std::vector<std::string> axes) {
    Variable variable{std::move(name), "", std::move(long_name), "", std::move(axes), {}};
    variable.data.assign(result.volume(variable.axes), std::nan(""));
    return variable;
}

}  // namespace

void add_time_paths(Dataset& result, const std::vector<System>& systems) {
    std::vector<Evaluation> evaluations;
    for (const auto& system : systems) {
        for (auto& evaluation : evaluate(system, result)) {
            if (evaluation.missing.empty()) evaluations.push_back(std::move(evaluation));
        }
    }
    if (evaluations.empty()) return;
    Axis axis{"indicator", "system/row, then its variant and emission boundary", {}, {}};
    std::string table = "label,unit,gases,name,definition_status\n";
    std::vector<std::size_t> positions;
    for (const auto& evaluation : evaluations) {
        const std::string label = label_of(evaluation);
        const auto found = std::ranges::find(axis.labels, label);
        positions.push_back(static_cast<std::size_t>(found - axis.labels.begin()));
        if (found != axis.labels.end()) continue;
        axis.labels.push_back(label);
        table += description(evaluation);
    }
    result.axes.push_back(std::move(axis));
    result.provenance["indicators"] = table;
    Variable values = empty_variable(result, "indicator_value",
                                     "Indicators by year; units in provenance/indicators",
                                     {"scenario", "region", "year", "indicator"});
    Variable verdicts = empty_variable(result, "indicator_verdict", verdict_codes(),
                                       {"scenario", "region", "indicator"});
    const std::size_t years = result.axis("year").size();
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        const Evaluation& one = evaluations[i];
        const std::size_t s = result.index("scenario", one.scenario);
        const std::size_t r = result.index("region", one.region);
        verdicts.data[result.offset(verdicts, {s, r, positions[i]})] =
            static_cast<double>(one.verdict);
        for (std::size_t y = 0; y < years; ++y) {
            const Outcome& outcome = one.outcome;
            values.data[result.offset(values, {s, r, y, positions[i]})] =
                outcome.by_year.empty() ? outcome.value.value_or(std::nan("")) : outcome.by_year[y];
        }
    }
    result.variables.push_back(std::move(values));
    result.variables.push_back(std::move(verdicts));
}

}  // namespace tanlu::indicators
