#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <string>

#include "indicators/render.hpp"

namespace tanlu::indicators {
namespace {

constexpr std::string_view kHeader =
    "system,indicator,name_en,name_zh,group,variant,scenario,region,boundary,gases,unit,year,value,"
    "text,undefined_years,target,target_year,target_scope,distance,verdict,definition_status,"
    "verified,switches,missing\n";

/// A cell as RFC 4180 has it.
std::string cell(std::string_view text) {
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

/// The shortest text that reads back as the same number; empty where there is none.
std::string number(std::optional<double> value) {
    return value && std::isfinite(*value) ? fmt::format("{}", *value) : std::string();
}

std::string switches_text(const Outcome& outcome) {
    std::string text;
    for (const auto& item : outcome.switches) {
        if (!text.empty()) text += "; ";
        text += item.name + "=" + item.value;
    }
    return text;
}

class Writer {
public:
    std::string text = std::string(kHeader);

    /// One line; the assessment may be absent.
    void line(const Evaluation& evaluation, std::optional<int> year, std::optional<double> value,
              const Assessment* assessment, std::string_view verdict) {
        const Indicator& row = *evaluation.indicator;
        const Target* target = assessment != nullptr ? assessment->target : nullptr;
        const Outcome& outcome = evaluation.outcome;
        add({evaluation.system->key,
             row.key,
             row.name.en,
             row.name.zh,
             row.group,
             outcome.variant,
             evaluation.scenario,
             evaluation.region,
             evaluation.boundary,
             evaluation.gases,
             evaluation.unit,
             year ? std::to_string(*year) : "",
             number(value),
             outcome.text,
             std::to_string(outcome.undefined),
             target ? target_text(*target) : "",
             target && target->year ? std::to_string(*target->year) : "",
             target ? target->scope : "",
             assessment ? number(assessment->distance) : "",
             std::string(verdict),
             std::string(key_of(definition_status_options(), row.definition_status)),
             std::string(key_of(verified_options(), row.verified)),
             switches_text(outcome),
             evaluation.missing});
    }

private:
    static std::string target_text(const Target& target) {
        Target without_year = target;
        without_year.year.reset();
        return shown(without_year, Language::en);
    }

    void add(std::initializer_list<std::string> cells) {
        std::string row;
        for (const auto& item : cells) row += (row.empty() ? "" : ",") + cell(item);
        text += row + '\n';
    }
};

/// Lines of a series: one per year, with the targets of that year.
void write_series(Writer& writer, const Evaluation& evaluation, const std::vector<int>& all,
                  const std::vector<int>& years) {
    const std::string_view verdict = to_string(evaluation.verdict);
    for (const int year : years) {
        const auto value = value_in(evaluation.outcome, all, year);
        bool has_target = false;
        for (const auto& assessment : evaluation.assessments) {
            if (assessment.target->year != year) continue;
            writer.line(evaluation, year, value, &assessment, to_string(assessment.verdict));
            has_target = true;
        }
        if (has_target) continue;
        writer.line(evaluation, year, value, nullptr,
                    evaluation.assessments.empty() ? verdict : "");
    }
}

}  // namespace

std::string to_csv(const std::vector<Evaluation>& evaluations, const Dataset& result,
                   const RenderOptions& options) {
    const auto& all = result.axis("year").years;
    Writer writer;
    for (const auto& evaluation : evaluations) {
        if (!evaluation.outcome.by_year.empty()) {
            std::vector<int> years = options.years;
            std::erase_if(years, [&](int year) {
                return std::find(all.begin(), all.end(), year) == all.end();
            });
            write_series(writer, evaluation, all, years);
        } else if (evaluation.assessments.empty()) {
            writer.line(evaluation, std::nullopt, evaluation.outcome.value, nullptr,
                        to_string(evaluation.verdict));
        } else {
            for (const auto& assessment : evaluation.assessments) {
                writer.line(evaluation, std::nullopt, evaluation.outcome.value, &assessment,
                            to_string(assessment.verdict));
            }
        }
    }
    return writer.text;
}

}  // namespace tanlu::indicators
