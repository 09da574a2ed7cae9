#include "explain/effects.hpp"

#include <algorithm>

#include "perturb/elasticity.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::explain {
namespace {

/// Whether a series is one of the numbers that are added up.
bool is_meant(const ensemble::Series& series, const Subject& subject) {
    if (series.variable != subject.variable) return false;
    for (std::size_t i = 0; i < series.axes.size(); ++i) {
        const auto chosen = subject.labels.find(series.axes[i]);
        if (chosen == subject.labels.end()) continue;
        const auto& ids = chosen->second;
        if (std::find(ids.begin(), ids.end(), series.labels[i]) == ids.end()) return false;
    }
    return true;
}

/// The number as one series: the sum of all that are meant.
std::vector<ensemble::Series> series_meant(const config::Scenario& scenario,
                                           const Subject& subject) {
    std::vector<ensemble::Series> meant;
    for (auto& series : perturb::all_series(scenario)) {
        if (!is_meant(series, subject)) continue;
        if (meant.empty()) {
            meant.push_back(std::move(series));
        } else {
            auto& cells = meant.front().numerator;
            cells.insert(cells.end(), series.numerator.begin(), series.numerator.end());
        }
    }
    return meant;
}

/// One knob per leaf of the pack: its numbers together. The rates of growth that follow the anchors
/// of a path are a knob of their own; the anchors carry them along.
std::vector<perturb::Knob> knobs_of(const std::vector<study::FileLeaf>& leaves) {
    std::vector<perturb::Knob> knobs;
    for (std::size_t l = 0; l < leaves.size(); ++l) {
        if (leaves[l].path.starts_with("policies.")) continue;
        perturb::Knob numbers;
        perturb::Knob rates;
        numbers.id = leaves[l].path;
        rates.id = leaves[l].path + std::string(kGrowth);
        for (const auto& place : study::numbers_of(leaves[l])) {
            auto& knob = place.part == study::Part::growth ? rates : numbers;
            knob.numbers.push_back({l, place.part, place.index});
        }
        knobs.push_back(std::move(numbers));
        if (!rates.numbers.empty()) knobs.push_back(std::move(rates));
    }
    return knobs;
}

}  // namespace

std::map<std::string, double> input_effects(const config::Scenario& scenario,
                                            const Subject& subject) {
    auto series = series_meant(scenario, subject);
    if (series.empty()) return {};
    const auto leaves = study::number_leaves(scenario);
    const perturb::Trials trials(scenario, knobs_of(leaves), std::move(series));
    const auto found = perturb::elasticities(trials);
    std::map<std::string, double> effects;
    for (std::size_t k = 0; k < trials.size(); ++k) {
        effects[trials.knobs()[k].id] = found.at(k, 0, subject.year);
    }
    return effects;
}

}  // namespace tanlu::explain
