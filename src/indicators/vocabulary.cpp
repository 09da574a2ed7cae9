#include "indicators/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/outputs.hpp"
#include "units/unit.hpp"

namespace tanlu::indicators {
namespace {

std::vector<KnownVariable> all_variables() {
    std::vector<KnownVariable> variables;
    model::YearOutput<double> outputs{};
    model::describe_outputs(
        [&](const model::Output& output, auto&) {
            variables.push_back({std::string(output.name),
                                 std::string(output.unit),
                                 {output.axes.begin(), output.axes.end()}});
        },
        outputs);
    // engine/derived.cpp; a test holds this list against a result.
    const KnownVariable derived[] = {
        {"trip_share", "1", {"passenger_mode"}},   {"pkm_share", "1", {"passenger_mode"}},
        {"tkm_share", "1", {"freight_mode"}},      {"nev_sales_share", "1", {"vehicle_class"}},
        {"nev_sales_share_auto", "1", {}},         {"nev_stock_share", "1", {"vehicle_class"}},
        {"nev_stock_share_auto", "1", {}},         {"electric_km_share", "1", {"vehicle_class"}},
        {"co2_by_boundary", "kg/yr", {"boundary"}}};
    variables.insert(variables.end(), std::begin(derived), std::end(derived));
    return variables;
}

}  // namespace

const std::vector<KnownVariable>& known_variables() {
    static const std::vector<KnownVariable> kVariables = all_variables();
    return kVariables;
}

const KnownVariable* find_variable(std::string_view name) {
    const auto& all = known_variables();
    const auto found = std::ranges::find(all, name, &KnownVariable::name);
    return found == all.end() ? nullptr : &*found;
}

bool is_amount(const KnownVariable& variable) {
    const units::Dimension dimension = units::parse_unit(variable.unit).dimension;
    for (int base = 0; base < units::kBaseCount; ++base) {
        const int power = dimension.powers[static_cast<std::size_t>(base)];
        const bool is_rate = base == static_cast<int>(units::Base::time) && power >= -1;
        if (power < 0 && !is_rate) return false;
    }
    for (const auto& [currency, power] : dimension.money) {
        if (power < 0) return false;
    }
    return !dimension.is_none();
}

const LabelSet* Vocabulary::set_on(std::string_view axis, const std::string& name) const {
    const auto found = sets.find(name);
    if (found == sets.end() || (!axis.empty() && found->second.axis != axis)) return nullptr;
    return &found->second;
}

bool Vocabulary::lists(std::string_view axis, const std::string& label) const {
    return std::ranges::any_of(sets, [&](const auto& entry) {
        const LabelSet& set = entry.second;
        return set.axis == axis && std::ranges::find(set.labels, label) != set.labels.end();
    });
}

std::string input_variable(std::string_view input) {
    std::string name = fmt::format("input_{}", input);
    std::ranges::replace(name, '-', '_');
    return name;
}

std::string missing_input(const std::string& name, const InputInfo& input) {
    return fmt::format("input {} [{}] is missing ({} of the scenario)", name, input.unit,
                       input.kind == InputKind::survey ? "survey-inputs" : "exogenous-series");
}

}  // namespace tanlu::indicators
