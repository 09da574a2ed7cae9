#include "explain/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/provenance.hpp"
#include "explain/effects.hpp"
#include "levers/lever.hpp"
#include "model/decomposition.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

namespace tanlu::explain {
namespace {

/// The effective text of a scenario, which every result of this program holds.
const std::string& text_of(const Question& question, const Dataset& dataset,
                           const std::string& scenario) {
    const std::string key = "scenario_" + scenario;
    for (const auto& name : {key, engine::provenance_key(key, region_of(question, dataset))}) {
        const auto found = dataset.provenance.find(name);
        if (found != dataset.provenance.end()) return found->second;
    }
    throw InputError(fmt::format(
        "{}: error: it does not hold the text of scenario '{}', so its inputs are not known\n"
        "  hint: run the scenario again; results keep that text as provenance/scenario_{}",
        question.file, scenario, scenario));
}

template <class Entries>
std::string title_in(const Entries& entries, const std::string& id) {
    for (const auto& entry : entries) {
        if (entry.id.text == id) return entry.title.en;
    }
    return {};
}

std::string title_of(const config::Scenario& scenario, const std::string& axis,
                     const std::string& label) {
    const auto& p = scenario.pack.parameters;
    if (axis == "vehicle_class") return title_in(p.classes, label);
    if (axis == "technology") return title_in(p.technologies, label);
    if (axis == "carrier") return title_in(p.carriers, label);
    if (axis == "settlement") return title_in(p.passenger.local.settlements, label);
    if (axis == "passenger_mode") return title_in(p.passenger.modes, label);
    if (axis == "freight_mode") return title_in(p.freight.modes, label);
    if (axis == "subsector") return title_in(p.subsectors, label);
    return {};
}

/// "private-car (Private cars)" of each axis; what is added up is named as such.
std::vector<std::string> label_words(const Cells& cells, const config::Scenario& scenario,
                                     const Subject& subject) {
    std::vector<std::string> words;
    for (const auto& axis : cells.axes_of(subject.variable)) {
        const auto found = subject.labels.find(axis);
        if (found == subject.labels.end()) {
            const auto bar = axis.find('_');
            words.push_back("every " + (bar == std::string::npos ? axis : axis.substr(bar + 1)));
            continue;
        }
        std::string text;
        for (const auto& label : found->second) {
            const std::string title = title_of(scenario, axis, label);
            text += (text.empty() ? "" : " + ") + label;
            if (!title.empty()) text += " (" + title + ")";
        }
        words.push_back(text);
    }
    return words;
}

double relative_gap(double found, double expected) {
    const double gap = std::abs(found - expected);
    return std::abs(expected) > 0.0 ? gap / std::abs(expected) : gap;
}

double mismatch_of_parts(const Parts& parts, double value) {
    if (parts.parts.empty()) return 0.0;
    double sum = 0.0;
    double worst = 0.0;
    for (const Part& part : parts.parts) {
        sum += part.value;
        if (part.factors.empty()) continue;
        worst = std::max(worst, mismatch_of(part.factors, part.value));
    }
    return std::max(worst, relative_gap(sum, value));
}

/// The number of a scenario in the file.
double number_in(const Dataset& dataset, const Explanation& found, const std::string& scenario) {
    const Subject& subject = found.subject;
    return Cells(dataset, scenario, found.region)
        .sum(subject.variable, subject.year, subject.labels);
}

std::string attribute(const Dataset& dataset, const std::string& name) {
    const auto found = dataset.attributes.find(name);
    return found == dataset.attributes.end() ? std::string() : found->second;
}

}  // namespace

bool Explanation::holds() const {
    return mismatch <= kTolerance && parts_mismatch <= kTolerance;
}

Explanation trace(const Question& question, const Dataset& dataset,
                  const config::Scenario& scenario, const Inputs& inputs) {
    Explanation found;
    found.file = question.file;
    found.scenario = scenario.id;
    found.region = region_of(question, dataset);
    if (scenario.pack.region.id != found.region) {
        throw InputError(fmt::format("{}: error: scenario '{}' is one of region '{}', not '{}'",
                                     question.file, found.scenario, scenario.pack.region.id,
                                     found.region));
    }
    found.scenario_title = scenario.title.en;
    found.subject = subject_of(question, dataset, scenario);
    const Variable& variable = dataset.variable(found.subject.variable);
    found.meaning = variable.long_name;
    found.unit = variable.unit;

    const Cells cells(dataset, found.scenario, found.region);
    const Frame frame{cells, scenario, inputs};
    found.labels = label_words(cells, scenario, found.subject);
    found.value = number_in(dataset, found, found.scenario);
    found.factors = factors_of(frame, found.subject);
    if (!found.factors.empty()) found.mismatch = mismatch_of(found.factors, found.value);
    found.parts = parts_of(frame, found.subject);
    found.parts_mismatch = mismatch_of_parts(found.parts, found.value);
    found.behind = behind(frame, found.subject, found.factors);
    found.inputs = inputs.behind(found.behind, found.subject.year);
    const std::string git = attribute(dataset, "git_hash");
    found.written_by = fmt::format("Tanlu {}, git {}", attribute(dataset, "tanlu_version"), git);
    found.is_same_build = git == build_info().git_hash;
    return found;
}

Explanation explain(const Question& question, const Dataset& dataset, Rerun rerun) {
    const std::string id = scenario_of(question, dataset);
    const std::string& text = text_of(question, dataset, id);
    const config::Scenario scenario = config::parse_scenario(
        text, question.file + ":/provenance/scenario_" + id, levers::specs());
    const Inputs inputs(scenario, text);
    Explanation found = trace(question, dataset, scenario, inputs);
    if (rerun == Rerun::no) return found;

    const auto effects = input_effects(scenario, found.subject);
    if (!effects.empty()) {
        found.inputs = inputs.moving(effects, found.behind, found.subject.year);
        found.inputs_tried = effects.size();
    }
    found.policies = policy_effects(scenario, inputs, found.subject, found.value);
    const auto& scenarios = dataset.axis("scenario").labels;
    const std::string& parent = found.policies->parent;
    if (std::find(scenarios.begin(), scenarios.end(), parent) != scenarios.end()) {
        found.policies->of_parent = number_in(dataset, found, parent);
    }
    return found;
}

}  // namespace tanlu::explain
