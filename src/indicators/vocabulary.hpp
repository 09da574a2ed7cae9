#pragma once
// The names that formulas may use: variables of results, sets of labels, inputs of scenarios.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/origin.hpp"
#include "parameters/field.hpp"

namespace tanlu::indicators {

/// A variable of result files.
struct KnownVariable {
    std::string name;
    std::string unit;
    std::vector<std::string> axes;  ///< Besides scenario, region and year.
};

/// Every variable of a result by scenario, region and year: outputs of the model, then those that
/// are derived from them.
const std::vector<KnownVariable>& known_variables();

/// nullptr when there is none.
const KnownVariable* find_variable(std::string_view name);

/// Whether cells may be added up: vehicles, kg/yr and the like. Not prices, shares and rates.
bool is_amount(const KnownVariable& variable);

/// Labels of one axis under one name: as listed, or as an attribute of the result lists them.
struct LabelSet {
    std::string axis;
    std::vector<std::string> labels;
    std::string attribute;  ///< e.g. "nev_technologies"; empty where `labels` are given.
    std::string note;
};

enum class InputKind { exogenous, survey };

/// A number that no run computes and a scenario may give.
struct InputInfo {
    std::string unit;
    InputKind kind = InputKind::exogenous;
    Text title;
};

/// A number that belongs to the definition of indicators, such as the weight of a passenger.
struct ConstantInfo {
    double value = 0.0;
    std::string unit;
    std::string source;  ///< Key into System::sources.
    std::string grade;   ///< A, B, C or U.
    std::string note;
};

/// Sets, inputs and constants by name.
struct Vocabulary {
    std::map<std::string, LabelSet> sets;
    std::map<std::string, InputInfo> inputs;
    std::map<std::string, ConstantInfo> constants;

    /// The set of this name, nullptr when there is none. Where an axis is named, a set of another
    /// axis does not count: `subsector=cars` is a label, `cars` a set of vehicle classes.
    const LabelSet* set_on(std::string_view axis, const std::string& name) const;

    /// Whether some set lists this label on this axis: results of some pack have it.
    bool lists(std::string_view axis, const std::string& label) const;
};

/// Variable of a result that holds an input: "input_road_deaths".
std::string input_variable(std::string_view input);

/// "input road-deaths [person/yr] is missing (exogenous-series of the scenario)"
std::string missing_input(const std::string& name, const InputInfo& input);

}  // namespace tanlu::indicators
