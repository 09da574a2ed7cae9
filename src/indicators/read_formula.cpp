#include "indicators/read_formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "schema/scalar.hpp"

namespace tanlu::indicators {
namespace {

const std::vector<std::string> kBoundaries{"ttw", "ttw_grid", "wtw"};
const std::vector<std::string> kGases{"co2", "co2e"};
const std::vector<std::string> kGrades{"A", "B", "C", "U"};
constexpr Option<InputKind> kInputKinds[] = {
    {InputKind::exogenous, "exogenous", "a series of the scenario"},
    {InputKind::survey, "survey", "a judgement, a questionnaire or a survey"}};

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Line and column of every character of a scalar, by walking through the file beside it: blanks
/// differ where the text is folded, all else is the same.
std::vector<std::pair<int, int>> places_of(const schema::Node& node, std::string_view file) {
    int line = 1;
    int column = 1;
    std::size_t at = 0;
    const auto step = [&] {
        if (file[at++] == '\n') {
            ++line;
            column = 1;
        } else {
            ++column;
        }
    };
    while (at < file.size() && (line < node.origin.line || column < node.origin.column)) step();
    if (at < file.size() && node.quoted && (file[at] == '"' || file[at] == '\'')) step();
    const bool is_block = at < file.size() && (file[at] == '>' || file[at] == '|');
    while (is_block && at < file.size() && line == node.origin.line) step();

    std::vector<std::pair<int, int>> places;
    bool is_lost = false;
    for (const char letter : node.text) {
        if (!is_blank(letter)) {
            while (!is_lost && at < file.size() && is_blank(file[at])) step();
            is_lost = is_lost || at >= file.size() || file[at] != letter;
        }
        places.emplace_back(is_lost ? node.origin.line : line,
                            is_lost ? node.origin.column : column);
        if (!is_blank(letter) && !is_lost) step();
    }
    // One more for errors at the end.
    if (!is_lost) places.emplace_back(line, column);
    return places;
}

/// The unit of what a formula gives; nothing, with an error, where it cannot be read.
std::optional<units::Unit> shown_unit(const std::string& unit, const Origin& place,
                                      bool is_formula_unit, Diagnostics& diagnostics) {
    if (unit.empty()) return std::nullopt;  // reported as missing
    if (!is_formula_unit && (unit == "-" || unit == "0/1")) return units::Unit{};
    try {
        return units::parse_unit(unit);
    } catch (const units::UnitError& error) {
        diagnostics.error(place, error.what(),
                          is_formula_unit || !error.hint().empty()
                              ? error.hint()
                              : "give 'formula-unit' beside it: the same in known units");
        return std::nullopt;
    }
}

std::vector<Switch> read_switches(Fields& fields, Diagnostics& diagnostics) {
    std::vector<Switch> switches;
    const schema::Node* node = fields.mapping("switches", Presence::optional);
    if (node == nullptr) return switches;
    Fields values(*node, diagnostics);
    for (const auto& entry : node->entries) switches.push_back({entry.key, values.text(entry.key)});
    return switches;
}

/// A word of a list; empty, with an error, where it is none.
std::string known_word(const std::string& word, const std::vector<std::string>& words,
                       std::string_view what, const Origin& place, Diagnostics& diagnostics) {
    if (word.empty() || std::ranges::find(words, word) != words.end()) return word;
    diagnostics.error(place, fmt::format("'{}' is no {}", word, what), did_you_mean(word, words));
    return {};
}

/// Reads the keys of one value: of a row, or of one of its variants.
class ValueReader {
public:
    ValueReader(Fields& fields, const FormulaContext& context, const Indicator& row)
        : fields_(fields), context_(context), row_(row) {}

    /// `unit` and where it stands, unless there is a formula-unit.
    void read(std::string unit, Origin place, Variant& value) {
        const bool has_own = fields_.find("formula-unit", Presence::optional) != nullptr;
        if (has_own) {
            unit = fields_.text("formula-unit", Presence::optional);
            place = fields_.place_of("formula-unit");
        }
        value.stand_in = fields_.text("stand-in", Presence::optional);
        value.switches = read_switches(fields_, context_.diagnostics);
        const schema::Node* node = fields_.find("formula", Presence::optional);
        if (node == nullptr) {
            if (has_own) context_.diagnostics.error(place, "'formula-unit' without a formula");
            return;
        }
        const std::string text = fields_.text("formula");
        if (text.empty()) return;
        const auto shown = shown_unit(unit, place, has_own, context_.diagnostics);
        value.formula = checked(*node, unit, shown);
    }

private:
    Fields& fields_;
    const FormulaContext& context_;
    const Indicator& row_;

    std::optional<Formula> checked(const schema::Node& node, const std::string& unit,
                                   const std::optional<units::Unit>& shown) {
        Formula formula;
        formula.text = node.text;
        formula.places = places_of(node, context_.file_text);
        const auto report = [&](std::size_t at, const std::string& message,
                                const std::string& hint) {
            context_.diagnostics.error(place_in(formula, node.origin.file, at), message, hint);
        };
        try {
            formula.tree = parse_formula(formula.text);
            formula.type =
                check_formula(formula.tree, context_.vocabulary,
                              row_.boundaries.empty() ? BoundaryFrom::formula : BoundaryFrom::row);
        } catch (const FormulaError& error) {
            report(error.at(), error.what(), error.hint());
            return std::nullopt;
        }
        if (!shown) return std::nullopt;
        formula.unit = *shown;
        if (formula.type.dimension != shown->dimension) {
            report(formula.tree.at,
                   fmt::format("the formula gives {} ('{}' is {})",
                               units::to_string(formula.type.dimension), unit,
                               units::to_string(shown->dimension)),
                   "numbers are in km, kg, yr, MJ, vehicle, person; correct the formula, the "
                   "unit or 'formula-unit'");
            return std::nullopt;
        }
        return formula;
    }
};

Variant read_variant(const schema::Node& node, const FormulaContext& context, const Indicator& row,
                     const Origin& unit_place) {
    Fields fields(node, context.diagnostics);
    Variant variant;
    variant.name = fields.text("variant");
    variant.name_zh = fields.text("variant-zh", Presence::optional);
    variant.unit = fields.text("unit", Presence::optional);
    variant.not_derived = fields.text("not-derived", Presence::optional);
    const bool has_unit = !variant.unit.empty();
    ValueReader(fields, context, row)
        .read(has_unit ? variant.unit : row.unit, has_unit ? fields.place_of("unit") : unit_place,
              variant);
    fields.finish();
    const bool has_formula = node.find("formula") != nullptr;
    if (has_formula == !variant.not_derived.empty()) {
        context.diagnostics.error(node.origin, "a variant has either 'formula' or 'not-derived'");
    }
    if (variant.unit == row.unit) variant.unit.clear();
    return variant;
}

void read_constants(Fields& fields, Diagnostics& diagnostics, Vocabulary& vocabulary) {
    const auto* constants = fields.mapping("constants", Presence::optional);
    if (constants == nullptr) return;
    for (const auto& entry : constants->entries) {
        if (!entry.value.is_mapping()) {
            diagnostics.error(entry.value.origin,
                              fmt::format("constant '{}' is no mapping", entry.key),
                              "write {value: 1, unit: t/person, source: KEY, grade: U}");
            continue;
        }
        Fields keys(entry.value, diagnostics);
        ConstantInfo constant;
        constant.value = keys.number("value").value_or(0.0);
        constant.unit = keys.text("unit");
        constant.source = keys.text("source");
        constant.grade =
            known_word(keys.text("grade"), kGrades, "grade", keys.place_of("grade"), diagnostics);
        constant.note = keys.text("note", Presence::optional);
        keys.finish();
        if (!shown_unit(constant.unit, keys.place_of("unit"), true, diagnostics)) continue;
        vocabulary.constants[entry.key] = std::move(constant);
    }
}

void read_boundaries(Fields& fields, Diagnostics& diagnostics, Indicator& row) {
    for (const auto& word : fields.texts("boundaries", Presence::optional)) {
        const std::string known = known_word(word, kBoundaries, "emission boundary",
                                             fields.place_of("boundaries"), diagnostics);
        if (!known.empty()) row.boundaries.push_back(known);
    }
    row.gases = known_word(fields.text("gases", Presence::optional), kGases, "gases",
                           fields.place_of("gases"), diagnostics);
}

}  // namespace

void read_vocabulary(Fields& fields, Diagnostics& diagnostics, Vocabulary& vocabulary) {
    if (const auto* sets = fields.mapping("sets", Presence::optional)) {
        for (const auto& entry : sets->entries) {
            if (!entry.value.is_mapping()) {
                diagnostics.error(entry.value.origin,
                                  fmt::format("set '{}' is no mapping", entry.key),
                                  "write {axis: passenger_mode, labels: [walk, bicycle]}");
                continue;
            }
            Fields keys(entry.value, diagnostics);
            LabelSet set;
            set.axis = keys.text("axis");
            set.labels = keys.texts("labels", Presence::optional);
            set.attribute = keys.text("attribute", Presence::optional);
            set.note = keys.text("note", Presence::optional);
            keys.finish();
            std::vector<std::string> axes;
            for (const auto& variable : known_variables()) {
                for (const auto& axis : variable.axes) {
                    if (std::ranges::find(axes, axis) == axes.end()) axes.push_back(axis);
                }
            }
            known_word(set.axis, axes, "axis", keys.place_of("axis"), diagnostics);
            if (set.labels.empty() == set.attribute.empty()) {
                diagnostics.error(entry.origin, fmt::format("set '{}' has either 'labels' or "
                                                            "'attribute'",
                                                            entry.key));
            }
            vocabulary.sets[entry.key] = std::move(set);
        }
    }
    read_constants(fields, diagnostics, vocabulary);
    if (const auto* inputs = fields.mapping("inputs", Presence::optional)) {
        for (const auto& entry : inputs->entries) {
            if (!entry.value.is_mapping()) {
                diagnostics.error(entry.value.origin,
                                  fmt::format("input '{}' is no mapping", entry.key),
                                  "write {unit: person/yr, kind: exogenous, title: {en: ...}}");
                continue;
            }
            if (!schema::is_id(entry.key)) {
                diagnostics.error(entry.origin,
                                  fmt::format("'{}' is no name in kebab-case", entry.key));
            }
            Fields keys(entry.value, diagnostics);
            InputInfo input;
            input.unit = keys.text("unit");
            input.kind = keys.choice("kind", std::span<const Option<InputKind>>(kInputKinds));
            input.title = keys.bilingual("title");
            keys.finish();
            if (!shown_unit(input.unit, keys.place_of("unit"), true, diagnostics)) continue;
            vocabulary.inputs[entry.key] = std::move(input);
        }
    }
}

void read_formulas(Fields& fields, const schema::Node& node, const FormulaContext& context,
                   Indicator& row) {
    read_boundaries(fields, context.diagnostics, row);
    row.composite = fields.flag("composite", Presence::optional);
    const Origin unit_place = fields.place_of("unit");
    Variant own;
    ValueReader(fields, context, row).read(row.unit, unit_place, own);
    const bool has_formula = node.find("formula") != nullptr;
    if (has_formula) row.variants.push_back(std::move(own));
    const schema::Node* variants = fields.sequence("variants", Presence::optional);
    if (variants != nullptr) {
        for (const auto& item : variants->items) {
            if (!item.is_mapping()) {
                context.diagnostics.error(item.origin, "a variant is a mapping",
                                          "write {variant: e-bikes counted, formula: ...}");
                continue;
            }
            row.variants.push_back(read_variant(item, context, row, unit_place));
        }
        if (has_formula) {
            context.diagnostics.error(fields.place_of("variants"),
                                      "an indicator has either 'formula' or 'variants'");
        }
    } else if (!has_formula && !row.boundaries.empty()) {
        context.diagnostics.error(fields.place_of("boundaries"), "'boundaries' without a formula",
                                  "computed indicators have their own");
    }
    const bool has_boundary = std::ranges::any_of(row.variants, [](const Variant& variant) {
        return !variant.formula || uses_boundary(variant.formula->tree);
    });
    if (!row.boundaries.empty() && !row.variants.empty() && !has_boundary) {
        context.diagnostics.error(fields.place_of("boundaries"),
                                  "no formula of this row has an axis 'boundary'");
    }
}

}  // namespace tanlu::indicators
