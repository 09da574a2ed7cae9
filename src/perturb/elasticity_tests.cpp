#include "perturb/elasticity_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "config/linked_scenario.hpp"
#include "schema/format_version.hpp"
#include "schema/input_file.hpp"
#include "schema/reader.hpp"
#include "schema/series_reader.hpp"
#include "schema/yaml.hpp"
#include "study/fields.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::perturb {
namespace {

using study::Change;
using study::Fields;

constexpr std::string_view kPolicies = "policies.";

/// The keys of the file; its tests are still to be read.
struct File {
    std::string id;
    Text title;
    Name scenario;
    schema::Node tests;
    std::vector<config::Source> sources;
};

template <class V>
void describe(V& v, File& p) {
    format_version(v);
    v.word("elasticities", p.id, "Id of the set.");
    v.text("title", p.title, "Name of the set.");
    v.link("scenario", p.scenario, "Scenario that is run, relative to this file.");
    v.raw("tests", p.tests, "Elasticities by id.");
    v.map("sources", p.sources, "Where the bands come from.");
}

std::optional<Band> read_band(const schema::Node& node, const std::string& path,
                              schema::ReadContext& context) {
    Fields fields(node, path, context);
    Band band;
    fields.required("low", "the lower end");
    fields.required("high", "the upper end");
    fields.number("low", kAnyNumber, band.low);
    fields.number("high", kAnyNumber, band.high);
    if (const auto* source = fields.required("source", "the key of a source")) {
        fields.text("source", band.source);
        schema::note_sources(band.source, source->origin, context);
    }
    if (const auto* grade = fields.required("grade", "A, B, C or U")) {
        band.grade = schema::read_grade(*grade, context).value_or(Grade::unverified);
    }
    fields.finish();
    if (!(band.low <= band.high)) fields.error(node.origin, fmt::format("'{}' is no band", path));
    return band;
}

ElasticityTest read_test(const schema::Entry& entry, schema::ReadContext& context) {
    Fields fields(entry.value, "tests." + entry.key, context);
    ElasticityTest test;
    test.id = entry.key;
    test.origin = entry.origin;
    if (const auto* title = fields.required("title", "{en: ..., zh: ...}")) {
        Fields texts(*title, fields.path("title"), context);
        texts.required("en", "text");
        texts.text("en", test.title.en);
        texts.text("zh", test.title.zh);
        texts.finish();
    }
    if (const auto* to = fields.required("to", "the path of a number, or a list of paths")) {
        test.paths = fields.names(*to, fields.path("to"));
    }
    if (const auto* of = fields.required("of", "the variable of the result that answers")) {
        test.variable.origin = of->origin;
        fields.text("of", test.variable.text);
    }
    if (const auto* labels = fields.optional("labels")) {
        for (const auto& label : fields.names(*labels, fields.path("labels"))) {
            test.labels.push_back(label.text);
        }
    }
    if (const auto* year = fields.required("year", "a year after the base year")) {
        test.year =
            schema::read_year(year->text, year->origin, fields.path("year"), context).value_or(0);
    }
    if (const auto* band = fields.optional("band")) {
        test.band = read_band(*band, fields.path("band"), context);
    }
    fields.text("note", test.note);
    fields.finish();
    return test;
}

/// The leaves that a test changes, as a knob.
Knob knob_of(const ElasticityTest& test, const config::Scenario& scenario,
             const std::vector<study::FileLeaf>& leaves, Diagnostics& diagnostics) {
    Knob knob{test.id, Change::factor, {}, {}, scenario.pack.base_year + 1};
    for (const auto& path : test.paths) {
        bool found = false;
        for (std::size_t l = 0; l < leaves.size(); ++l) {
            if (!study::matches(path.text, leaves[l].path)) continue;
            found = true;
            if (!study::is_series(leaves[l])) {
                diagnostics.error(path.origin,
                                  fmt::format("'{}' is one number of all years", leaves[l].path),
                                  "elasticities are to paths through time, or to a policy of 1 %");
            } else if (leaves[l].path.starts_with(kPolicies)) {
                for (const auto& place : study::numbers_of(leaves[l])) {
                    knob.numbers.push_back({l, place.part, place.index});
                }
            } else {
                knob.paths.push_back(l);
            }
        }
        if (found) continue;
        std::vector<std::string> paths;
        for (const auto& leaf : leaves) paths.push_back(leaf.path);
        diagnostics.error(path.origin, fmt::format("no number '{}' in the scenario", path.text),
                          did_you_mean(path.text, paths));
    }
    return knob;
}

/// The series that add to what a test looks at.
std::vector<std::size_t> series_of(const ElasticityTest& test, const config::Scenario& scenario,
                                   const std::vector<ensemble::Series>& all,
                                   Diagnostics& diagnostics) {
    std::vector<std::size_t> found;
    std::vector<std::string> variables;
    for (std::size_t s = 0; s < all.size(); ++s) {
        if (variables.empty() || variables.back() != all[s].variable) {
            variables.push_back(all[s].variable);
        }
        if (all[s].variable != test.variable.text || all[s].labels.size() != test.labels.size()) {
            continue;
        }
        bool fits = true;
        for (std::size_t a = 0; a < test.labels.size(); ++a) {
            fits = fits && study::matches(test.labels[a], all[s].labels[a]);
        }
        if (fits) found.push_back(s);
    }
    if (found.empty()) {
        const bool is_known =
            std::find(variables.begin(), variables.end(), test.variable.text) != variables.end();
        diagnostics.error(test.variable.origin,
                          is_known ? fmt::format("'{}' has no such labels", test.variable.text)
                                   : fmt::format("no variable '{}'", test.variable.text),
                          is_known ? "'tanlu describe variable' lists its axes"
                                   : did_you_mean(test.variable.text, variables));
    }
    if (test.year <= scenario.pack.base_year || test.year > scenario.horizon) {
        diagnostics.error(
            test.origin,
            fmt::format("year {} of '{}' is not after the base year {} and up to {}", test.year,
                        test.id, scenario.pack.base_year, scenario.horizon));
    }
    return found;
}

}  // namespace

ElasticityTests load_elasticity_tests(const std::string& path,
                                      std::span<const config::LeverSpec> levers,
                                      const config::Drafts& drafts) {
    Diagnostics diagnostics;
    const auto draft = drafts.find(path);
    const auto text = draft == drafts.end() ? schema::read_input(path, {}, diagnostics)
                                            : std::optional(draft->second);
    const auto root = text ? schema::parse_yaml(*text, path, diagnostics) : std::nullopt;
    if (root && !root->find("elasticities")) {
        diagnostics.error(root->origin, "this file holds no elasticities",
                          "it starts with 'elasticities: <id>'");
    }
    if (root && !diagnostics.has_errors()) schema::check_format(*root, path, diagnostics);
    diagnostics.throw_if_errors();
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    File file;
    schema::read_document(*root, file, context);
    ElasticityTests tests;
    tests.id = file.id;
    tests.title = file.title;
    for (const auto& source : file.sources) context.ids["sources"].push_back(source.id.text);
    if (!file.tests.is_mapping() || file.tests.entries.empty()) {
        diagnostics.error(root->origin, "the file has no 'tests'");
    } else {
        for (const auto& entry : file.tests.entries) {
            tests.tests.push_back(read_test(entry, context));
        }
    }
    schema::check_references(context);
    if (file.scenario.empty()) diagnostics.error(root->origin, "the file names no 'scenario'");
    diagnostics.throw_if_errors();
    auto linked = config::load_linked_scenario(path, file.scenario, levers, drafts);
    tests.scenario_path = std::move(linked.path);
    tests.scenario = std::move(linked.scenario);
    tests.warnings = diagnostics.warnings();
    const auto& more = tests.scenario.warnings;
    tests.warnings.insert(tests.warnings.end(), more.begin(), more.end());
    return tests;
}

std::vector<ElasticityResult> run_elasticity_tests(const ElasticityTests& tests) {
    const config::Scenario& scenario = tests.scenario;
    const auto leaves = study::number_leaves(scenario);
    const auto all = all_series(scenario);
    Diagnostics diagnostics;
    std::vector<Knob> knobs;
    std::vector<std::vector<std::size_t>> wanted;
    for (const auto& test : tests.tests) {
        knobs.push_back(knob_of(test, scenario, leaves, diagnostics));
        wanted.push_back(series_of(test, scenario, all, diagnostics));
    }
    diagnostics.throw_if_errors();

    // A policy of 1 % is at -1, 0 and 1 times its strength, a path at 0.99, 1 and 1.01.
    std::vector<double> neutral;
    for (const auto& knob : knobs) neutral.push_back(knob.numbers.empty() ? 1.0 : 0.0);
    std::vector<double> amounts = neutral;
    for (std::size_t k = 0; k < knobs.size(); ++k) {
        for (const double side : {-1.0, 1.0}) {
            amounts.insert(amounts.end(), neutral.begin(), neutral.end());
            *(amounts.end() - static_cast<std::ptrdiff_t>(knobs.size() - k)) =
                knobs[k].numbers.empty() ? 1.0 + side * kStep : side;
        }
    }
    const Trials trials(scenario, std::move(knobs), all);
    const TrialResults results = trials.run(amounts);
    std::vector<ElasticityResult> found;
    for (std::size_t t = 0; t < tests.tests.size(); ++t) {
        const auto& test = tests.tests[t];
        const auto sum = [&](std::size_t trial) {
            double total = 0.0;
            for (const std::size_t s : wanted[t]) total += results.at(trial, s, test.year);
            return total;
        };
        ElasticityResult result;
        result.value = elasticity(sum(1 + 2 * t), sum(0), sum(2 + 2 * t), kStep);
        result.inside =
            !test.band || (result.value >= test.band->low && result.value <= test.band->high);
        found.push_back(result);
    }
    return found;
}

}  // namespace tanlu::perturb
