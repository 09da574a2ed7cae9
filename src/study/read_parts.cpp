// The parts of a study file besides its inputs.
#include <algorithm>
#include <limits>
#include <map>

#include "study/fields.hpp"
#include "study/study_file.hpp"

namespace tanlu::study {
namespace {

constexpr std::int64_t kMostSamples = std::int64_t{1} << 40;

constexpr Option<DesignKind> kDesigns[] = {
    {DesignKind::mc, "mc", "independent random numbers"},
    {DesignKind::lhs, "lhs", "Latin hypercube"},
    {DesignKind::sobol, "sobol", "scrambled Sobol' sequence; samples a power of two"},
    {DesignKind::grid, "grid", "every combination of `levels` quantiles"},
    {DesignKind::morris, "morris", "elementary effects along `trajectories`"},
    {DesignKind::saltelli, "saltelli", "pairs of Sobol' rows for variance-based indices"},
    {DesignKind::file, "file", "quantiles from a table"}};

constexpr Option<Conditioning> kConditionings[] = {
    {Conditioning::weights, "weights", "every sample counts by its likelihood"},
    {Conditioning::rejection, "rejection", "samples are kept with that probability"}};

bool is_there(const schema::Node& node) {
    return node.kind != schema::Node::Kind::null;
}

void read_design(const StudyFile& file, Study& study, schema::ReadContext& context) {
    if (!is_there(file.design)) {
        context.diagnostics.error(study.design.origin, "the study has no 'design'",
                                  "write design: {kind: mc, samples: 10000, seed: 1}");
        return;
    }
    Design& design = study.design;
    Fields fields(file.design, "design", context);
    design.origin = file.design.origin;
    fields.required("kind", "one of mc, lhs, sobol, grid, morris, saltelli and file");
    fields.choice<DesignKind>("kind", kDesigns, design.kind);
    std::int64_t samples = 0;
    std::int64_t seed = 0;
    std::int64_t levels = design.levels;
    std::int64_t trajectories = design.trajectories;
    std::int64_t scramble = 0;
    const bool counted = design.kind == DesignKind::mc || design.kind == DesignKind::lhs ||
                         design.kind == DesignKind::sobol || design.kind == DesignKind::saltelli;
    if (counted) {
        fields.required("samples", "how many samples");
        fields.whole("samples", 1, kMostSamples, samples);
    }
    if (counted || design.kind == DesignKind::morris) {
        fields.required("seed", "a whole number; the same seed gives the same samples");
        fields.whole("seed", 0, std::numeric_limits<std::int64_t>::max(), seed);
    }
    if (design.kind == DesignKind::grid) fields.whole("levels", 2, 1000, levels);
    if (design.kind == DesignKind::morris) fields.whole("trajectories", 2, 10000, trajectories);
    if (design.kind == DesignKind::saltelli) fields.flag("second-order", design.second_order);
    if (design.kind == DesignKind::sobol || design.kind == DesignKind::saltelli) {
        fields.whole("scramble", 0, 1000000, scramble);
    }
    if (design.kind == DesignKind::file) {
        if (const auto* node = fields.required("file", "a CSV file with a column per dimension")) {
            design.file = {node->text, node->origin};
        }
    }
    fields.finish();
    design.samples = static_cast<std::uint64_t>(samples);
    design.seed = static_cast<std::uint64_t>(seed);
    design.levels = static_cast<int>(levels);
    design.trajectories = static_cast<int>(trajectories);
    design.scramble = static_cast<std::uint32_t>(scramble);
    const bool is_power = samples > 0 && (samples & (samples - 1)) == 0;
    if ((design.kind == DesignKind::sobol || design.kind == DesignKind::saltelli) && samples > 0 &&
        !is_power) {
        context.diagnostics.error(
            design.origin,
            fmt::format("'design.samples' is {}, no power of two, as the Sobol' sequence needs",
                        samples),
            "take 1024, 4096, 65536, 1048576 ...");
    }
}

/// Whether there is one of the same two inputs.
bool is_known(const Correlation& correlation, const std::vector<Correlation>& known) {
    return std::any_of(known.begin(), known.end(), [&](const Correlation& other) {
        return (other.first == correlation.first && other.second == correlation.second) ||
               (other.first == correlation.second && other.second == correlation.first);
    });
}

void read_correlations(const schema::Node& node, Study& study, schema::ReadContext& context) {
    if (!is_there(node)) return;
    if (!node.is_sequence()) {
        context.diagnostics.error(node.origin, "'correlations' is not a list",
                                  "write '- {between: [a, b], rank: 0.5, source: ..., grade: U}'");
        return;
    }
    for (const auto& item : node.items) {
        Fields fields(item, "correlations", context);
        Correlation correlation;
        correlation.origin = item.origin;
        std::vector<Name> between;
        if (const auto* pair = fields.required("between", "two inputs")) {
            between = fields.names(*pair, fields.path("between"));
        }
        fields.required("rank", "a Spearman rank correlation between -1 and 1");
        fields.number("rank", {-1.0, 1.0}, correlation.rank);
        if (const auto* source = fields.required("source", "the key of a source")) {
            const auto text = schema::read_text(*source, fields.path("source"), context);
            if (text) schema::note_sources(*text, source->origin, context);
        }
        if (const auto* grade = fields.required("grade", "A, B, C or U")) {
            schema::read_grade(*grade, context);
        }
        fields.optional("note");
        fields.finish();
        if (between.size() != 2) {
            fields.error(item.origin, "a correlation is between two inputs");
            continue;
        }
        for (const auto& name : between) {
            context.references.push_back({name.text, "inputs", name.origin});
        }
        correlation.first = between[0];
        correlation.second = between[1];
        if (correlation.first == correlation.second) {
            fields.error(item.origin, "a correlation is between two inputs, not one and itself");
            continue;
        }
        if (is_known(correlation, study.correlations)) {
            fields.error(item.origin, fmt::format("the correlation of '{}' and '{}' is given twice",
                                                  between[0].text, between[1].text));
            continue;
        }
        study.correlations.push_back(std::move(correlation));
    }
}

void read_groups(const schema::Node& node, Study& study, schema::ReadContext& context) {
    if (!is_there(node)) return;
    Fields fields(node, "groups", context);
    std::map<std::string, std::string> group_of;
    for (const auto& entry : node.entries) {
        fields.optional(entry.key);
        Group group{{entry.key, entry.origin}, fields.names(entry.value, fields.path(entry.key))};
        for (const auto& name : group.members) {
            context.references.push_back({name.text, "inputs", name.origin});
            const auto [at, is_new] = group_of.emplace(name.text, entry.key);
            if (is_new) continue;
            fields.error(name.origin,
                         fmt::format("input '{}' is in group '{}' already", name.text, at->second));
        }
        study.groups.push_back(std::move(group));
    }
    fields.finish();
}

Evidence read_evidence(const schema::Node& item, schema::ReadContext& context) {
    Fields fields(item, "condition.statistics", context);
    Evidence evidence;
    if (const auto* node = fields.required("observation", "the id of an observation of the pack")) {
        evidence.observation = {node->text, node->origin};
    }
    if (const auto* node = fields.required("years", "a list of years")) {
        for (const auto& year : fields.names(*node, fields.path("years"))) {
            const auto read = schema::read_integer(schema::make_scalar(year.text, year.origin));
            const int* number = std::get_if<int>(&read);
            const bool is_new = number && std::find(evidence.years.begin(), evidence.years.end(),
                                                    *number) == evidence.years.end();
            if (number && is_new) {
                evidence.years.push_back(*number);
            } else if (number) {
                fields.error(year.origin, fmt::format("{} is given twice", *number));
            } else {
                fields.error(year.origin, fmt::format("'{}' is not a year", year.text));
            }
        }
    }
    const auto* error = fields.required("error", "a relative error, e.g. 5 %");
    if (fields.share("error", error, evidence.error) && evidence.error <= 0.0) {
        fields.error(error->origin, "'condition.statistics.error' must be above 0");
    }
    fields.finish();
    return evidence;
}

void read_condition(const schema::Node& node, Study& study, schema::ReadContext& context) {
    if (!is_there(node)) return;
    Fields fields(node, "condition", context);
    Condition condition;
    fields.choice<Conditioning>("by", kConditionings, condition.by);
    fields.deprecated(kFormerStatistics, kStatistics);
    if (const auto* list = fields.required(kStatistics, "a list of observations")) {
        for (const auto& item : list->items) {
            condition.statistics.push_back(read_evidence(item, context));
        }
        if (list->items.empty()) fields.error(list->origin, "'condition.statistics' is empty");
    }
    fields.finish();
    study.condition = std::move(condition);
}

void read_keep(const schema::Node& node, Study& study, schema::ReadContext& context) {
    study.keep.summaries = {"all"};
    if (!is_there(node)) return;
    Fields fields(node, "keep", context);
    if (const auto* summaries = fields.optional("summaries")) {
        study.keep.summaries.clear();
        if (!summaries->is_sequence() || !summaries->items.empty()) {
            for (const auto& name : fields.names(*summaries, "keep.summaries")) {
                study.keep.summaries.push_back(name.text);
                study.keep.summary_origins.push_back(name.origin);
            }
        }
    }
    if (const auto* series = fields.optional("series")) {
        if (!series->is_sequence() || !series->items.empty()) {
            for (const auto& name : fields.names(*series, "keep.series")) {
                study.keep.series.push_back(name.text);
                study.keep.series_origins.push_back(name.origin);
            }
        }
    }
    if (const auto* systems = fields.optional("indicators")) {
        if (!systems->is_sequence() || !systems->items.empty()) {
            for (const auto& name : fields.names(*systems, "keep.indicators")) {
                study.keep.indicators.push_back(name.text);
                study.keep.indicator_origins.push_back(name.origin);
            }
        }
    }
    fields.flag("inputs", study.keep.inputs);
    fields.finish();
}

}  // namespace

std::span<const Option<Conditioning>> conditionings() {
    return kConditionings;
}

void read_parts(const StudyFile& file, Study& study, schema::ReadContext& context) {
    read_design(file, study, context);
    read_correlations(file.correlations, study, context);
    read_groups(file.groups, study, context);
    read_condition(file.condition, study, context);
    read_keep(file.keep, study, context);
    if (is_there(file.fail_above)) {
        schema::Node whole = schema::make_node(schema::Node::Kind::mapping, file.fail_above.origin);
        Fields fields(whole, "", context);
        fields.share("fail-above", &file.fail_above, study.fail_above);
    }
}

}  // namespace tanlu::study
