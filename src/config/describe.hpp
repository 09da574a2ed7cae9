#pragma once
// Declarations of what stands in pack and scenario files besides the parameters of the model.
#include "config/pack.hpp"
#include "config/pack_overlay.hpp"
#include "config/scenario_file.hpp"
#include "parameters/parameters.hpp"

namespace tanlu::config {

/// Visits a struct that the visitor only looks at. describe() takes structs by reference so that
/// one function serves readers and writers.
template <class V, class Struct>
void look(V& v, const Struct& item) {
    describe(v, const_cast<Struct&>(item));
}

/// Unit of an observed quantity.
const ObservedQuantityInfo& info(ObservedQuantity quantity);

/// The observed quantities as options of a choice.
std::span<const Option<ObservedQuantity>> observed_quantity_options();

template <class V>
void describe(V& v, Source& p) {
    v.word("title", p.title, "Title of the work.");
    v.word("publisher", p.publisher, "Who published it.");
    v.word("year", p.year, "Year, or years such as \"2016-2020\".");
    v.word("address", p.address, "Web address or other reference.");
    v.word("terms", p.terms, "Terms of use.");
    v.grade("grade", p.grade, "How far it can be trusted.");
    v.optional_word("note", p.note, "Anything else.");
}

template <class V>
void describe(V& v, Region& p) {
    v.word("id", p.id, "Id of the region in results.");
    v.word("en", p.title.en, "Name in English.");
    v.optional_word("zh", p.title.zh, "Name in Chinese.");
    v.optional_word("level", p.level, "national, city or zone; national where left out.");
    v.optional_word("part-of", p.part_of,
                    "Id of the region that holds this one: the two are never added up.");
    v.optional_word("area", p.area, "What of the place is meant, such as the municipality.");
    v.optional_word("boundary", p.boundary, "What its totals hold, in words.");
    v.optional_word("confidence", p.confidence,
                    "high, medium or low: how far its numbers are its own.");
}

template <class V>
void describe(V& v, Observation& p) {
    v.text("title", p.title, "Name of the statistic.");
    v.choice("quantity", p.quantity, observed_quantity_options(), "What was observed.");
    v.series({"path", info(p.quantity).unit, "The observations, in a unit of the quantity.",
              kNotNegative},
             p.path);
}

template <class V>
void describe(V& v, Pack& p) {
    format_version(v);
    v.word("pack", p.id, "Id of the pack.");
    v.text("title", p.title, "Name of the pack.");
    v.group("region", p.region, "The place it describes.");
    v.integer({"base-year", "yr", "Year the stocks and shares belong to.", {1990.0, 2100.0}},
              p.base_year);
    v.integer({"horizon", "yr", "Last year the data allow.", {1991.0, 2200.0}}, p.horizon);
    v.word("factor-set", p.factor_set, "Name of the set of emission factors; recorded in results.");
    v.integer({"price-year", "yr", "Year of all prices.", {2020.0, 2020.0}}, p.price_year);
    v.words("files", p.parts, "Files with the rest of the pack, relative, inside its directory.");
    describe(v, p.parameters);
    v.map("observations", p.observations, "Statistics that results are printed beside.");
    v.map("sources", p.sources, "Where the numbers come from; stands in sources.yaml.");
}

template <class V>
void describe(V& v, PackOverlay& p) {
    format_version(v);
    v.word("pack", p.id, "Id of the pack.");
    v.text("title", p.title, "Name of the pack.");
    v.link("extends", p.extends, "Directory of the pack that this one changes, relative.");
    v.integer({"base-year", "yr", "Year the stocks and shares belong to.", {0.0, 2100.0}},
              p.base_year);
    v.integer({"horizon", "yr", "Last year the data allow.", {0.0, 2200.0}}, p.horizon);
    v.optional_group("region", p.region,
                     "The place it describes; with it observations of the other pack fall away.");
    v.words("files", p.parts, "Files with more overrides, relative, inside its directory.");
    v.words("without", p.without, "Entries of maps of the other pack that this one leaves out.");
    v.raw("observations", p.observations,
          "Statistics that results are printed beside, in place of those of the other pack.");
    v.words("carried-over", p.carried_over,
            "Paths, '*' for any key, below which numbers of the other pack count as unverified.");
    v.raw("overrides", p.overrides, "Leaves of the other pack by their path, with new values.");
}

template <class V>
void describe(V& v, PackOverlayPart& p) {
    v.raw("overrides", p.overrides, "Leaves of the other pack by their path, with new values.");
}

template <class V>
void describe(V& v, PackageFile& p) {
    format_version(v);
    v.word("package", p.id, "Id of the package.");
    v.text("title", p.title, "Name of the package.");
    v.optional_text("description", p.description, "What it is for.");
    v.raw("policies", p.policies, "Policies of the package.");
    v.raw("sources", p.sources, "Sources of this file, as in sources.yaml of a pack.");
}

template <class V>
void describe(V& v, ParameterSetFile& p) {
    format_version(v);
    v.word("parameter-set", p.id, "Id of the parameter set.");
    v.text("title", p.title, "Name of the parameter set.");
    v.optional_text("description", p.description, "What the numbers are for.");
    v.raw("overrides", p.overrides, "Leaves of the pack by their path, with new values.");
    v.raw("record", p.record, "How the numbers came about; read by nobody but people.");
    v.raw("sources", p.sources, "Sources of this file, as in sources.yaml of a pack.");
}

template <class V>
void describe(V& v, ScenarioFile& p) {
    format_version(v);
    v.word("scenario", p.id, "Id of the scenario.");
    v.text("title", p.title, "Name of the scenario.");
    v.optional_text("description", p.description, "What it assumes.");
    v.link("extends", p.extends, "Parent scenario, relative, inside the tree of scenarios.");
    v.link("pack", p.pack, "Directory of the model pack; only where nothing is extended.");
    v.integer(
        {"horizon", "yr", "Last year; that of the parent or pack where left out.", {0.0, 2200.0}},
        p.horizon);
    v.words("parameter-sets", p.parameter_sets,
            "Parameter sets, relative, inside the tree of scenarios; the own overrides of the file "
            "come after them.");
    v.words("packages", p.packages,
            "Packages of policies, relative, inside the tree of scenarios; theirs come first.");
    deprecated(v, kFormerPackageDelay, kPackageDelay);
    v.integer({kPackageDelay,
               "yr",
               "Years by which all policies of the packages come later than written; 0 where left "
               "out.",
               {0.0, 50.0}},
              p.delay);
    v.raw("overrides", p.overrides, "Leaves of the pack by their path, with new values.");
    v.raw("policies", p.policies,
          "Policies in force besides those of the parent and the packages.");
    v.raw("sources", p.sources, "Sources of this file, as in sources.yaml of a pack.");
}

}  // namespace tanlu::config
