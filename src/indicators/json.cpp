#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "indicators/render.hpp"

namespace tanlu::indicators {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no NaN: null stands for it.
Json number(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json();
}

Json optional_year(std::optional<int> year) {
    return year ? Json(*year) : Json();
}

Json text_or_null(std::string_view text) {
    return text.empty() ? Json() : Json(text);
}

Json source_texts(const System& system, const std::vector<std::string>& keys) {
    Json texts = Json::array();
    for (const auto& key : keys) {
        const auto found = system.sources.find(key);
        texts.push_back(found == system.sources.end() ? key : found->second);
    }
    return texts;
}

Json system_json(const System& system) {
    return {{"system", system.key},
            {"name", {{"en", system.name.en}, {"zh", text_or_null(system.name.zh)}}},
            {"owner", system.owner},
            {"official", system.official},
            {"notes", system.notes}};
}

Json target_json(const Evaluation& evaluation, const Assessment& assessment) {
    const Target& target = *assessment.target;
    return {{"comparison", key_of(comparison_options(), target.comparison)},
            {"value", target.value},
            {"upper", number(target.upper)},
            {"year", optional_year(target.year)},
            {"base_year", optional_year(target.base_year)},
            {"scope", target.scope},
            {"benchmark", target.benchmark},
            {"source", source_texts(*evaluation.system, {target.source}).front()},
            {"verified", key_of(verified_options(), target.verified)},
            {"value_in_year", number(assessment.value)},
            {"distance", number(assessment.distance)},
            {"verdict", to_string(assessment.verdict)}};
}

/// The value: {"2025": ...} for a series, a number or null otherwise.
Json value_json(const Outcome& outcome, const std::vector<int>& all,
                const std::vector<int>& years) {
    if (outcome.by_year.empty()) return number(outcome.value);
    Json values = Json::object();
    for (const int year : years) {
        if (std::find(all.begin(), all.end(), year) == all.end()) continue;
        values[std::to_string(year)] = number(value_in(outcome, all, year));
    }
    return values;
}

Json evaluation_json(const Evaluation& evaluation, const std::vector<int>& all,
                     const std::vector<int>& years) {
    const Indicator& row = *evaluation.indicator;
    const Outcome& outcome = evaluation.outcome;
    Json targets = Json::array();
    for (const auto& assessment : evaluation.assessments) {
        targets.push_back(target_json(evaluation, assessment));
    }
    Json switches = Json::object();
    for (const auto& item : outcome.switches) switches[item.name] = item.value;
    return {{"system", evaluation.system->key},
            {"indicator", row.key},
            {"name", {{"en", row.name.en}, {"zh", text_or_null(row.name.zh)}}},
            {"group", row.group},
            {"variant", text_or_null(outcome.variant)},
            {"scenario", evaluation.scenario},
            {"region", evaluation.region},
            {"boundary", text_or_null(evaluation.boundary)},
            {"gases", text_or_null(evaluation.gases)},
            {"unit", evaluation.unit},
            {"direction", key_of(direction_options(), row.direction)},
            {outcome.by_year.empty() ? "value" : "by_year", value_json(outcome, all, years)},
            {"text", text_or_null(outcome.text)},
            {"undefined_years", outcome.undefined},
            {"switches", switches},
            {"targets", targets},
            {"verdict", to_string(evaluation.verdict)},
            {"missing", text_or_null(evaluation.missing)},
            {"definition", row.definition},
            {"definition_status", key_of(definition_status_options(), row.definition_status)},
            {"verified", key_of(verified_options(), row.verified)},
            {"sources", source_texts(*evaluation.system, row.sources)},
            {"notes", text_or_null(row.notes)}};
}

}  // namespace

std::string to_json(const std::vector<Evaluation>& evaluations, const Dataset& result,
                    const RenderOptions& options) {
    const auto& all = result.axis("year").years;
    Json systems = Json::array();
    Json rows = Json::array();
    const System* last = nullptr;
    for (const auto& evaluation : evaluations) {
        if (evaluation.system != last) systems.push_back(system_json(*evaluation.system));
        last = evaluation.system;
        rows.push_back(evaluation_json(evaluation, all, options.years));
    }
    const Json document = {{"window", {{"first_year", all.front()}, {"last_year", all.back()}}},
                           {"systems", systems},
                           {"indicators", rows}};
    return document.dump(2) + '\n';
}

}  // namespace tanlu::indicators
