#include "indicators/probability.hpp"

#include <algorithm>
#include <cmath>

namespace tanlu::indicators {

void OddsTally::add(const std::vector<Evaluation>& evaluations) {
    for (const auto& evaluation : evaluations) {
        if (!evaluation.missing.empty()) {
            if (evaluation.indicator->targets.empty()) continue;
            missing_.emplace(evaluation.system->key + "/" + evaluation.indicator->key,
                             evaluation.missing);
            continue;
        }
        for (const auto& assessment : evaluation.assessments) {
            const Key key{assessment.target, evaluation.outcome.variant, evaluation.boundary};
            const auto [position, is_new] = positions_.emplace(key, odds_.size());
            if (is_new) {
                odds_.push_back({evaluation.system,
                                 evaluation.indicator,
                                 assessment.target,
                                 evaluation.outcome.variant,
                                 evaluation.boundary,
                                 evaluation.unit,
                                 {},
                                 0,
                                 0,
                                 Verdict::met});
            }
            TargetOdds& odds = odds_[position->second];
            ++odds.samples;
            if (assessment.value) odds.values.push_back(*assessment.value);
            switch (assessment.verdict) {
                case Verdict::met:
                    ++odds.met;
                    break;
                case Verdict::missed:
                case Verdict::undefined:
                    break;
                default:
                    odds.bar = assessment.verdict;
            }
        }
    }
}

double sample_quantile(std::vector<double> values, double q) {
    if (values.empty()) return std::nan("");
    const auto size = static_cast<double>(values.size());
    const double rank = std::clamp(std::ceil(q * size), 1.0, size);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace tanlu::indicators
