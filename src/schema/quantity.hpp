#pragma once
// Numbers with what belongs to them: unit, source, grade, plausible range.
#include <optional>
#include <string>

#include "parameters/field.hpp"
#include "schema/context.hpp"
#include "schema/mapping.hpp"
#include "schema/value.hpp"
#include "units/unit.hpp"

namespace tanlu::schema {

/// Unit, source and grade shared by the numbers of a leaf.
struct Label {
    units::Unit written;
    units::Unit canonical;
    int choice = 0;  ///< Alternative of the field that `canonical` is.
    std::string canonical_text;
    std::string unit;  ///< As written.
    std::string source;
    Grade grade = Grade::unverified;
    std::string note;
};

/// The nodes a label is read from; nullptr when left out.
struct LabelNodes {
    const Node* unit = nullptr;
    const Node* source = nullptr;
    const Node* grade = nullptr;
    const Node* note = nullptr;
};

/// Takes unit, source, grade and note from a mapping, required under these keys with a prefix.
LabelNodes required_label(Mapping& mapping, const Field& field, const std::string& prefix = {});
/// The same where they may be left out.
LabelNodes optional_label(Mapping& mapping);

/// Reads a label. Reports what is wrong with parts that are there; nothing when a part that must be
/// there is absent or wrong.
std::optional<Label> read_label(const LabelNodes& nodes, const Field& field,
                                const std::string& path, ReadContext& context);

/// Converts a written unit to the alternative of the field that it fits; reports when none does.
bool match_unit(const std::string& unit, const Origin& origin, const Field& field,
                const std::string& path, ReadContext& context, Label& label);

/// A value from a distribution, `{triangular: [1, 2, 3]}`, whose ends lie in the range of the
/// field.
std::optional<Value> drawn_value(const Node& node, const Label& label, const Field& field,
                                 const std::string& path, ReadContext& context);

/// A number, or a distribution in its place, with its label and plausible range, checked against
/// the range of the field.
std::optional<Value> make_value(const Node& number, const Node* low, const Node* high,
                                const Label& label, const Field& field, const std::string& path,
                                ReadContext& context);

/// Reports what is wrong with a number whose label cannot be used.
void check_number(const Node& number, const std::string& path, ReadContext& context);

/// A value from a number that was read elsewhere.
std::optional<Value> checked_value(double written, const Origin& origin, const Label& label,
                                   const Field& field, const std::string& path,
                                   ReadContext& context);

/// Plain text of a node; reports anything else and text that is empty.
std::optional<std::string> read_text(const Node& node, const std::string& path,
                                     ReadContext& context);

/// A grade: A, B, C or U.
std::optional<Grade> read_grade(const Node& node, ReadContext& context);

/// Notes that every key of `text`, several joined by '+', must be a source.
void note_sources(const std::string& text, const Origin& origin, ReadContext& context);

/// "between 0.01 and 1.5 vehicle/person", "not negative", "above 0"; empty for any number.
std::string range_text(const Range& range, std::string_view unit);

}  // namespace tanlu::schema
