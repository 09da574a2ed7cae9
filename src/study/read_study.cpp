#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "schema/format_version.hpp"
#include "schema/input_file.hpp"
#include "schema/reader.hpp"
#include "schema/scalar.hpp"
#include "schema/yaml.hpp"
#include "study/study_file.hpp"

namespace tanlu::study {
namespace {

/// The sources of a study file.
struct SourceList {
    std::vector<config::Source> sources;
};

template <class V>
void describe(V& v, SourceList& p) {
    v.map("sources", p.sources, "Sources of this file.");
}

/// Adds the ids that inputs may name as sources: those of the packs and of the study itself.
void add_sources(const schema::Node& node, Study& study, schema::ReadContext& context) {
    std::set<std::string> known;
    for (const auto& scenario : study.scenarios) {
        for (const auto& source : scenario.pack.sources) known.insert(source.id.text);
    }
    if (node.kind != schema::Node::Kind::null) {
        schema::Node root = schema::make_node(schema::Node::Kind::mapping, node.origin);
        root.entries.push_back({"sources", node.origin, node});
        SourceList list;
        schema::Reader reader(root, "", context);
        describe(reader, list);
        reader.finish();
        study.sources = std::move(list.sources);
    }
    for (const auto& source : study.sources) known.insert(source.id.text);
    context.ids["sources"].assign(known.begin(), known.end());
}

void check_inputs(const Study& study, schema::ReadContext& context) {
    for (const auto& input : study.inputs) context.ids["inputs"].push_back(input.id);
    for (const auto& input : study.inputs) {
        if (input.same_as.empty()) continue;
        context.references.push_back({input.same_as.text, "inputs", input.same_as.origin});
        for (const auto& other : study.inputs) {
            if (other.id != input.same_as.text) continue;
            const bool several = other.shocks || other.draw != Draw::one ||
                                 (!other.anchors.empty() && !other.same_quantile);
            if (!several && other.same_as.empty()) continue;
            context.diagnostics.error(
                input.same_as.origin,
                fmt::format("input '{}' has no quantile of its own to share", other.id),
                "name an input with one quantile");
        }
    }
}

/// The document of a study file; reports what is none.
bool is_study(const schema::Node& root, Diagnostics& diagnostics) {
    if (root.find("study")) return true;
    diagnostics.error(root.origin, "this file is no study",
                      root.find("scenario")
                          ? "a scenario is run by 'tanlu run'; a study starts with 'study: <id>'"
                          : "a study starts with 'study: <id>'");
    return false;
}

/// Fills the study from its document; its scenarios are read already.
void read_document(const StudyFile& file, const schema::Node& root, Study& study,
                   schema::ReadContext& context) {
    study.id = file.id;
    study.title = file.title;
    study.description = file.description;
    study.design.origin = root.origin;
    if (!file.id.empty() && !schema::is_id(file.id)) {
        context.diagnostics.error(root.find("study")->value.origin,
                                  fmt::format("'{}' is not an id", file.id),
                                  "use small letters, digits and single hyphens");
    }
    add_sources(file.sources, study, context);
    study.inputs = read_inputs(file.inputs, context);
    check_inputs(study, context);
    read_parts(file, study, context);
    schema::check_references(context);
}

/// The keys of the file; nothing else of it is read yet.
StudyFile read_keys(const schema::Node& root, schema::ReadContext& context) {
    StudyFile file;
    schema::Reader reader(root, "", context);
    describe(reader, file);
    reader.finish();
    return file;
}

}  // namespace

bool is_study_file(const std::string& path) {
    Diagnostics ignored;
    const auto text = schema::read_input(path, {}, ignored);
    const auto root = text ? schema::parse_yaml(*text, path, ignored) : std::nullopt;
    return root && root->find("study") && !root->find("hindcast");
}

Study load_study(const std::string& path, std::span<const config::LeverSpec> levers,
                 const config::Drafts& drafts) {
    Diagnostics diagnostics;
    const auto draft = drafts.find(path);
    const auto text = draft == drafts.end() ? schema::read_input(path, {}, diagnostics)
                                            : std::optional(draft->second);
    const auto root = text ? schema::parse_yaml(*text, path, diagnostics) : std::nullopt;
    if (!root || !is_study(*root, diagnostics) || !schema::check_format(*root, path, diagnostics)) {
        diagnostics.throw_if_errors();
        throw InputError(fmt::format("{}: error: this file is no study", path));
    }
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    const StudyFile file = read_keys(*root, context);
    if (file.scenarios.empty() && !diagnostics.has_errors()) {
        diagnostics.error(root->origin, "the study names no scenarios",
                          "write scenarios: [reference.yaml]");
    }
    diagnostics.throw_if_errors();

    Study study;
    study.text = *text;
    const auto folder = std::filesystem::path(path).parent_path();
    std::set<std::string> ids;
    for (std::size_t i = 0; i < file.scenarios.size(); ++i) {
        const Origin& origin = root->find("scenarios")->value.items[i].origin;
        const std::filesystem::path name(file.scenarios[i]);
        if (name.is_absolute()) {
            diagnostics.error(origin, fmt::format("'{}' is an absolute path", name.string()),
                              "write a path relative to this file");
            continue;
        }
        const std::string at = (folder / name).lexically_normal().string();
        std::error_code ignored;
        if (!std::filesystem::exists(at, ignored)) {
            diagnostics.error(origin, fmt::format("cannot read '{}' (no such file)", at));
            continue;
        }
        study.scenarios.push_back(config::load_scenario(at, levers, drafts));
        const auto& scenario = study.scenarios.back();
        if (!ids.insert(scenario.id + "/" + scenario.pack.region.id).second) {
            diagnostics.error(origin, fmt::format("scenario '{}' of region '{}' is named twice",
                                                  scenario.id, scenario.pack.region.id));
        }
        for (const auto& read : scenario.files) study.files.push_back(read);
        for (const auto& warning : scenario.warnings) study.warnings.push_back(warning);
    }
    diagnostics.throw_if_errors();  // what follows needs the scenarios
    read_document(file, *root, study, context);
    if (study.design.kind == DesignKind::file && !diagnostics.has_errors()) {
        const auto table = (folder / study.design.file.text).lexically_normal().string();
        study.design.table =
            schema::read_input(table, study.design.file.origin, diagnostics).value_or("");
    }
    diagnostics.throw_if_errors();
    const auto own = diagnostics.warnings();
    study.warnings.insert(study.warnings.begin(), own.begin(), own.end());
    return study;
}

Study parse_study(const std::string& text, const std::string& name,
                  std::vector<config::Scenario> scenarios) {
    Diagnostics diagnostics;
    const auto root = schema::parse_yaml(text, name, diagnostics);
    Study study;
    study.text = text;
    study.scenarios = std::move(scenarios);
    if (root && is_study(*root, diagnostics) && schema::check_format(*root, name, diagnostics)) {
        schema::ReadContext context{diagnostics, 0, {}, {}, {}};
        const StudyFile file = read_keys(*root, context);
        read_document(file, *root, study, context);
    }
    diagnostics.throw_if_errors();
    study.warnings = diagnostics.warnings();
    return study;
}

}  // namespace tanlu::study
