#include <fmt/format.h>

#include "config/describe.hpp"
#include "config/effective.hpp"
#include "config/map_index.hpp"
#include "config/pack_reader.hpp"
#include "config/policy_reader.hpp"
#include "schema/mapping.hpp"
#include "schema/quantity.hpp"
#include "schema/reader.hpp"

namespace tanlu::config {
namespace {

/// The document, its parts still to be read.
struct EffectiveFile {
    int version = 0;
    Scenario& scenario;
    schema::Node policies;
    schema::Node exogenous_series;
    schema::Node survey_inputs;
    schema::Node model;
};

template <class V>
void describe(V& v, EffectiveFile& p) {
    v.integer(
        {kEffectiveKey, "1", "Version of the format.", {kEffectiveVersion, kEffectiveVersion}},
        p.version);
    v.word("scenario", p.scenario.id, "Id of the scenario.");
    v.text("title", p.scenario.title, "Name of the scenario.");
    v.optional_text("description", p.scenario.description, "What it assumes.");
    v.words("lineage", p.scenario.lineage, "Ids from the root to the scenario.");
    v.words("packages", p.scenario.packages,
            "Those of the lineage that are taken over, not scenarios.");
    v.integer({"horizon", "yr", "Last year.", {1991.0, 2200.0}}, p.scenario.horizon);
    v.raw("policies", p.policies, "Policies by the scenario file that added them.");
    v.raw(kExogenousSeries, p.exogenous_series, "Series for indicators.");
    v.raw(kSurveyInputs, p.survey_inputs, "Survey results for indicators.");
    v.raw("model", p.model, "The pack with all overrides.");
}

/// "- by: reference, list: [...]": policies of one file.
void read_block(const schema::Node& block, std::span<const LeverSpec> levers, const TreeIndex& tree,
                schema::ReadContext& context, std::vector<Policy>& policies) {
    schema::Mapping mapping(block, "policies", context.diagnostics);
    const schema::Node* by = mapping.required("by", "the id of a scenario");
    const schema::Node* list = mapping.required("list", "a list of policies");
    mapping.finish();
    if (!by || !list) return;
    const auto scenario = schema::read_text(*by, "by", context);
    if (scenario) read_policies(*list, *scenario, levers, tree, context, policies);
}

}  // namespace

Scenario read_effective(const schema::Node& root, std::span<const LeverSpec> levers,
                        FileTree& files, Diagnostics& diagnostics) {
    Scenario scenario;
    EffectiveFile file{0, scenario, {}, {}, {}, {}};
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(root, file, context);
    if (diagnostics.has_errors()) return scenario;
    scenario.pack = read_pack(file.model, files, diagnostics);
    if (diagnostics.has_errors()) return scenario;
    const TreeIndex tree = index_tree(scenario.pack.parameters);
    for (const auto& source : scenario.pack.sources) {
        context.ids["sources"].push_back(source.id.text);
    }
    for (const auto& block : file.policies.items) {
        read_block(block, levers, tree, context, scenario.policies);
    }
    context.constant_year = scenario.pack.base_year;
    read_inputs(file.exogenous_series, kExogenousSeries, context, scenario.inputs);
    read_inputs(file.survey_inputs, kSurveyInputs, context, scenario.inputs);
    schema::check_references(context);
    return scenario;
}

}  // namespace tanlu::config
