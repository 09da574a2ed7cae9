#include "config/scenario_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "schema/leaf_reader.hpp"
#include "schema/mapping.hpp"
#include "schema/scalar.hpp"
#include "units/unit.hpp"

namespace tanlu::config {
namespace {

/// The unit that the numbers of an input share: its own, else that of its first year.
std::string unit_of(const schema::Node& node) {
    const schema::Entry* unit = node.find("unit");
    const schema::Entry* anchors = node.find("anchors");
    if (unit == nullptr && anchors != nullptr && !anchors->value.entries.empty()) {
        unit = anchors->value.entries.front().value.find("unit");
    }
    return unit != nullptr && unit->value.is_scalar() ? unit->value.text : std::string("1");
}

bool is_unit(const std::string& text) {
    try {
        units::parse_unit(text);
        return text.find('|') == std::string::npos;
    } catch (const units::UnitError&) {
        return false;
    }
}

}  // namespace

ScenarioInputs inputs_of(const std::vector<ScenarioInput>& inputs, bool is_survey) {
    ScenarioInputs found;
    std::ranges::copy_if(inputs, std::back_inserter(found.list),
                         [&](const ScenarioInput& input) { return input.is_survey == is_survey; });
    return found;
}

void read_inputs(const schema::Node& node, const char* key, schema::ReadContext& context,
                 std::vector<ScenarioInput>& inputs) {
    if (node.kind == schema::Node::Kind::null) return;
    if (!node.is_mapping()) {
        context.diagnostics.error(
            node.origin, fmt::format("'{}' is {}", key, schema::kind_text(node)),
            fmt::format("write {}: {{road-deaths: {{anchors: {{2023: 500}}, unit: person/yr, "
                        "source: est, grade: U}}}}",
                        key));
        return;
    }
    for (const auto& entry : node.entries) {
        const std::string path = schema::joined_path(key, entry.key);
        if (!schema::is_id(entry.key)) {
            context.diagnostics.error(entry.origin, fmt::format("'{}' is not an id", entry.key),
                                      "use small letters, digits and single hyphens");
            continue;
        }
        if (const schema::Entry* csv = entry.value.find("csv")) {
            context.diagnostics.error(csv->origin, fmt::format("'{}' names a file", path),
                                      "give its numbers under 'anchors'");
            continue;
        }
        ScenarioInput input;
        input.id = {entry.key, entry.origin};
        input.unit = unit_of(entry.value);
        input.is_survey = std::string_view(key) == kSurveyInputs;
        // A unit that cannot be read is reported like that of any other number.
        const std::string unit = is_unit(input.unit) ? input.unit : "1";
        const auto read = schema::read_series(
            entry.value, {entry.key, unit, "Input of indicators.", kAnyNumber}, path, context);
        if (!read) continue;
        input.path = *read;
        std::erase_if(inputs, [&](const ScenarioInput& other) { return other.id == input.id; });
        inputs.push_back(std::move(input));
    }
}

}  // namespace tanlu::config
