#include "cli/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "base/text.hpp"
#include "cli/schema_parts.hpp"
#include "cli/study_schema.hpp"
#include "config/describe.hpp"
#include "config/lever_spec.hpp"
#include "levers/lever.hpp"
#include "schema/format_version.hpp"
#include "schema/words.hpp"
#include "study/study_file.hpp"

namespace tanlu::cli {
namespace {

constexpr const char* kQuantityPattern = "^[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)? +\\S";

enum class Strictness { complete, partial };  // of a file: the whole, or a part of a pack

/// Properties that go with every number.
json label_properties() {
    return {{"unit", loose_text_type()},
            {"source", text_type()},
            {"grade", {{"enum", words_of(schema::grades())}}},
            {"note", text_type()}};
}

json with(json properties, std::initializer_list<std::pair<const char*, json>> more) {
    for (const auto& [key, value] : more) properties[key] = value;
    return properties;
}

json value_definition() {
    const json number = {{"type", "number"}};
    return object_of(with(label_properties(),
                          {{"value", number_or_distribution()}, {"low", number}, {"high", number}}),
                     {"value", "unit", "source", "grade"});
}

json values_definition() {
    const json numbers = {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 1}};
    json values = numbers;
    values["items"] = number_or_distribution();
    return object_of(
        with(label_properties(), {{"values", values}, {"low", numbers}, {"high", numbers}}),
        {"values", "unit", "source", "grade"});
}

/// A constant, anchors by year, or a CSV file.
json series_definition() {
    const json number = {{"type", "number"}};
    const json bounds = map_of(kYearPattern, number);
    const json full =
        object_of(with(label_properties(),
                       {{"value", number_or_distribution()}, {"low", number}, {"high", number}}),
                  {"value"});
    const json anchors =
        map_of(kYearPattern, {{"anyOf", {number, reference_to("distribution"), full}}});
    const json rules = {{"interpolate", {{"enum", words_of(schema::interpolations())}}},
                        {"extrapolate", {{"enum", words_of(schema::extrapolations())}}},
                        {"growth", anchors},
                        {"growth-unit", text_type()},
                        {"growth-source", text_type()},
                        {"growth-grade", {{"enum", words_of(schema::grades())}}},
                        {"growth-note", text_type()},
                        {"growth-low", bounds},
                        {"growth-high", bounds}};
    json by_year = rules;
    by_year.update(
        with(label_properties(), {{"anchors", anchors}, {"low", bounds}, {"high", bounds}}));
    return {{"oneOf",
             {value_definition(), object_of(by_year, {"anchors"}),
              object_of(with(rules, {{"csv", text_type()}}), {"csv"})}}};
}

json text_definition() {
    return object_of({{"en", text_type()}, {"zh", text_type()}}, {"en"});
}

json definitions() {
    return {{"text", text_definition()},
            {"value", value_definition()},
            {"values", values_definition()},
            {"series", series_definition()},
            {"distribution", distribution_definition()},
            {"distribution-with-unit", distribution_with_unit()}};
}

/// Builds the schema of a struct by visiting it.
class SchemaBuilder {
public:
    explicit SchemaBuilder(Strictness strictness) : strictness_(strictness) {}

    json schema() const {
        json object = object_of(properties_, required_);
        for (const auto& [old, key] : former_) add_former(object, old, key);
        return object;
    }

    void format_version() {
        add(schema::kFormatKey,
            {{"type", "integer"}, {"minimum", schema::kOldestFormat}, {"maximum", schema::kFormat}},
            schema::kFormatDoc, Need::optional);
    }
    void deprecated(std::string_view old, std::string_view key) { former_.emplace_back(old, key); }
    void scalar(const Field& field, Value&) { number(field, "value", Need::required); }
    void optional_scalar(const Field& field, std::optional<Value>&) {
        number(field, "value", Need::optional);
    }
    void scalar_list(const Field& field, std::vector<Value>&) {
        number(field, "values", Need::required);
    }
    void optional_scalar_list(const Field& field, std::vector<Value>&) {
        number(field, "values", Need::optional);
    }
    void series(const Field& field, Trajectory&) { number(field, "series", Need::required); }
    void optional_series(const Field& field, std::optional<Trajectory>&) {
        number(field, "series", Need::optional);
    }
    void integer(const Field& field, int& number) {
        const bool has_default = number >= field.range.low && number <= field.range.high;
        add(field.key,
            {{"type", "integer"}, {"minimum", field.range.low}, {"maximum", field.range.high}},
            field.doc, has_default ? Need::optional : Need::required);
    }
    void flag(std::string_view key, bool& on, std::string_view doc) {
        add(key, {{"type", "boolean"}, {"default", on}}, doc, Need::optional);
    }
    void text(std::string_view key, Text&, std::string_view doc) {
        add(key, {{"allOf", {reference_to("text")}}}, doc, Need::required);
    }
    void optional_text(std::string_view key, Text&, std::string_view doc) {
        add(key, {{"allOf", {reference_to("text")}}}, doc, Need::optional);
    }
    void name(std::string_view key, Name&, std::string_view, std::string_view doc) {
        add(key, text_type(), doc, Need::required);
    }
    void optional_name(std::string_view key, Name&, std::string_view, std::string_view doc) {
        add(key, text_type(), doc, Need::optional);
    }
    void word(std::string_view key, std::string&, std::string_view doc) {
        add(key, loose_text_type(), doc, Need::required);
    }
    void optional_word(std::string_view key, std::string&, std::string_view doc) {
        add(key, loose_text_type(), doc, Need::optional);
    }
    void words(std::string_view key, std::vector<std::string>&, std::string_view doc) {
        add(key, {{"type", "array"}, {"items", text_type()}}, doc, Need::optional);
    }
    void link(std::string_view key, Name&, std::string_view doc) {
        add(key, text_type(), doc, Need::optional);
    }
    void grade(std::string_view key, Grade&, std::string_view doc) {
        add(key, {{"enum", words_of(schema::grades())}}, doc, Need::required);
    }
    /// Replaced by what is read there.
    void raw(std::string_view key, schema::Node&, std::string_view doc) {
        add(key, json::object(), doc, Need::optional);
    }
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const Option<Enum> (&options)[N],
                std::string_view doc) {
        choice(key, value, std::span<const Option<Enum>>(options), doc);
    }
    template <class Enum>
    void choice(std::string_view key, Enum&, std::span<const Option<Enum>> options,
                std::string_view doc) {
        add(key, {{"enum", words_of(options)}}, doc, Need::required);
    }
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view doc) {
        add(key, inner(group), doc, Need::required);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>&, std::string_view doc) {
        Struct item;
        SchemaBuilder builder(Strictness::complete);
        describe(builder, item);
        add(key, builder.schema(), doc, Need::optional);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>&, std::string_view doc) {
        Struct entry;
        SchemaBuilder builder(Strictness::complete);
        describe(builder, entry);
        add(key, map_of(kIdPattern, builder.schema()), doc, Need::optional);
    }

private:
    enum class Need { required, optional };

    Strictness strictness_;
    json properties_ = json::object();
    json required_ = json::array();
    std::vector<std::pair<std::string, std::string>> former_;

    void add(std::string_view key, json schema, std::string_view doc, Need need) {
        schema["description"] = doc;
        properties_[std::string(key)] = std::move(schema);
        const bool is_required = need == Need::required && strictness_ == Strictness::complete;
        if (is_required) required_.push_back(key);
    }

    void number(const Field& field, const char* definition, Need need) {
        const auto units = split(field.unit, '|');
        const std::string unit =
            field.unit == "1" ? "1 or %" : fmt::format("{}", fmt::join(units, " or "));
        add(field.key, {{"allOf", {reference_to(definition)}}},
            fmt::format("{} [{}]", field.doc, unit), need);
    }

    /// A group at the top may be spread over files; what lies deeper is in one place.
    template <class Struct>
    json inner(Struct& group) const {
        SchemaBuilder builder(strictness_);
        describe(builder, group);
        return builder.schema();
    }
};

json titled(json schema, const std::string& title) {
    json result = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
    result.update(schema);
    result["definitions"] = definitions();
    return result;
}

json pack_schema(const std::string& title, bool has_header) {
    config::Pack pack;
    SchemaBuilder builder(Strictness::partial);
    describe(builder, pack);
    json schema = builder.schema();
    if (has_header) {
        schema["required"] = {"pack",    "title",      "region",    "base-year",
                              "horizon", "factor-set", "price-year"};
    }
    return titled(std::move(schema), title);
}

/// The map of sources: the content of sources.yaml.
json sources_schema() {
    config::Source source;
    SchemaBuilder builder(Strictness::complete);
    describe(builder, source);
    return map_of(kIdPattern, builder.schema());
}

/// Names that a lever goes by, the present one first.
json names_of(const config::LeverSpec& spec) {
    auto names = json::array({spec.name});
    for (const auto& former : spec.former) names.push_back(former);
    return names;
}

json selectors_schema(const config::LeverSpec& spec) {
    json selectors = json::object();
    auto required = json::array();
    for (const auto& selector : spec.selectors) {
        selectors[selector.key] = one_or_more(text_type());
        selectors[selector.key]["description"] = selector.doc;
        if (selector.requirement == config::Requirement::required) required.push_back(selector.key);
    }
    json object = object_of(std::move(selectors), std::move(required));
    for (const auto& selector : spec.selectors) {
        if (!selector.former.empty()) add_former(object, selector.former, selector.key);
    }
    return object;
}

json policy_schema(const config::LeverSpec& spec) {
    json properties = {{"lever", {{"enum", names_of(spec)}}},
                       {"id", {{"type", "string"}, {"pattern", kIdPattern}}}};
    auto required = json::array({"lever", "id", "source", "grade"});
    const bool needs_selector = std::ranges::any_of(spec.selectors, [](const auto& selector) {
        return selector.requirement == config::Requirement::required;
    });
    if (needs_selector) required.push_back("for");
    properties["for"] = selectors_schema(spec);
    for (const auto& parameter : spec.parameters) {
        json schedule = map_of(kYearPattern, {{"anyOf",
                                               {{{"type", "string"}, {"pattern", kQuantityPattern}},
                                                reference_to("distribution-with-unit")}}});
        schedule["minProperties"] = 1;
        schedule["description"] = fmt::format("{} [{}]", parameter.doc, parameter.unit);
        properties[parameter.key] = std::move(schedule);
        if (parameter.requirement == config::Requirement::required) {
            required.push_back(parameter.key);
        }
    }
    properties["phase-in"] = {{"enum", {"linear", "step", "pchip", "logistic"}}};
    properties["source"] = text_type();
    properties["grade"] = {{"enum", words_of(schema::grades())}};
    properties["note"] = text_type();
    for (const char* flag : {"replace", "if-present"}) properties[flag] = {{"type", "boolean"}};
    json object = object_of(std::move(properties), std::move(required));
    for (const auto& parameter : spec.parameters) {
        if (!parameter.former.empty()) add_former(object, parameter.former, parameter.key);
    }
    return object;
}

json policies_schema() {
    auto names = json::array();
    auto cases = json::array();
    for (const auto& spec : levers::specs()) {
        for (const auto& name : names_of(spec)) names.push_back(name);
        const json is_lever = {{"properties", {{"lever", {{"enum", names_of(spec)}}}}},
                               {"required", {"lever"}}};
        cases.push_back({{"if", is_lever}, {"then", policy_schema(spec)}});
    }
    json policy = {{"type", "object"},
                   {"properties", {{"lever", {{"enum", names}}}}},
                   {"required", {"lever"}}};
    if (!cases.empty()) policy["allOf"] = std::move(cases);
    return {{"type", "array"}, {"items", std::move(policy)}};
}

/// Leaves by their path; what they hold depends on the leaf.
json overrides_schema() {
    return {{"type", "object"}, {"propertyNames", {{"pattern", "^[a-z0-9-]+(\\.[a-z0-9-]+)*$"}}}};
}

json scenario_schema() {
    config::ScenarioFile file;
    SchemaBuilder builder(Strictness::complete);
    describe(builder, file);
    json schema = builder.schema();
    const auto replace = [&](const char* key, json with_schema) {
        with_schema["description"] = schema["properties"][key]["description"];
        schema["properties"][key] = std::move(with_schema);
    };
    replace("policies", policies_schema());
    replace("sources", sources_schema());
    replace("overrides", overrides_schema());
    for (const char* key : {config::kExogenousSeries, config::kSurveyInputs}) {
        replace(key, map_of(kIdPattern, reference_to("series")));
    }
    schema["oneOf"] = {{{"required", {"extends"}}}, {{"required", {"pack"}}}};
    return titled(std::move(schema), "Tanlu scenario");
}

json package_schema() {
    config::PackageFile file;
    SchemaBuilder builder(Strictness::complete);
    describe(builder, file);
    json schema = builder.schema();
    for (const auto& [key, part] :
         {std::pair{"policies", policies_schema()}, std::pair{"sources", sources_schema()}}) {
        json described = part;
        described["description"] = schema["properties"][key]["description"];
        schema["properties"][key] = std::move(described);
    }
    return titled(std::move(schema), "Tanlu package of policies");
}

json parameter_set_schema() {
    config::ParameterSetFile file;
    SchemaBuilder builder(Strictness::complete);
    describe(builder, file);
    json schema = builder.schema();
    for (const auto& [key, part] :
         {std::pair{"overrides", overrides_schema()}, std::pair{"sources", sources_schema()}}) {
        json described = part;
        described["description"] = schema["properties"][key]["description"];
        schema["properties"][key] = std::move(described);
    }
    return titled(std::move(schema), "Tanlu parameter set");
}

json extending_pack_schema() {
    config::PackOverlay file;
    SchemaBuilder builder(Strictness::complete);
    describe(builder, file);
    json schema = builder.schema();
    json overrides = overrides_schema();
    overrides["description"] = schema["properties"]["overrides"]["description"];
    schema["properties"]["overrides"] = std::move(overrides);
    schema["required"].push_back("extends");
    return titled(std::move(schema), "Tanlu model pack that extends another");
}

json study_schema() {
    study::StudyFile file;
    SchemaBuilder builder(Strictness::complete);
    describe(builder, file);
    json schema = builder.schema();
    json parts = study_parts();
    parts["sources"] = sources_schema();
    for (auto& [key, part] : parts.items()) {
        part["description"] = schema["properties"][key]["description"];
        schema["properties"][key] = part;
    }
    schema["properties"]["scenarios"]["minItems"] = 1;
    for (const char* key : {"scenarios", "design"}) schema["required"].push_back(key);
    return titled(std::move(schema), "Tanlu study");
}

}  // namespace

const std::vector<std::string>& schema_names() {
    static const std::vector<std::string> kNames = {"pack",          "pack-part", "extending-pack",
                                                    "sources",       "scenario",  "package",
                                                    "parameter-set", "study"};
    return kNames;
}

std::string json_schema(const std::string& name) {
    json schema;
    if (name == "pack") schema = pack_schema("Tanlu model pack", true);
    if (name == "pack-part") schema = pack_schema("Tanlu model pack, one of its files", false);
    if (name == "sources") schema = titled(sources_schema(), "Tanlu sources of a model pack");
    if (name == "extending-pack") schema = extending_pack_schema();
    if (name == "scenario") schema = scenario_schema();
    if (name == "package") schema = package_schema();
    if (name == "parameter-set") schema = parameter_set_schema();
    if (name == "study") schema = study_schema();
    return schema.dump(2) + "\n";
}

}  // namespace tanlu::cli
