#pragma once
// The keys of a study file, declared once.
#include <span>
#include <string>
#include <vector>

#include "parameters/field.hpp"
#include "schema/context.hpp"
#include "schema/node.hpp"
#include "schema/value.hpp"
#include "study/study.hpp"

namespace tanlu::study {

/// A study file, its parts still to be read.
struct StudyFile {
    std::string id;
    Text title;
    Text description;
    std::vector<std::string> scenarios;
    schema::Node design, inputs, correlations, groups, condition, keep, fail_above, sources;
};

template <class V>
void describe(V& v, StudyFile& p) {
    format_version(v);
    v.word("study", p.id, "Id of the study.");
    v.text("title", p.title, "Name of the study.");
    v.optional_text("description", p.description, "What it asks.");
    v.words("scenarios", p.scenarios,
            "Scenario files, relative to this one; sample i has the same draws in all of them.");
    v.raw("design", p.design, "How the samples are chosen: kind, samples, seed.");
    v.raw("inputs", p.inputs, "Uncertain inputs by id.");
    v.raw("correlations", p.correlations, "Rank correlations between inputs.");
    v.raw("groups", p.groups, "Inputs that a sensitivity analysis takes together, by name.");
    v.raw("condition", p.condition, "Statistics that samples are held against.");
    v.raw("keep", p.keep, "What the result keeps: summaries, series, inputs.");
    v.raw("fail-above", p.fail_above, "Share of failed samples above which the study fails.");
    v.raw("sources", p.sources, "Sources of this file, as in sources.yaml of a pack.");
}

/// Keys of the parts that have former names. `on` was one that YAML 1.1 takes for a truth value;
/// `paths` were called `of` everywhere else.
inline constexpr std::string_view kStatistics = "statistics";  ///< of `condition`
inline constexpr std::string_view kFormerStatistics = "on";
inline constexpr std::string_view kPairedOf = "of";  ///< of `paired`
inline constexpr std::string_view kFormerPairedOf = "paths";

/// The words that an input, a range, a design and a condition choose from.
std::span<const Option<Change>> changes();
std::span<const Option<Draw>> draws();
std::span<const Option<RangeShape>> range_shapes();
std::span<const Option<Conditioning>> conditionings();

/// Whether a file begins like a study: readable YAML with the key `study`.
bool is_study_file(const std::string& path);

/// Reads the entries of `inputs`.
std::vector<Input> read_inputs(const schema::Node& node, schema::ReadContext& context);

/// Reads the other parts into the study. References between them are checked.
void read_parts(const StudyFile& file, Study& study, schema::ReadContext& context);

}  // namespace tanlu::study
