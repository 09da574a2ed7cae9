#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "indicators/render.hpp"
#include "indicators/table_notes.hpp"
#include "indicators/text_table.hpp"

namespace tanlu::indicators {
namespace {

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

/// Parts that differ, joined by " / "; one of them where all are the same.
std::string joined(const std::vector<std::string>& parts) {
    const bool is_same = std::all_of(parts.begin(), parts.end(),
                                     [&](const std::string& part) { return part == parts[0]; });
    return is_same ? parts[0] : fmt::format("{}", fmt::join(parts, " / "));
}

std::string distance_text(const Assessment& assessment) {
    return assessment.distance ? fmt::format("{:+.4g}", *assessment.distance) : "";
}

/// One single value in all its boundaries, in the order of their purpose.
using ValueRow = std::vector<const Evaluation*>;

/// Evaluations of one system, scenario and region: single values with the boundaries side by side,
/// then values by year.
class Tables {
public:
    Tables(const Dataset& result, Language language, std::vector<int> years,
           std::span<const Evaluation> evaluations)
        : all_years_(result.axis("year").years), language_(language), years_(std::move(years)) {
        for (const auto& one : evaluations) {
            if (one.verdict == Verdict::not_derivable) continue;
            (one.outcome.by_year.empty() ? add_single(one) : series_.push_back(&one));
            has_verdicts_ = has_verdicts_ || one.verdict != Verdict::no_target;
            has_targets_ = has_targets_ || !one.assessments.empty();
        }
    }

    std::string text() const {
        std::string text = singles_.empty() ? "" : single_table().text();
        if (!series_.empty()) text += (text.empty() ? "" : "\n") + series_table().text();
        if (!has_verdicts_) text += '\n' + word("no_targets", language_) + '\n';
        return text;
    }

private:
    void add_single(const Evaluation& one) {
        for (auto& row : singles_) {
            if (row.front()->indicator == one.indicator &&
                row.front()->outcome.variant == one.outcome.variant) {
                row.push_back(&one);
                return;
            }
        }
        singles_.push_back({&one});
    }

    /// Columns that both tables end with: target, distance, verdict, definition.
    void add_last_columns(std::vector<Align>& columns, std::vector<std::string>& heading) const {
        const auto add = [&](std::string_view key, Align align, bool is_shown) {
            columns.push_back(align);
            heading.push_back(is_shown ? word(key, language_) : "");
        };
        add("target", Align::left, has_targets_);
        add("distance", Align::right, has_targets_);
        add("verdict", Align::left, has_verdicts_);
        add("definition", Align::left, true);
    }

    /// The row, followed by one line for each further target.
    void add_with_targets(TextTable& table, std::vector<std::string> cells,
                          const ValueRow& row) const {
        const Evaluation& first = *row.front();
        const std::string status = status_word(first.indicator->definition_status, language_);
        const auto across = [&](auto text_of) {
            std::vector<std::string> parts;
            for (const auto* one : row) parts.push_back(text_of(*one));
            return joined(parts);
        };
        if (first.assessments.empty()) {
            const std::string verdict = across(
                [&](const Evaluation& one) { return word(to_string(one.verdict), language_); });
            cells.insert(cells.end(), {"", "", has_verdicts_ ? verdict : "", status});
            table.add_row(std::move(cells));
            return;
        }
        const std::size_t size = cells.size();
        for (std::size_t i = 0; i < first.assessments.size(); ++i) {
            cells.insert(
                cells.end(),
                {shown(*first.assessments[i].target, language_),
                 across([&](const Evaluation& one) { return distance_text(one.assessments[i]); }),
                 across([&](const Evaluation& one) {
                     return word(to_string(one.assessments[i].verdict), language_);
                 }),
                 status});
            table.add_row(std::move(cells));
            cells.assign(size, "");
        }
    }

    void start_group(TextTable& table, std::string& group, const Evaluation& next) const {
        if (next.indicator->group == group) return;
        group = next.indicator->group;
        table.add_heading("[" + group_word(group, language_) + "]");
    }

    /// Boundaries of the single values, the empty one first, in order of appearance.
    std::vector<std::string> boundaries() const {
        std::vector<std::string> found{""};
        for (const auto& row : singles_) {
            for (const auto* one : row) {
                if (std::find(found.begin(), found.end(), one->boundary) == found.end()) {
                    found.push_back(one->boundary);
                }
            }
        }
        return found;
    }

    TextTable single_table() const {
        const auto columns_of = boundaries();
        std::vector<Align> columns(2 + columns_of.size(), Align::left);
        std::vector<std::string> heading{word("indicator", language_), word("unit", language_)};
        const bool has_plain =
            std::any_of(singles_.begin(), singles_.end(),
                        [](const ValueRow& row) { return row.front()->boundary.empty(); });
        heading.push_back(has_plain ? word("value", language_) : "");
        heading.insert(heading.end(), columns_of.begin() + 1, columns_of.end());
        add_last_columns(columns, heading);
        TextTable table(std::move(columns));
        table.add_row(std::move(heading));
        std::string group;
        for (const auto& row : singles_) {
            start_group(table, group, *row.front());
            std::vector<std::string> cells{name_of(*row.front(), language_), row.front()->unit};
            for (const auto& boundary : columns_of) {
                const auto found = std::find_if(row.begin(), row.end(), [&](const Evaluation* one) {
                    return one->boundary == boundary;
                });
                cells.push_back(found == row.end() ? "" : single_value(**found, language_));
            }
            add_with_targets(table, std::move(cells), row);
        }
        return table;
    }

    TextTable series_table() const {
        std::vector<Align> columns(3, Align::left);
        std::vector<std::string> heading{word("indicator", language_), word("boundary", language_),
                                         word("unit", language_)};
        for (const int year : years_) {
            columns.push_back(Align::right);
            heading.push_back(std::to_string(year));
        }
        add_last_columns(columns, heading);
        TextTable table(std::move(columns));
        table.add_row(std::move(heading));
        std::string group;
        for (const auto* one : series_) {
            start_group(table, group, *one);
            std::vector<std::string> cells{name_of(*one, language_), one->boundary, one->unit};
            for (const int year : years_) {
                const auto value = value_in(one->outcome, all_years_, year);
                cells.push_back(value ? shown(*value, one->unit) : word("undefined", language_));
            }
            add_with_targets(table, std::move(cells), {one});
        }
        return table;
    }

    const std::vector<int>& all_years_;
    Language language_;
    std::vector<int> years_;
    std::vector<ValueRow> singles_;
    std::vector<const Evaluation*> series_;
    bool has_verdicts_ = false;
    bool has_targets_ = false;
};

std::string heading_of(const Evaluation& first, const Dataset& result, Language language) {
    const System& system = *first.system;
    const auto level = region_level(result, result.index("region", first.region));
    const auto& years = result.axis("year").years;
    return fmt::format(
        "{} ({}): {}\n{}: {}   {}: {} ({}{})\n{}\n{}\n{}\n\n", in_language(system.name, language),
        system.key,
        fmt::format(
            fmt::runtime(word(system.official ? "official_system" : "own_system", language)),
            system.owner),
        word("scenario", language), first.scenario, word("region", language), first.region,
        word(key_of(level_options(), level), language),
        about_region(first.region, result, language),
        fmt::format(fmt::runtime(word("window", language)), years.front(), years.back()),
        word("gases", language), word("legend", language));
}

}  // namespace

std::string about_region(const std::string& region, const Dataset& result, Language language) {
    const std::size_t index = result.index("region", region);
    const auto said = [&](const char* attribute) {
        const auto found = result.attributes.find(attribute);
        if (found == result.attributes.end()) return std::string();
        const auto words = split(found->second, ';');
        return index < words.size() ? words[index] : std::string();
    };
    std::string text;
    const std::string area = said("region_areas");
    if (!area.empty()) text += ", " + area;
    if (said("region_confidences") == "low") {
        text += ", " + word("low_confidence", language);
    }
    return text;
}

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
        const std::span<const Evaluation> section(from, to);
        if (!text.empty()) text += "\n\n";
        text += heading_of(*from, result, options.language) +
                Tables(result, options.language, years, section).text() +
                notes_below(section, options.language);
        from = to;
    }
    return text;
}

}  // namespace tanlu::indicators
