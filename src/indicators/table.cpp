#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "indicators/render.hpp"
#include "indicators/text_table.hpp"

namespace tanlu::indicators {
namespace {

std::string name_of(const Evaluation& evaluation, Language language) {
    std::string name = in_language(evaluation.indicator->name, language);
    if (!evaluation.outcome.variant.empty()) name += ", " + evaluation.outcome.variant;
    return name;
}

std::string status_word(DefinitionStatus status, Language language) {
    const auto key = key_of(definition_status_options(), status);
    return word(status == DefinitionStatus::source ? "source_definition" : key, language);
}

/// Group in the language; a group may be called like a heading.
std::string group_word(const std::string& group, Language language) {
    return word(group == "boundary" ? "boundary_group" : group, language);
}

/// The single value: number, words, or number (words).
std::string single_value(const Evaluation& evaluation, Language language) {
    const Outcome& outcome = evaluation.outcome;
    if (!outcome.by_year.empty()) return {};
    const std::string text = word(outcome.text, language);
    const bool is_rule = outcome.text == "yes" || outcome.text == "no";
    if (!outcome.value || is_rule) return text;
    const std::string number = shown(*outcome.value, evaluation.unit);
    return text.empty() ? number : fmt::format("{} ({})", number, text);
}

/// Evaluations of one system, scenario and region: the table and the lists below it.
class Section {
public:
    Section(const Dataset& result, const RenderOptions& options, std::vector<int> years)
        : all_years_(result.axis("year").years),
          language_(options.language),
          years_(std::move(years)),
          table_(columns(years_.size())) {
        std::vector<std::string> heading{word("indicator", language_), word("boundary", language_),
                                         word("unit", language_), word("value", language_)};
        for (const int year : years_) heading.push_back(std::to_string(year));
        for (const auto* key : {"target", "distance", "verdict", "definition"}) {
            heading.push_back(word(key, language_));
        }
        table_.add_row(std::move(heading));
    }

    void add(const Evaluation& evaluation) {
        if (evaluation.verdict == Verdict::not_derivable) {
            not_derivable_.push_back(name_of(evaluation, language_) + ": " + evaluation.missing);
            return;
        }
        start_group(evaluation.indicator->group);
        add_rows(evaluation);
        note_targets(evaluation);
        note_switches(evaluation);
        if (evaluation.outcome.undefined > 0) {
            const std::string where =
                evaluation.boundary.empty() ? "" : fmt::format(" ({})", evaluation.boundary);
            undefined_.push_back(name_of(evaluation, language_) + where + ": " +
                                 fmt::format(fmt::runtime(word("years_without_number", language_)),
                                             evaluation.outcome.undefined));
        }
    }

    std::string text() const {
        std::string text = table_.text();
        append_list(text, "not_derivable_rows", not_derivable_);
        append_list(text, "target_rows", targets_);
        append_list(text, "switch_rows", switches_);
        append_list(text, "undefined_rows", undefined_);
        return text;
    }

private:
    static std::vector<Align> columns(std::size_t year_count) {
        std::vector<Align> columns(4, Align::left);
        columns.insert(columns.end(), year_count, Align::right);
        columns.insert(columns.end(), {Align::left, Align::right, Align::left, Align::left});
        return columns;
    }

    void start_group(const std::string& group) {
        if (group == group_) return;
        group_ = group;
        table_.add_heading("[" + group_word(group, language_) + "]");
    }

    void add_rows(const Evaluation& evaluation) {
        std::vector<std::string> cells{name_of(evaluation, language_), evaluation.boundary,
                                       evaluation.unit, single_value(evaluation, language_)};
        const bool is_series = !evaluation.outcome.by_year.empty();
        for (const int year : years_) {
            const auto value = value_in(evaluation.outcome, all_years_, year);
            cells.push_back(!is_series ? ""
                            : value    ? shown(*value, evaluation.unit)
                                       : word("undefined", language_));
        }
        const std::string status = status_word(evaluation.indicator->definition_status, language_);
        if (evaluation.assessments.empty()) {
            cells.insert(cells.end(),
                         {"", "", word(to_string(evaluation.verdict), language_), status});
            table_.add_row(std::move(cells));
            return;
        }
        for (const auto& assessment : evaluation.assessments) {
            const std::string distance =
                assessment.distance ? fmt::format("{:+.4g}", *assessment.distance) : "";
            cells.insert(cells.end(), {shown(*assessment.target, language_), distance,
                                       word(to_string(assessment.verdict), language_), status});
            const std::size_t size = cells.size();
            table_.add_row(std::move(cells));
            cells.assign(size - 4, "");
        }
    }

    void note_targets(const Evaluation& evaluation) {
        for (const auto& assessment : evaluation.assessments) {
            const Target& target = *assessment.target;
            const auto source = evaluation.system->sources.find(target.source);
            const std::string note = fmt::format(
                "{} {} {}: {} ({}: {}; {})", in_language(evaluation.indicator->name, language_),
                shown(target, language_), evaluation.unit, target.scope, word("source", language_),
                source == evaluation.system->sources.end() ? target.source : source->second,
                word(key_of(verified_options(), target.verified), language_));
            add_once(targets_, note);
        }
    }

    void note_switches(const Evaluation& evaluation) {
        if (evaluation.outcome.switches.empty()) return;
        std::string note = name_of(evaluation, language_) + ": ";
        for (const auto& item : evaluation.outcome.switches) {
            note += fmt::format("{} = {}; ", item.name, item.value);
        }
        note.erase(note.size() - 2);
        add_once(switches_, note);
    }

    static void add_once(std::vector<std::string>& notes, const std::string& note) {
        if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
    }

    void append_list(std::string& text, std::string_view heading,
                     const std::vector<std::string>& items) const {
        if (items.empty()) return;
        text += '\n' + word(heading, language_) + '\n';
        for (const auto& item : items) text += "  - " + item + '\n';
    }

    const std::vector<int>& all_years_;
    Language language_;
    std::vector<int> years_;
    TextTable table_;
    std::string group_;
    std::vector<std::string> not_derivable_, targets_, switches_, undefined_;
};

std::string heading_of(const Evaluation& first, const Dataset& result, Language language) {
    const System& system = *first.system;
    const auto level = region_level(result, result.index("region", first.region));
    const auto& years = result.axis("year").years;
    return fmt::format(
        "{} ({}): {}\n{}: {}   {}: {} ({})\n{}\n{}\n\n", in_language(system.name, language),
        system.key, word(system.official ? "official_system" : "own_system", language),
        word("scenario", language), first.scenario, word("region", language), first.region,
        word(key_of(level_options(), level), language),
        fmt::format(fmt::runtime(word("window", language)), years.front(), years.back()),
        word("gases", language));
}

}  // namespace

std::string shown(double value, const std::string& unit) {
    constexpr double kLarge = 1000.0;
    constexpr double kMiddle = 100.0;
    if (unit == "year" || unit == "years") return fmt::format("{:.0f}", value);
    if (unit == "decimal year" || std::abs(value) < kMiddle) {
        return std::abs(value) >= 1.0 || value == 0.0 ? fmt::format("{:.2f}", value)
                                                      : fmt::format("{:.3g}", value);
    }
    return std::abs(value) < kLarge ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

std::string shown(const Target& target, Language language) {
    std::string text =
        target.comparison == Comparison::range
            ? fmt::format("{:g}-{:g}", target.value, target.upper.value_or(target.value))
            : fmt::format("{} {:g}", key_of(comparison_options(), target.comparison), target.value);
    if (target.year) {
        text += ' ' + fmt::format(fmt::runtime(word("in_year", language)), *target.year);
    }
    return text;
}

std::string to_table(const std::vector<Evaluation>& evaluations, const Dataset& result,
                     const RenderOptions& options) {
    const auto& all = result.axis("year").years;
    std::vector<int> years;
    for (const int year : options.years) {
        if (std::find(all.begin(), all.end(), year) != all.end()) years.push_back(year);
    }
    const auto belong_together = [](const Evaluation& a, const Evaluation& b) {
        return a.system == b.system && a.scenario == b.scenario && a.region == b.region;
    };
    std::string text;
    for (auto from = evaluations.begin(); from != evaluations.end();) {
        const auto to = std::find_if(from, evaluations.end(), [&](const Evaluation& other) {
            return !belong_together(*from, other);
        });
        Section section(result, options, years);
        for (auto it = from; it != to; ++it) section.add(*it);
        if (!text.empty()) text += "\n\n";
        text += heading_of(*from, result, options.language) + section.text();
        from = to;
    }
    return text;
}

}  // namespace tanlu::indicators
