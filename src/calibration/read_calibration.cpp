#include <limits>

#include "calibration/calibration.hpp"
#include "config/describe.hpp"
#include "config/linked_scenario.hpp"
#include "schema/format_version.hpp"
#include "schema/input_file.hpp"
#include "schema/reader.hpp"
#include "schema/series_reader.hpp"
#include "schema/yaml.hpp"
#include "study/fields.hpp"

namespace tanlu::calibration {
namespace {

using study::Fields;

constexpr Option<Measure> kMeasures[] = {
    {Measure::log, "log", "logarithm of modelled over observed"},
    {Measure::difference, "difference", "modelled less observed"}};
constexpr Option<Fitted> kFitted[] = {{Fitted::value, "value", "the number itself"},
                                      {Fitted::factor, "factor", "a factor on the numbers"}};
constexpr int kMostSteps = 50;

/// The keys of the file; its parts are still to be read.
struct File {
    std::string id;
    Text title;
    Text description;
    Name scenario;
    schema::Node parameters, observations, steps;
};

template <class V>
void describe(V& v, File& p) {
    format_version(v);
    v.word("calibration", p.id, "Id of the calibration.");
    v.text("title", p.title, "Name of the calibration.");
    v.optional_text("description", p.description, "What it is for.");
    v.link("scenario", p.scenario, "Scenario that is run, relative to this file.");
    v.raw("parameters", p.parameters, "Numbers to be fitted, by id.");
    v.raw("observations", p.observations, "Statistics of the pack that they are fitted to.");
    v.raw("steps", p.steps, "Most steps of the fit; 50 where left out.");
}

Parameter read_parameter(const schema::Entry& entry, schema::ReadContext& context) {
    Fields fields(entry.value, "parameters." + entry.key, context);
    Parameter parameter;
    parameter.id = entry.key;
    parameter.origin = entry.origin;
    if (const auto* of = fields.required("of", "the path of a number, or a list of paths")) {
        parameter.targets = fields.names(*of, fields.path("of"));
    }
    fields.choice<Fitted>("as", kFitted, parameter.as);
    fields.required("low", "the lower bound");
    fields.required("high", "the upper bound");
    fields.number("low", kAnyNumber, parameter.low);
    fields.number("high", kAnyNumber, parameter.high);
    if (parameter.as == Fitted::value) fields.required("unit", "the unit of low and high");
    fields.text("unit", parameter.unit);
    if (const auto* node = fields.optional("prior")) {
        Fields prior(*node, fields.path("prior"), context);
        parameter.prior.emplace();
        prior.required("value", "what is expected");
        prior.required("error", "its standard deviation");
        prior.number("value", kAnyNumber, parameter.prior->value);
        prior.number("error", kPositive, parameter.prior->error);
        prior.finish();
    }
    if (parameter.prior) {
        parameter.start = parameter.prior->value;
    } else {
        fields.required("start", "where the fit begins, or a prior");
    }
    fields.number("start", kAnyNumber, parameter.start);
    fields.text("note", parameter.note);
    fields.finish();
    if (!(parameter.low < parameter.high)) {
        fields.error(entry.origin,
                     fmt::format("the bounds of '{}' are not low and high", entry.key),
                     "low must be below high");
    } else if (parameter.start < parameter.low || parameter.start > parameter.high) {
        fields.error(entry.origin,
                     fmt::format("the fit of '{}' would begin outside its bounds", entry.key),
                     "prior and start lie between low and high");
    }
    return parameter;
}

Target read_target(const schema::Node& item, schema::ReadContext& context) {
    Fields fields(item, "observations", context);
    Target target;
    if (const auto* node = fields.required("observation", "the id of an observation of the pack")) {
        target.observation = {node->text, node->origin};
    }
    if (const auto* node = fields.required("years", "a list of years")) {
        for (const auto& name : fields.names(*node, fields.path("years"))) {
            const auto year =
                schema::read_year(name.text, name.origin, fields.path("years"), context);
            if (year) target.years.push_back(*year);
        }
    }
    fields.choice<Measure>("measure", kMeasures, target.measure);
    const auto* error = fields.required("error", "a standard deviation such as 5 %");
    if (error && fields.share("error", error, target.error) && !(target.error > 0.0)) {
        fields.error(error->origin, "'error' is 0: nothing is known that exactly");
    }
    fields.finish();
    return target;
}

void read_parts(const File& file, const schema::Node& root, Calibration& calibration,
                schema::ReadContext& context) {
    if (!file.parameters.is_mapping() || file.parameters.entries.empty()) {
        context.diagnostics.error(root.origin, "the calibration has no 'parameters' to fit",
                                  "write parameters: {half-life: {of: PATH, low: 1, high: 8, "
                                  "unit: yr}}");
    } else {
        for (const auto& entry : file.parameters.entries) {
            calibration.parameters.push_back(read_parameter(entry, context));
        }
    }
    if (!file.observations.is_sequence() || file.observations.items.empty()) {
        context.diagnostics.error(root.origin, "the calibration has no 'observations' to fit to",
                                  "write observations: [{observation: ID, years: [2020, 2021], "
                                  "error: 5 %}]");
    } else {
        for (const auto& item : file.observations.items) {
            calibration.targets.push_back(read_target(item, context));
        }
    }
    calibration.most_steps = kMostSteps;
    if (file.steps.kind != schema::Node::Kind::null) {
        schema::Node alone = schema::make_node(schema::Node::Kind::mapping, root.origin);
        alone.entries.push_back({"steps", file.steps.origin, file.steps});
        Fields fields(alone, "", context);
        std::int64_t steps = kMostSteps;
        fields.whole("steps", 1, 1000, steps);
        calibration.most_steps = static_cast<int>(steps);
    }
}

}  // namespace

bool is_calibration_file(const std::string& path) {
    Diagnostics ignored;
    const auto text = schema::read_input(path, {}, ignored);
    const auto root = text ? schema::parse_yaml(*text, path, ignored) : std::nullopt;
    return root && root->find("calibration");
}

Calibration load_calibration(const std::string& path, std::span<const config::LeverSpec> levers,
                             const config::Drafts& drafts) {
    Diagnostics diagnostics;
    const auto draft = drafts.find(path);
    const auto text = draft == drafts.end() ? schema::read_input(path, {}, diagnostics)
                                            : std::optional(draft->second);
    const auto root = text ? schema::parse_yaml(*text, path, diagnostics) : std::nullopt;
    if (root && !root->find("calibration")) {
        diagnostics.error(root->origin, "this file is no calibration",
                          "a calibration starts with 'calibration: <id>'");
    }
    if (root && !diagnostics.has_errors()) schema::check_format(*root, path, diagnostics);
    diagnostics.throw_if_errors();
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    File file;
    schema::read_document(*root, file, context);
    if (!file.id.empty() && !schema::is_id(file.id)) {
        diagnostics.error(root->find("calibration")->value.origin,
                          fmt::format("'{}' is not an id", file.id),
                          "use small letters, digits and single hyphens");
    }
    Calibration calibration;
    calibration.id = file.id;
    calibration.title = file.title;
    calibration.description = file.description;
    calibration.path = path;
    calibration.text = *text;
    read_parts(file, *root, calibration, context);
    if (file.scenario.empty()) {
        diagnostics.error(root->origin, "the calibration names no 'scenario'",
                          "write scenario: reference.yaml");
    }
    diagnostics.throw_if_errors();

    auto linked = config::load_linked_scenario(path, file.scenario, levers, drafts);
    calibration.scenario_path = std::move(linked.path);
    calibration.scenario = std::move(linked.scenario);
    calibration.warnings = diagnostics.warnings();
    const auto& more = calibration.scenario.warnings;
    calibration.warnings.insert(calibration.warnings.end(), more.begin(), more.end());
    return calibration;
}

}  // namespace tanlu::calibration
