#pragma once
// Pieces that the JSON Schemas of all files are made of.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>

#include "parameters/field.hpp"

namespace tanlu::cli {

using json = nlohmann::ordered_json;

inline constexpr const char* kIdPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
inline constexpr const char* kYearPattern = "^(19|20|21)[0-9][0-9]$";

template <class Enum>
json words_of(std::span<const Option<Enum>> options) {
    auto words = json::array();
    for (const auto& option : options) words.push_back(option.key);
    return words;
}

inline json reference_to(const char* definition) {
    return {{"$ref", std::string("#/definitions/") + definition}};
}

/// An object of these properties and no others.
inline json object_of(json properties, json required) {
    json object = {{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) object["required"] = std::move(required);
    object["additionalProperties"] = false;
    return object;
}

/// An object whose keys follow a pattern.
inline json map_of(const char* pattern, json entry) {
    return {{"type", "object"},
            {"patternProperties", {{pattern, std::move(entry)}}},
            {"additionalProperties", false}};
}

/// Takes a key of an object under its former name too, marked as deprecated: one of the two, where
/// the key must be there, else one at most.
inline void add_former(json& object, const std::string& old, const std::string& key) {
    json former = object["properties"][key];
    former["deprecated"] = true;
    former["description"] = "Former name of '" + key + "'.";
    object["properties"][old] = std::move(former);
    const auto both = json::array({key, old});
    json& required = object["required"];
    const auto at = std::find(required.begin(), required.end(), json(key));
    if (at == required.end()) {
        object["allOf"].push_back({{"not", {{"required", both}}}});
    } else {
        required.erase(at);
        object["allOf"].push_back(
            {{"oneOf", {{{"required", json::array({key})}}, {{"required", json::array({old})}}}}});
    }
    if (required.empty()) object.erase("required");
}

inline json text_type() {
    return {{"type", "string"}, {"minLength", 1}};
}
/// Text that YAML may read as a number: "year: 2020".
inline json loose_text_type() {
    return {{"type", json::array({"string", "number"})}};
}

inline json one_or_more(json item) {
    return {{"anyOf", {item, {{"type", "array"}, {"items", item}, {"minItems", 1}}}}};
}

}  // namespace tanlu::cli
