#include "config/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "config/effective.hpp"
#include "config/map_index.hpp"
#include "config/merge.hpp"
#include "config/overrides.hpp"
#include "config/pack_reader.hpp"
#include "config/policy_reader.hpp"
#include "config/scenario_file.hpp"
#include "config/scenario_reader.hpp"
#include "schema/format_version.hpp"
#include "schema/yaml.hpp"

namespace tanlu::config {
namespace {

/// Puts the sources of a scenario file beside those of the pack. Files may each name a source that
/// they share, in the same words.
void add_sources(schema::Node& pack, const ScenarioFile& file, Diagnostics& diagnostics) {
    if (file.sources.kind == schema::Node::Kind::null) return;
    schema::Node part = schema::make_node(schema::Node::Kind::mapping, file.sources.origin);
    part.entries.push_back({"sources", file.sources.origin, file.sources});
    if (const schema::Entry* known = pack.find("sources")) {
        std::erase_if(part.entries.back().value.entries, [&](const schema::Entry& source) {
            const schema::Entry* same = known->value.find(source.key);
            return same && schema::says_the_same(same->value, source.value);
        });
    }
    merge(pack, std::move(part), diagnostics);
}

/// Applies the overrides of one file to the nodes of the pack.
void apply_overrides_of(const ScenarioFile& file, const TreeIndex& tree, schema::Node& pack,
                        std::vector<Override>& overrides, Diagnostics& diagnostics) {
    for (const auto* entry : apply_overrides(pack, file.overrides, tree, diagnostics)) {
        std::erase_if(overrides, [&](const Override& o) { return o.path == entry->key; });
        overrides.push_back({entry->key, file.id, entry->origin});
    }
}

/// The pack of a lineage with its overrides in force.
Pack read_lineage_pack(const std::vector<ScenarioFile>& lineage, FileTree& files,
                       std::vector<Override>& overrides, Diagnostics& diagnostics) {
    // What the root takes over comes before it.
    const auto root = std::find_if(lineage.begin(), lineage.end(),
                                   [](const ScenarioFile& file) { return !file.pack.empty(); });
    const Name& link = root->pack;
    if (std::filesystem::path(link.text).is_absolute()) {
        diagnostics.error(link.origin, fmt::format("'{}' is an absolute path", link.text),
                          "write a path relative to this file");
        return {};
    }
    auto nodes =
        read_pack_nodes(path_beside(link.origin.file, link.text), link.origin, files, diagnostics);
    if (!nodes || diagnostics.has_errors()) return {};
    for (const auto& file : lineage) add_sources(*nodes, file, diagnostics);
    Pack pack = read_pack(*nodes, files, diagnostics);
    if (diagnostics.has_errors()) return pack;

    const TreeIndex tree = index_tree(pack.parameters);
    for (const auto& file : lineage) {
        apply_overrides_of(file, tree, *nodes, overrides, diagnostics);
    }
    if (overrides.empty() || diagnostics.has_errors()) return pack;
    return read_pack(*nodes, files, diagnostics);
}

/// Moves every year of the policies of a package by its delay.
void delay(const ScenarioFile& package, std::vector<Policy>& policies) {
    for (auto& policy : policies) {
        if (policy.scenario != package.id) continue;
        for (auto& parameter : policy.parameters) {
            for (auto& anchor : parameter.path.anchors) anchor.year += package.delay;
        }
    }
}

void read_lineage_policies(const std::vector<ScenarioFile>& lineage,
                           std::span<const LeverSpec> levers, Scenario& scenario,
                           Diagnostics& diagnostics) {
    const TreeIndex tree = index_tree(scenario.pack.parameters);
    schema::ReadContext context{diagnostics, scenario.pack.base_year, {}, {}, {}};
    for (const auto& source : scenario.pack.sources) {
        context.ids["sources"].push_back(source.id.text);
    }
    for (const auto& file : lineage) {
        read_policies(file.policies, file.id, levers, tree, context, scenario.policies);
        if (file.is_package()) delay(file, scenario.policies);
        read_inputs(file.exogenous_series, kExogenousSeries, context, scenario.inputs);
        read_inputs(file.survey_inputs, kSurveyInputs, context, scenario.inputs);
    }
    schema::check_references(context);
}

void set_horizon(const std::vector<ScenarioFile>& lineage, Scenario& scenario,
                 Diagnostics& diagnostics) {
    const Pack& pack = scenario.pack;
    scenario.horizon = pack.horizon;
    for (const auto& file : lineage) {
        if (file.horizon == 0) continue;
        scenario.horizon = file.horizon;
        if (file.horizon > pack.base_year && file.horizon <= pack.horizon) continue;
        diagnostics.error(
            file.horizon_origin,
            fmt::format("horizon {} is not after the base year {} and up to {} as the pack allows",
                        file.horizon, pack.base_year, pack.horizon));
    }
}

void check_ids(const std::vector<ScenarioFile>& lineage, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < lineage.size(); ++i) {
        for (std::size_t j = i + 1; j < lineage.size(); ++j) {
            if (lineage[i].id != lineage[j].id) continue;
            if (lineage[i].is_package() && lineage[i].path == lineage[j].path) {
                diagnostics.error(lineage[j].origin,
                                  fmt::format("'{}' is taken over twice", lineage[j].id),
                                  "it is in force by one mention, in this scenario or a parent");
                continue;
            }
            diagnostics.error(lineage[j].origin,
                              fmt::format("'{}' has the id of {}", lineage[j].id, lineage[i].path),
                              "give it an id of its own");
        }
    }
}

}  // namespace

Scenario read_scenario(const std::string& path, const schema::Node& root,
                       std::span<const LeverSpec> levers, FileTree& files,
                       Diagnostics& diagnostics) {
    Scenario scenario;
    const auto lineage = read_lineage(path, root, files, diagnostics);
    if (lineage.empty()) return scenario;
    check_ids(lineage, diagnostics);
    scenario.pack = read_lineage_pack(lineage, files, scenario.overrides, diagnostics);
    if (diagnostics.has_errors()) return scenario;
    set_horizon(lineage, scenario, diagnostics);
    read_lineage_policies(lineage, levers, scenario, diagnostics);
    const ScenarioFile& own = lineage.back();
    scenario.id = own.id;
    scenario.title = own.title;
    scenario.description = own.description;
    for (const auto& file : lineage) {
        scenario.lineage.push_back(file.id);
        if (file.is_package()) scenario.packages.push_back(file.id);
    }
    return scenario;
}

std::vector<std::string> own_of(const Scenario& scenario) {
    const auto& packages = scenario.packages;
    std::vector<std::string> own;
    for (auto id = scenario.lineage.rbegin(); id != scenario.lineage.rend(); ++id) {
        const bool is_package = std::find(packages.begin(), packages.end(), *id) != packages.end();
        if (!own.empty() && !is_package) break;
        own.insert(own.begin(), *id);
    }
    return own;
}

std::string parent_of(const Scenario& scenario) {
    const std::size_t own = own_of(scenario).size();
    const std::size_t all = scenario.lineage.size();
    return own < all ? scenario.lineage[all - own - 1] : std::string();
}

Scenario load_scenario(const std::string& path, std::span<const LeverSpec> levers,
                       const Drafts& drafts) {
    Diagnostics diagnostics;
    FileTree files(diagnostics, drafts);
    const auto root = files.yaml(path, {});
    Scenario scenario;
    if (root && root->find("parameter-set") && !root->find("scenario")) {
        diagnostics.error(root->origin, "this file is a parameter set, not a scenario",
                          "name it under 'parameter-sets' of a scenario, and load that");
    } else if (root && root->find("package") && !root->find("scenario")) {
        diagnostics.error(root->origin, "this file is a package of policies, not a scenario",
                          "name it under 'packages' of a scenario, and load that");
    } else if (root && root->find("hindcast") && !root->find("scenario")) {
        diagnostics.error(root->origin, "this file is a hindcast, not a scenario",
                          "'tanlu hindcast' runs it");
    } else if (root && root->find("study") && !root->find("scenario")) {
        diagnostics.error(root->origin, "this file is a study, not a scenario",
                          "'tanlu ensemble' runs it, 'tanlu check' looks into it");
    } else if (root && root->find(kEffectiveKey)) {
        scenario = read_effective(*root, levers, files, diagnostics);
    } else if (root) {
        scenario = read_scenario(path, *root, levers, files, diagnostics);
    }
    diagnostics.throw_if_errors();
    scenario.files = files.files();
    scenario.warnings = diagnostics.warnings();
    return scenario;
}

Package load_package(const std::string& path, std::span<const LeverSpec> levers,
                     const Drafts& drafts) {
    Diagnostics diagnostics;
    FileTree files(diagnostics, drafts);
    const auto root = files.yaml(path, {});
    Package package;
    if (root && !root->find("package")) {
        diagnostics.error(root->origin, "this file is no package of policies",
                          "a package starts with 'package: <id>'");
    } else if (root && schema::check_format(*root, path, diagnostics)) {
        package.file = read_package_file(*root, diagnostics);
        schema::ReadContext context{diagnostics, 0, {}, {}, {}};
        package.policies = read_lone_policies(package.file.policies, levers, context);
    }
    diagnostics.throw_if_errors();
    package.warnings = diagnostics.warnings();
    return package;
}

ParameterSet load_parameter_set(const std::string& path, const Drafts& drafts) {
    Diagnostics diagnostics;
    FileTree files(diagnostics, drafts);
    const auto root = files.yaml(path, {});
    ParameterSet set;
    if (root && !root->find("parameter-set")) {
        diagnostics.error(root->origin, "this file is no parameter set",
                          "a parameter set starts with 'parameter-set: <id>'");
    } else if (root && schema::check_format(*root, path, diagnostics)) {
        set.file = read_parameter_set_file(*root, diagnostics);
    }
    diagnostics.throw_if_errors();
    set.warnings = diagnostics.warnings();
    return set;
}

Scenario parse_scenario(const std::string& text, const std::string& name,
                        std::span<const LeverSpec> levers) {
    Diagnostics diagnostics;
    FileTree files(diagnostics);
    const auto root = schema::parse_yaml(text, name, diagnostics);
    if (root && !root->find(kEffectiveKey)) {
        diagnostics.error(root->origin, "this is no effective scenario");
    }
    Scenario scenario;
    if (root && !diagnostics.has_errors()) {
        scenario = read_effective(*root, levers, files, diagnostics);
    }
    diagnostics.throw_if_errors();
    return scenario;
}

}  // namespace tanlu::config
