#include "indicators/table_notes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "indicators/render.hpp"

namespace tanlu::indicators {
namespace {

/// Something that holds for several rows, in order of appearance.
using Notes = std::vector<std::pair<std::string, std::vector<std::string>>>;

void note(Notes& notes, const std::string& what, const std::string& row) {
    auto found = std::find_if(notes.begin(), notes.end(),
                              [&](const auto& entry) { return entry.first == what; });
    if (found == notes.end()) found = notes.insert(notes.end(), {what, {}});
    auto& rows = found->second;
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
}

std::string list_of(std::string_view heading, const Notes& notes, Language language) {
    if (notes.empty()) return {};
    std::string text = '\n' + word(heading, language) + '\n';
    for (const auto& [what, rows] : notes) {
        text += fmt::format("  - {}: {}\n", what, fmt::join(rows, "; "));
    }
    return text;
}

void note_targets(Notes& notes, const Evaluation& evaluation, Language language) {
    for (const auto& assessment : evaluation.assessments) {
        const Target& target = *assessment.target;
        const auto source = evaluation.system->sources.find(target.source);
        note(
            notes, in_language(evaluation.indicator->name, language),
            fmt::format("{}, {} ({}: {}; {})", shown(target, language), target.scope,
                        word("source", language),
                        source == evaluation.system->sources.end() ? target.source : source->second,
                        word(key_of(verified_options(), target.verified), language)));
    }
}

}  // namespace

std::string name_of(const Evaluation& evaluation, Language language) {
    std::string name = in_language(evaluation.indicator->name, language);
    const std::string& variant = evaluation.outcome.variant;
    const std::string& chinese = evaluation.outcome.variant_zh;
    if (language == Language::zh && !chinese.empty()) return name + ", " + chinese;
    if (!variant.empty()) name += ", " + word(variant, language);
    return name;
}

std::string notes_below(std::span<const Evaluation> evaluations, Language language) {
    Notes missing, targets, switches, undefined, stand_ins;
    for (const auto& one : evaluations) {
        const std::string name = name_of(one, language);
        if (one.verdict == Verdict::not_derivable) {
            note(missing, one.missing, name);
            continue;
        }
        note_targets(targets, one, language);
        if (!one.outcome.stand_in.empty()) note(stand_ins, one.outcome.stand_in, name);
        for (const auto& item : one.outcome.switches) {
            note(switches, item.name + " = " + item.value, name);
        }
        if (one.outcome.undefined > 0) {
            note(undefined,
                 fmt::format(fmt::runtime(word("years_without_number", language)),
                             one.outcome.undefined),
                 one.boundary.empty() ? name : fmt::format("{} ({})", name, one.boundary));
        }
    }
    return list_of("not_derivable_rows", missing, language) +
           list_of("target_rows", targets, language) + list_of("switch_rows", switches, language) +
           list_of("stand_in_rows", stand_ins, language) +
           list_of("undefined_rows", undefined, language);
}

}  // namespace tanlu::indicators
