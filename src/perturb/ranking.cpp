#include "perturb/ranking.hpp"

#include <algorithm>
#include <cmath>

#include "perturb/elasticity.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::perturb {

Headline direct_emissions(const config::Scenario& scenario) {
    constexpr int kHeadlineYear = 2030;
    return {"co2_by_boundary", {"ttw"}, std::min(kHeadlineYear, scenario.horizon)};
}

std::vector<RankedLeaf> rank_leaves(const config::Scenario& scenario, const Headline& headline,
                                    bool with_estimates) {
    const auto leaves = study::number_leaves(scenario);
    std::vector<RankedLeaf> ranked;
    std::vector<Knob> knobs;
    for (std::size_t l = 0; l < leaves.size(); ++l) {
        RankedLeaf leaf;
        Knob knob{leaves[l].path, study::Change::factor, {}, {}, 0};
        for (const auto& place : study::numbers_of(leaves[l])) {
            const Grade grade = place.value->grade;
            const bool is_meant =
                grade == Grade::unverified || (with_estimates && grade == Grade::c);
            if (!is_meant || place.value->number == 0.0) continue;
            knob.numbers.push_back({l, place.part, place.index});
            if (leaf.first == nullptr || grade == Grade::unverified) leaf.first = place.value;
            leaf.grade = std::max(leaf.grade, grade);
        }
        if (knob.numbers.empty()) continue;
        leaf.path = leaves[l].path;
        leaf.numbers = knob.numbers.size();
        ranked.push_back(leaf);
        knobs.push_back(std::move(knob));
    }
    if (ranked.empty()) return ranked;
    const Trials trials(scenario, std::move(knobs),
                        {series_named(scenario, headline.variable, headline.labels)});
    const Elasticities found = elasticities(trials);
    for (std::size_t k = 0; k < ranked.size(); ++k) {
        ranked[k].elasticity = found.at(k, 0, headline.year);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const RankedLeaf& a, const RankedLeaf& b) {
        const auto strength = [](const RankedLeaf& leaf) {
            return std::isnan(leaf.elasticity) ? -1.0 : std::abs(leaf.elasticity);
        };
        return strength(a) > strength(b);
    });
    return ranked;
}

}  // namespace tanlu::perturb
