#include "study/number_leaves.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "levers/lever.hpp"

namespace tanlu::study {

std::vector<FileLeaf> number_leaves(const config::Scenario& scenario) {
    auto& parameters = const_cast<Parameters<FileKind>&>(scenario.pack.parameters);
    std::vector<FileLeaf> leaves = leaves_of(parameters);
    for (const auto& policy : scenario.policies) {
        const auto lever = std::find_if(
            levers::specs().begin(), levers::specs().end(),
            [&](const config::LeverSpec& spec) { return spec.name == policy.lever.text; });
        for (const auto& parameter : policy.parameters) {
            for (const auto& spec : lever->parameters) {
                if (spec.key != parameter.key) continue;
                leaves.push_back({fmt::format("policies.{}.{}", policy.id, parameter.key),
                                  {spec.key, spec.unit, spec.doc, spec.range},
                                  const_cast<Trajectory*>(&parameter.path)});
            }
        }
    }
    return leaves;
}

std::vector<NumberPlace> numbers_of(const FileLeaf& leaf) {
    std::vector<NumberPlace> places;
    if (const auto* scalar = std::get_if<Value*>(&leaf.at)) {
        places.push_back({Part::scalar, 0, *scalar});
    } else if (const auto* list = std::get_if<std::vector<Value>*>(&leaf.at)) {
        for (std::size_t i = 0; i < (*list)->size(); ++i) {
            places.push_back({Part::item, i, &(**list)[i]});
        }
    } else {
        const Trajectory& path = *std::get<Trajectory*>(leaf.at);
        for (std::size_t i = 0; i < path.anchors.size(); ++i) {
            places.push_back({Part::anchor, i, &path.anchors[i].value});
        }
        for (std::size_t i = 0; i < path.growth.size(); ++i) {
            places.push_back({Part::growth, i, &path.growth[i].value});
        }
    }
    return places;
}

std::string number_name(const FileLeaf& leaf, const NumberPlace& place) {
    if (place.part == Part::scalar) return leaf.path;
    if (place.part == Part::item) return fmt::format("{}[{}]", leaf.path, place.index);
    const Trajectory& path = *std::get<Trajectory*>(leaf.at);
    return place.part == Part::anchor
               ? fmt::format("{}[{}]", leaf.path, path.anchors[place.index].year)
               : fmt::format("{}.growth[{}]", leaf.path, path.growth[place.index].year);
}

Range range_of(const FileLeaf& leaf, const NumberPlace& place) {
    if (place.part == Part::growth) return {-0.5, 1.0};
    if (place.value->unit_choice == 0) return leaf.field.range;
    return leaf.field.range.low >= 0.0 ? kNotNegative : kAnyNumber;
}

bool is_series(const FileLeaf& leaf) {
    return std::holds_alternative<Trajectory*>(leaf.at);
}

}  // namespace tanlu::study
