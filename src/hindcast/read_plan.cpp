#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <variant>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "hindcast/plan.hpp"
#include "schema/input_file.hpp"
#include "schema/reader.hpp"
#include "schema/scalar.hpp"
#include "schema/yaml.hpp"
#include "tanlu/error.hpp"
#include "units/unit.hpp"

namespace tanlu::hindcast {

template <class V>
void describe(V& v, Run& p) {
    v.text("title", p.title, "Name of the projection.");
    v.link("scenario", p.scenario_file,
           "Scenario, relative to this file; its base year is the origin.");
    v.integer({"fitted-to",
               "yr",
               "Last year that its parameters were fitted on; its base year where left out.",
               {0.0, 2200.0}},
              p.fitted_to);
    v.flag("judged", p.judged, "Whether limits are held against it; true where left out.");
}

namespace {

/// A target with the parts that are read apart.
struct TargetEntry : Target {
    schema::Node break_years;
    schema::Node unit_node;
};

/// The file as written.
struct PlanFile {
    Plan& plan;
    schema::Node pandemic;
    std::vector<TargetEntry> targets;
};

constexpr Option<Measure> kMeasures[] = {
    {Measure::relative, "relative", "modelled over observed less 1"},
    {Measure::points, "points", "modelled less observed; for shares"}};
constexpr Option<Compare> kCompares[] = {
    {Compare::level, "level", "the numbers themselves"},
    {Compare::growth, "growth", "the change since the origin"}};

template <class V>
void describe(V& v, TargetEntry& p) {
    v.text("title", p.title, "Name of the statistic.");
    v.words("observations", p.observations,
            "Observations of the pack; the first that has a year counts.");
    v.raw("unit", p.unit_node, "Unit of tables and pictures.");
    v.choice("measure", p.measure, kMeasures, "How an error is counted.");
    v.choice("compare", p.compare, kCompares, "What is compared.");
    v.raw("breaks", p.break_years, "First years of another definition of the statistic.");
    v.integer({"first", "yr", "First year that is scored; any where left out.", {0.0, 2200.0}},
              p.first);
    v.integer({"last", "yr", "Last year that is scored; any where left out.", {0.0, 9999.0}},
              p.last);
    v.flag("logistic", p.logistic, "Whether a logistic trend is one of the naive rules.");
    v.optional_scalar({"limit", "1", "Largest mean absolute error that is accepted.", kFraction},
                      p.limit);
    v.integer({"limit-year",
               "yr",
               "Year whose error the limit is for; the mean of all where left out.",
               {0.0, 2200.0}},
              p.limit_year);
    v.flag(
        "calibrated", p.calibrated,
        "Whether observed over modelled of the origin is held against calibration-low and -high.");
    v.optional_word("note", p.note, "Anything else.");
}

template <class V>
void describe(V& v, PlanFile& p) {
    v.word("hindcast", p.plan.id, "Id of the hindcast.");
    v.text("title", p.plan.title, "Name of the hindcast.");
    v.link("study", p.plan.study_file, "Study over the scenarios, for bands; may be left out.");
    v.raw("pandemic", p.pandemic, "Years that errors are given without, too.");
    v.scalar({"calibration-low", "1", "Least observed over modelled of an origin.", kPositive},
             p.plan.calibration_low);
    v.scalar({"calibration-high", "1", "Largest observed over modelled of an origin.", kPositive},
             p.plan.calibration_high);
    v.scalar({"coverage-low", "1", "Least share of points in the 80 % band.", kFraction},
             p.plan.coverage_low);
    v.scalar({"coverage-high", "1", "Largest share of points in the 80 % band.", kFraction},
             p.plan.coverage_high);
    v.map("runs", p.plan.runs, "Projections from the past.");
    v.map("targets", p.targets, "What they are held against.");
    v.map("sources", p.plan.sources, "Sources of this file, as in sources.yaml of a pack.");
}

/// A list of years; reports what is none.
std::vector<int> read_years(const schema::Node& node, const char* key, Diagnostics& diagnostics) {
    std::vector<int> years;
    if (node.kind == schema::Node::Kind::null) return years;
    if (!node.is_sequence()) {
        diagnostics.error(node.origin, fmt::format("'{}' is no list of years", key),
                          fmt::format("write {}: [2013, 2019]", key));
        return years;
    }
    for (const auto& item : node.items) {
        const auto year = schema::read_integer(item);
        if (const auto* problem = std::get_if<schema::Problem>(&year)) {
            diagnostics.error(item.origin, fmt::format("'{}': {}", key, problem->message),
                              problem->hint);
        } else {
            years.push_back(std::get<int>(year));
        }
    }
    if (!std::is_sorted(years.begin(), years.end())) {
        diagnostics.error(node.origin, fmt::format("the years of '{}' do not rise", key));
    }
    return years;
}

/// The observation of a pack; nullptr when there is none.
const config::Observation* find(const config::Pack& pack, const std::string& id) {
    for (const auto& observation : pack.observations) {
        if (observation.id.text == id) return &observation;
    }
    return nullptr;
}

/// Canonical units of an observed quantity per unit of tables.
void read_unit(TargetEntry& target, config::ObservedQuantity quantity, Diagnostics& diagnostics) {
    const std::string canonical(config::info(quantity).unit);
    target.unit = target.unit_node.is_scalar() ? target.unit_node.text : canonical;
    try {
        target.unit_scale = units::convert(1.0, target.unit, canonical);
    } catch (const units::UnitError& error) {
        diagnostics.error(target.unit_node.origin, error.what(), error.hint());
    }
}

/// Checks a target against the packs of all runs.
void check_target(TargetEntry& target, const Plan& plan, Diagnostics& diagnostics) {
    target.breaks = read_years(target.break_years, "breaks", diagnostics);
    if (target.observations.empty()) {
        diagnostics.error(target.id.origin,
                          fmt::format("target '{}' names no observations", target.id.text),
                          "write observations: [rail-tkm]");
    }
    for (const auto& id : target.observations) {
        for (const auto& run : plan.runs) {
            const auto* observation = find(run.scenario.pack, id);
            if (observation) {
                read_unit(target, observation->quantity, diagnostics);
                continue;
            }
            std::vector<std::string> ids;
            for (const auto& known : run.scenario.pack.observations) ids.push_back(known.id.text);
            diagnostics.error(
                target.id.origin,
                fmt::format("no observation '{}' in pack '{}'", id, run.scenario.pack.id),
                did_you_mean(id, ids));
            return;
        }
    }
    if (target.limit_year != 0 && !target.limit) {
        diagnostics.error(target.id.origin, "'limit-year' without 'limit' limits nothing");
    }
}

/// Path of a file named in the file at `path`; nothing, reported, when there is none.
std::string path_of(const Name& name, const std::string& path, Diagnostics& diagnostics) {
    namespace fs = std::filesystem;
    if (name.empty() || fs::path(name.text).is_absolute()) {
        diagnostics.error(name.origin,
                          name.empty() ? "a run names its scenario"
                                       : fmt::format("'{}' is an absolute path", name.text),
                          "write a path relative to this file");
        return {};
    }
    const std::string at = (fs::path(path).parent_path() / name.text).lexically_normal().string();
    std::error_code ignored;
    if (!fs::exists(at, ignored)) {
        diagnostics.error(name.origin, fmt::format("cannot read '{}' (no such file)", at));
        return {};
    }
    return at;
}

void read_scenarios(Plan& plan, const std::string& path, std::span<const config::LeverSpec> levers,
                    Diagnostics& diagnostics) {
    std::set<std::string> ids;
    for (auto& run : plan.runs) {
        if (run.scenario_file.empty()) run.scenario_file.origin = run.id.origin;
        const std::string at = path_of(run.scenario_file, path, diagnostics);
        if (at.empty()) continue;
        run.scenario = config::load_scenario(at, levers);
        if (run.fitted_to != 0 && run.fitted_to <= run.scenario.pack.base_year) {
            diagnostics.error(run.id.origin,
                              fmt::format("run '{}' is fitted to {}, not after its base year {}",
                                          run.id.text, run.fitted_to, run.scenario.pack.base_year));
        }
        if (!ids.insert(run.scenario.id).second) {
            diagnostics.error(run.scenario_file.origin,
                              fmt::format("scenario '{}' is run twice", run.scenario.id));
        }
    }
    if (plan.runs.empty()) {
        diagnostics.error({path, 1, 1}, "the hindcast has no 'runs'");
    }
}

}  // namespace

Plan load_plan(const std::string& path, std::span<const config::LeverSpec> levers) {
    Diagnostics diagnostics;
    const auto text = schema::read_input(path, {}, diagnostics);
    const auto root = text ? schema::parse_yaml(*text, path, diagnostics) : std::nullopt;
    if (root && !root->find("hindcast")) {
        diagnostics.error(root->origin, "this file is no hindcast",
                          "a hindcast starts with 'hindcast: <id>'");
    }
    diagnostics.throw_if_errors();
    Plan plan;
    PlanFile file{plan, {}, {}};
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(*root, file, context);
    plan.pandemic = read_years(file.pandemic, "pandemic", diagnostics);
    diagnostics.throw_if_errors();

    read_scenarios(plan, path, levers, diagnostics);
    if (!plan.study_file.empty()) {
        plan.study_file.text = path_of(plan.study_file, path, diagnostics);
    }
    diagnostics.throw_if_errors();
    for (auto& target : file.targets) {
        check_target(target, plan, diagnostics);
        plan.targets.push_back(target);
    }
    diagnostics.throw_if_errors();
    return plan;
}

}  // namespace tanlu::hindcast
