#pragma once
// Numbers that no run computes and that indicators need: road deaths, satisfaction. Nothing in the
// model reads them; results hold them beside the outputs.
#include <string>
#include <vector>

#include "parameters/field.hpp"
#include "schema/context.hpp"
#include "schema/node.hpp"
#include "schema/value.hpp"

namespace tanlu::config {

inline constexpr const char* kExogenousSeries = "exogenous-series";
inline constexpr const char* kSurveyInputs = "survey-inputs";

/// An input of a scenario.
struct ScenarioInput {
    Name id;
    std::string unit;  ///< As written.
    bool is_survey = false;
    Trajectory path;
};

/// Inputs of one kind, for the writers that visit declarations.
struct ScenarioInputs {
    std::vector<ScenarioInput> list;
};

template <class V>
void describe(V& v, ScenarioInputs& p) {
    for (auto& input : p.list) {
        v.series({input.id.text, input.unit, "Input of indicators."}, input.path);
    }
}

/// Those of one kind.
ScenarioInputs inputs_of(const std::vector<ScenarioInput>& inputs, bool is_survey);

/// Reads the mapping under one of the two keys into `inputs`; one of the same name is replaced.
void read_inputs(const schema::Node& node, const char* key, schema::ReadContext& context,
                 std::vector<ScenarioInput>& inputs);

}  // namespace tanlu::config
