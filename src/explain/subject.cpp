#include "explain/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engine/collect.hpp"
#include "tanlu/error.hpp"

namespace tanlu::explain {
namespace {

/// Amounts; of all others each number stands for itself.
constexpr std::array kAmounts = {"stock",
                                 "sales",
                                 "scrappage",
                                 "vkm",
                                 "electric_vkm",
                                 "capital_cost",
                                 "energy_cost",
                                 "upkeep_cost",
                                 "unmet_stock",
                                 "vehicle_energy",
                                 "vehicle_co2",
                                 "trips",
                                 "pkm",
                                 "local_pkm",
                                 "tkm",
                                 "road_tkm",
                                 "energy",
                                 "co2",
                                 "co2_production",
                                 "ch4",
                                 "n2o",
                                 "co2e_upstream",
                                 "emissions",
                                 "co2_by_boundary"};

[[noreturn]] void refuse(const Question& question, const std::string& problem,
                         const std::string& hint) {
    throw InputError(fmt::format("{}: error: {}{}{}", question.file, problem,
                                 hint.empty() ? "" : "\n  hint: ", hint));
}

/// The label on an axis that is meant, or the only one.
std::string one_of(const Question& question, const Dataset& dataset, const std::string& axis,
                   const std::optional<std::string>& given) {
    const auto& labels = dataset.axis(axis).labels;
    if (!given) {
        if (labels.size() == 1) return labels.front();
        refuse(question, fmt::format("the result has several {}s", axis),
               fmt::format("name one with --{}: {}", axis, listed(labels)));
    }
    if (std::find(labels.begin(), labels.end(), *given) == labels.end()) {
        refuse(question, fmt::format("no {} '{}'", axis, *given), did_you_mean(*given, labels));
    }
    return *given;
}

/// The axis of a variable that a key of a selector means; "" where none.
std::string axis_meant(const std::vector<std::string>& axes, const std::string& key) {
    for (const auto& axis : axes) {
        const bool is_short = axis.ends_with("_" + key);  // class, mode
        if (axis == key || is_short) return axis;
    }
    return {};
}

/// The short name of an axis: class, mode.
std::string key_of(const std::string& axis) {
    const auto bar = axis.find('_');
    return bar == std::string::npos ? axis : axis.substr(bar + 1);
}

template <class Entries, class Counts>
std::vector<std::string> members(const Entries& entries, Counts counts) {
    std::vector<std::string> ids;
    for (const auto& entry : entries) {
        if (counts(entry)) ids.push_back(entry.id.text);
    }
    return ids;
}

/// Labels of a group such as `nev`, by the flags of the pack; empty where it is no group.
std::vector<std::string> group_of(const config::Scenario& scenario, const std::string& axis,
                                  const std::string& name) {
    const auto& p = scenario.pack.parameters;
    if (axis == "technology" && name == "nev") {
        return members(p.technologies, [](const auto& entry) { return entry.nev; });
    }
    if (axis == "vehicle_class" && name == "automobile") {
        return members(p.classes, [](const auto& entry) { return entry.automobile; });
    }
    if (axis == "passenger_mode" && name == "green") {
        return members(p.passenger.modes, [](const auto& entry) { return entry.green; });
    }
    if (axis == "carrier" && name == "petroleum") {
        return members(p.carriers, [](const auto& entry) { return entry.petroleum; });
    }
    if (axis == "subsector" && name == "road") {
        return members(p.subsectors, [](const auto& entry) { return entry.road; });
    }
    if (axis == "settlement" && name == "urban") {
        return members(p.passenger.local.settlements,
                       [](const auto& entry) { return entry.urban; });
    }
    return {};
}

void add_label(const Question& question, const config::Scenario& scenario, const std::string& axis,
               const std::string& label, Labels& labels) {
    // Labels of this scenario: a result of several packs has those of the others too.
    const auto known = engine::axis_labels(scenario, axis);
    auto& chosen = labels[axis];
    const auto add = [&](const std::string& one) {
        if (std::find(chosen.begin(), chosen.end(), one) == chosen.end()) chosen.push_back(one);
    };
    if (std::find(known.begin(), known.end(), label) != known.end()) return add(label);
    const auto group = group_of(scenario, axis, label);
    if (group.empty()) {
        refuse(question, fmt::format("no {} '{}'", key_of(axis), label),
               did_you_mean(label, known));
    }
    for (const auto& one : group) add(one);
}

Labels labels_of(const Question& question, const config::Scenario& scenario,
                 const std::vector<std::string>& axes) {
    std::vector<std::string> keys;
    for (const auto& axis : axes) keys.push_back(key_of(axis));
    const std::string there = keys.empty()
                                  ? fmt::format("'{}' has one number a year", question.variable)
                                  : fmt::format("'{}' has {}", question.variable, listed(keys));
    Labels labels;
    for (const auto& selector : question.selectors) {
        std::string axis;
        for (const auto& part : split(selector, ',')) {
            const auto equals = part.find('=');
            std::string label = part;
            if (equals != std::string::npos) {
                const std::string key(trimmed(part.substr(0, equals)));
                axis = axis_meant(axes, key);
                label = std::string(trimmed(part.substr(equals + 1)));
                if (axis.empty()) {
                    refuse(question, fmt::format("'{}' has no {}", question.variable, key), there);
                }
            }
            if (axis.empty() || label.empty()) {
                refuse(question, fmt::format("'{}' names no label of an axis", selector),
                       keys.empty() ? there : fmt::format("write --for {}=LABEL", keys.front()));
            }
            add_label(question, scenario, axis, label, labels);
        }
    }
    return labels;
}

/// Amounts may be added up over an axis, other numbers not; nor may boundaries, each of which holds
/// the one before.
void check_complete(const Question& question, const Dataset& dataset,
                    const std::vector<std::string>& axes, const Labels& labels) {
    for (const auto& axis : axes) {
        const bool adds = adds_up(question.variable) && axis != "boundary";
        const auto found = labels.find(axis);
        const std::size_t chosen =
            found == labels.end() ? dataset.axis(axis).size() : found->second.size();
        if (adds || chosen == 1) continue;
        refuse(question,
               fmt::format("'{}' cannot be added up over {}", question.variable, key_of(axis)),
               fmt::format("name one: --for {}=LABEL; {}", key_of(axis),
                           listed(dataset.axis(axis).labels)));
    }
}

}  // namespace

bool adds_up(std::string_view variable) {
    return std::find(kAmounts.begin(), kAmounts.end(), variable) != kAmounts.end();
}

std::string scenario_of(const Question& question, const Dataset& dataset) {
    return one_of(question, dataset, "scenario", question.scenario);
}

std::string region_of(const Question& question, const Dataset& dataset) {
    return one_of(question, dataset, "region", question.region);
}

Subject subject_of(const Question& question, const Dataset& dataset,
                   const config::Scenario& scenario) {
    const Variable* variable = dataset.find(question.variable);
    if (variable == nullptr) {
        std::vector<std::string> names;
        for (const auto& known : dataset.variables) names.push_back(known.name);
        const std::string best = nearest(question.variable, names);
        refuse(question, fmt::format("no variable '{}'", question.variable),
               best.empty() ? "there are " + listed(names, names.size())
                            : fmt::format("did you mean '{}'?", best));
    }
    const auto& axes = variable->axes;
    if (std::find(axes.begin(), axes.end(), "year") == axes.end()) {
        refuse(question, fmt::format("'{}' has no years", question.variable),
               "it ties the model to the data of the base year; see docs/formats/result-file.md");
    }
    const int first = scenario.pack.base_year;
    if (question.year < first || question.year > scenario.horizon) {
        refuse(question, fmt::format("scenario '{}' has no year {}", scenario.id, question.year),
               fmt::format("it runs from {} to {}", first, scenario.horizon));
    }
    std::vector<std::string> further;
    for (const auto& axis : axes) {
        if (axis != "scenario" && axis != "region" && axis != "year") further.push_back(axis);
    }
    Subject subject{question.variable, question.year, labels_of(question, scenario, further)};
    check_complete(question, dataset, further, subject.labels);
    return subject;
}

}  // namespace tanlu::explain
