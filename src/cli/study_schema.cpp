#include "cli/study_schema.hpp"

#include <array>
#include <initializer_list>

#include "schema/distribution_reader.hpp"
#include "schema/words.hpp"
#include "study/study_file.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

json number_type() {
    return {{"type", "number"}};
}

/// A list of numbers, so many where `count` is above 0.
json numbers(int count = 0) {
    json list = {{"type", "array"}, {"items", number_type()}, {"minItems", count > 0 ? count : 1}};
    if (count > 0) list["maxItems"] = count;
    return list;
}

json named(std::initializer_list<const char*> required,
           std::initializer_list<const char*> optional = {}) {
    json properties = json::object();
    auto needed = json::array();
    for (const char* key : required) {
        properties[key] = number_type();
        needed.push_back(key);
    }
    for (const char* key : optional) properties[key] = number_type();
    return object_of(std::move(properties), std::move(needed));
}

/// Arguments of a kind of distribution.
json arguments_of(std::string_view kind) {
    if (kind == "uniform" || kind == "log-uniform") return numbers(2);
    if (kind == "triangular" || kind == "pert") return numbers(3);
    if (kind == "normal") return named({"mean", "sd"});
    if (kind == "truncated-normal") return named({"mean", "sd"}, {"low", "high"});
    if (kind == "lognormal") {
        return {{"oneOf", {named({"median", "gsd"}), named({"p5", "p95"})}}};
    }
    if (kind == "beta") return named({"alpha", "beta"}, {"low", "high"});
    if (kind == "discrete") {
        return object_of({{"values", numbers()}, {"weights", numbers()}}, {"values"});
    }
    if (kind == "empirical") return numbers();
    throw Error("a kind of distribution without a schema");
}

json kinds() {
    json properties = json::object();
    for (const auto kind : schema::distribution_kinds()) {
        properties[std::string(kind)] = arguments_of(kind);
    }
    return properties;
}

/// An object of the kinds that has exactly one of them.
json one_kind(json more, json required) {
    json properties = kinds();
    properties.update(more);
    json object = object_of(std::move(properties), std::move(required));
    const int keys = 1 + static_cast<int>(more.size());
    object["minProperties"] = keys;
    object["maxProperties"] = keys;
    return object;
}

json share_type() {
    return {{"anyOf",
             {{{"type", "number"}, {"minimum", 0}, {"maximum", 1}},
              {{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)? %$"}}}}};
}

json list_of_names() {
    return {{"anyOf", {text_type(), {{"type", "array"}, {"items", text_type()}}}}};
}

json whole(std::int64_t low) {
    return {{"type", "integer"}, {"minimum", low}};
}

json grade_type() {
    return {{"enum", words_of(schema::grades())}};
}

json paired_schema() {
    const json row = object_of(
        {{"values", numbers()}, {"weight", {{"type", "number"}, {"exclusiveMinimum", 0}}}},
        {"values"});
    const std::string of(study::kPairedOf);
    json paired = object_of({{of, one_or_more(text_type())},
                             {"unit", one_or_more(loose_text_type())},
                             {"rows", {{"type", "array"}, {"items", row}, {"minItems", 1}}}},
                            json::array({of, "unit", "rows"}));
    add_former(paired, std::string(study::kFormerPairedOf), of);
    return paired;
}

json input_schema() {
    const json rho = {{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
    const json sigma = {{"type", "number"}, {"minimum", 0}, {"maximum", 5}};
    json forms = kinds();
    forms["from-range"] = {{"enum", words_of(study::range_shapes())}};
    forms["anchors"] = map_of(kYearPattern, reference_to("distribution"));
    forms["anchors"]["minProperties"] = 1;
    forms["ar1"] = object_of({{"rho", rho}, {"sigma", sigma}}, {"rho", "sigma"});
    forms["random-walk"] = object_of({{"sigma", sigma}}, {"sigma"});
    forms["paired"] = paired_schema();
    auto one_of_forms = json::array();
    for (const auto& [key, form] : forms.items()) {
        one_of_forms.push_back({{"required", json::array({key})}});
    }
    json properties = {{"of", one_or_more(text_type())},
                       {"change", {{"enum", words_of(study::changes())}}},
                       {"draw", {{"enum", words_of(study::draws())}}}};
    properties.update(forms);
    properties.update(json{{"same-quantile", {{"type", "boolean"}}},
                           {"same-as", text_type()},
                           {"unit", loose_text_type()},
                           {"source", text_type()},
                           {"grade", grade_type()},
                           {"note", text_type()}});
    json input = object_of(std::move(properties), {"source", "grade"});
    input["oneOf"] = std::move(one_of_forms);
    return input;
}

/// The designs: which keys each takes.
json design_schema() {
    const json samples = whole(1);
    const json seed = whole(0);
    const json scramble = whole(0);
    const auto one = [](const char* kind, json properties, json required) {
        json keys = {{"kind", {{"const", kind}}}};
        keys.update(properties);
        required.push_back("kind");
        return object_of(std::move(keys), std::move(required));
    };
    const json counted = {{"samples", samples}, {"seed", seed}};
    json scrambled = counted;
    scrambled["scramble"] = scramble;
    json saltelli = scrambled;
    saltelli["second-order"] = {{"type", "boolean"}};
    return {{"oneOf",
             {one("mc", counted, {"samples", "seed"}), one("lhs", counted, {"samples", "seed"}),
              one("sobol", scrambled, {"samples", "seed"}),
              one("grid", {{"levels", whole(2)}}, json::array()),
              one("morris", {{"trajectories", whole(2)}, {"seed", seed}}, json::array({"seed"})),
              one("saltelli", saltelli, {"samples", "seed"}),
              one("file", {{"file", text_type()}}, json::array({"file"}))}}};
}

json correlations_schema() {
    json between = {{"type", "array"}, {"items", text_type()}, {"minItems", 2}, {"maxItems", 2}};
    json item = object_of({{"between", std::move(between)},
                           {"rank", {{"type", "number"}, {"minimum", -1}, {"maximum", 1}}},
                           {"source", text_type()},
                           {"grade", grade_type()},
                           {"note", text_type()}},
                          {"between", "rank", "source", "grade"});
    return {{"type", "array"}, {"items", std::move(item)}};
}

json condition_schema() {
    json evidence = object_of({{"observation", text_type()},
                               {"years", one_or_more({{"type", "integer"}})},
                               {"error", share_type()}},
                              {"observation", "years", "error"});
    const std::string statistics(study::kStatistics);
    json condition = object_of(
        {{"by", {{"enum", words_of(study::conditionings())}}},
         {statistics, {{"type", "array"}, {"items", std::move(evidence)}, {"minItems", 1}}}},
        json::array({statistics}));
    add_former(condition, std::string(study::kFormerStatistics), statistics);
    return condition;
}

}  // namespace

json distribution_definition() {
    return one_kind(json::object(), json::array());
}

json distribution_with_unit() {
    return one_kind({{"unit", text_type()}}, json::array({"unit"}));
}

json number_or_distribution() {
    return {{"anyOf", {number_type(), reference_to("distribution")}}};
}

json study_parts() {
    return {{"design", design_schema()},
            {"inputs", {{"type", "object"}, {"additionalProperties", input_schema()}}},
            {"correlations", correlations_schema()},
            {"groups", {{"type", "object"}, {"additionalProperties", one_or_more(text_type())}}},
            {"condition", condition_schema()},
            {"keep", object_of({{"summaries", list_of_names()},
                                {"series", list_of_names()},
                                {"indicators", list_of_names()},
                                {"inputs", {{"type", "boolean"}}}},
                               json::array())},
            {"fail-above", share_type()}};
}

}  // namespace tanlu::cli
