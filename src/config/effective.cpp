#include "config/effective.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "config/yaml_writer.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/words.hpp"

namespace tanlu::config {
namespace {

std::string names_text(const std::vector<Name>& names) {
    std::vector<std::string> texts;
    for (const auto& name : names) texts.push_back(name.text);
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string schedule_text(const Trajectory& path) {
    std::vector<std::string> years;
    for (const auto& [year, value] : path.anchors) {
        if (!value.distribution) {
            years.push_back(fmt::format("{}: {} {}", year, number_text(value.written), value.unit));
            continue;
        }
        const std::string drawn = schema::distribution_text(*value.distribution);
        years.push_back(fmt::format("{}: {}, unit: {}}}", year, drawn.substr(0, drawn.size() - 1),
                                    quoted(value.unit)));
    }
    return fmt::format("{{{}}}", fmt::join(years, ", "));
}

/// One policy as an item of a list. All its numbers change by one rule, that of phase-in.
void write_policy(const Policy& policy, std::string& out) {
    constexpr int kIndent = 4;
    YamlWriter writer(out, kIndent);
    out += fmt::format("      - lever: {}  # {}:{}\n", policy.lever.text, policy.origin.file,
                       policy.origin.line);
    writer.line("id", policy.id);
    if (!policy.selectors.empty()) {
        writer.line("for", {});
        YamlWriter inner(out, kIndent + 1);
        for (const auto& selection : policy.selectors) {
            inner.line(selection.key, names_text(selection.written));
        }
    }
    for (const auto& [key, path] : policy.parameters) writer.line(key, schedule_text(path));
    const Interpolation rule = policy.parameters.front().path.interpolation;
    writer.line("phase-in", schema::word_for(schema::interpolations(), rule));
    writer.line("source", quoted(policy.source));
    writer.line("grade", to_string(policy.grade));
    if (!policy.note.empty()) writer.line("note", quoted(policy.note));
}

}  // namespace

std::string effective_text(std::span<const Policy> policies) {
    std::string out;
    if (!policies.empty()) YamlWriter(out, 0).line("policies", {});
    const std::string* by = nullptr;
    for (const auto& policy : policies) {
        if (!by || *by != policy.scenario) {
            out += fmt::format("  - by: {}\n    list:\n", policy.scenario);
        }
        by = &policy.scenario;
        write_policy(policy, out);
    }
    return out;
}

std::string effective_text(const Scenario& scenario) {
    std::string out;
    YamlWriter writer(out, 0);
    writer.line(kEffectiveKey, std::to_string(kEffectiveVersion));
    writer.line("scenario", scenario.id);
    Text title = scenario.title;
    Text description = scenario.description;
    writer.text("title", title, {});
    writer.optional_text("description", description, {});
    writer.line("lineage", fmt::format("[{}]", fmt::join(scenario.lineage, ", ")));
    if (!scenario.packages.empty()) {
        writer.line("packages", fmt::format("[{}]", fmt::join(scenario.packages, ", ")));
    }
    writer.line("horizon", std::to_string(scenario.horizon));
    out += effective_text(std::span(scenario.policies));
    for (const bool is_survey : {false, true}) {
        ScenarioInputs inputs = inputs_of(scenario.inputs, is_survey);
        if (inputs.list.empty()) continue;
        writer.group(is_survey ? kSurveyInputs : kExogenousSeries, inputs, {});
    }
    Pack pack = scenario.pack;
    pack.parts.clear();  // everything stands here
    writer.group("model", pack, {});
    return out;
}

}  // namespace tanlu::config
