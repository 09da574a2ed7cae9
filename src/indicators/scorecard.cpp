#include "indicators/scorecard.hpp"

#include <algorithm>
#include <numeric>

namespace tanlu::indicators {
namespace {

RowVerdict of_value(Verdict verdict) {
    switch (verdict) {
        case Verdict::met:
            return RowVerdict::met;
        case Verdict::missed:
            return RowVerdict::missed;
        case Verdict::no_target:
            return RowVerdict::no_target;
        case Verdict::benchmark_only:
            return RowVerdict::benchmark_only;
        case Verdict::not_derivable:
            return RowVerdict::not_derivable;
        case Verdict::unverified_definition:
        case Verdict::unverified_target:
            return RowVerdict::unverified;
        case Verdict::stand_in:
            return RowVerdict::stand_in;
        case Verdict::undefined:
            return RowVerdict::undefined;
    }
    return RowVerdict::undefined;
}

/// A value with several targets meets them all or misses.
RowVerdict of_evaluation(const Evaluation& evaluation) {
    RowVerdict verdict = of_value(evaluation.verdict);
    bool met = false;
    for (const auto& assessment : evaluation.assessments) {
        if (assessment.verdict == Verdict::missed) return RowVerdict::missed;
        met = met || assessment.verdict == Verdict::met;
    }
    return met ? RowVerdict::met : verdict;
}

}  // namespace

std::string_view to_string(RowVerdict verdict) {
    constexpr std::array<std::string_view, kRowVerdicts> kNames{
        "met",       "missed",         "depends_on_convention",
        "no_target", "benchmark_only", "unverified",
        "stand_in",  "undefined",      "not_derivable"};
    return kNames[static_cast<std::size_t>(verdict)];
}

int Score::total() const {
    return std::accumulate(rows.begin(), rows.end(), 0);
}

RowVerdict verdict_of(const std::vector<const Evaluation*>& values) {
    bool met = false;
    bool missed = false;
    RowVerdict otherwise = RowVerdict::not_derivable;
    for (const auto* value : values) {
        const RowVerdict verdict = of_evaluation(*value);
        met = met || verdict == RowVerdict::met;
        missed = missed || verdict == RowVerdict::missed;
        // The first value that can be derived speaks for those that are not judged.
        if (otherwise == RowVerdict::not_derivable) otherwise = verdict;
    }
    if (met && missed) return RowVerdict::disputed;
    return met ? RowVerdict::met : missed ? RowVerdict::missed : otherwise;
}

std::vector<Score> scorecard(const std::vector<Evaluation>& evaluations) {
    std::vector<Score> scores;
    for (auto from = evaluations.begin(); from != evaluations.end();) {
        const auto is_same_row = [&](const Evaluation& other) {
            return other.system == from->system && other.indicator == from->indicator &&
                   other.scenario == from->scenario && other.region == from->region;
        };
        std::vector<const Evaluation*> values;
        auto to = from;
        for (; to != evaluations.end() && is_same_row(*to); ++to) values.push_back(&*to);
        const bool is_new = scores.empty() || scores.back().system != from->system ||
                            scores.back().scenario != from->scenario ||
                            scores.back().region != from->region;
        if (is_new) scores.push_back({from->system, from->scenario, from->region, {}});
        ++scores.back().rows[static_cast<std::size_t>(verdict_of(values))];
        from = to;
    }
    return scores;
}

}  // namespace tanlu::indicators
