#pragma once
// Every number of a tree of files, with its path: for lists of sources, grades and origins.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parameters/field.hpp"
#include "schema/value.hpp"

namespace tanlu::schema {

/// Visitor that calls visit(path, field, value) for every number: scalars, members of lists,
/// anchors and growth rates of series (path[year]).
template <class Visit>
class LeafWalker {
public:
    explicit LeafWalker(Visit visit) : visit_(std::move(visit)) {}

    void scalar(const Field& field, const Value& value) { visit_(path(field.key), field, value); }
    void optional_scalar(const Field& field, const std::optional<Value>& value) {
        if (value) scalar(field, *value);
    }
    void scalar_list(const Field& field, const std::vector<Value>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            visit_(path(field.key) + "[" + std::to_string(i) + "]", field, values[i]);
        }
    }
    void optional_scalar_list(const Field& field, const std::vector<Value>& values) {
        scalar_list(field, values);
    }
    void series(const Field& field, const Trajectory& trajectory) {
        for (const auto* anchors : {&trajectory.anchors, &trajectory.growth}) {
            for (const auto& anchor : *anchors) {
                visit_(path(field.key) + "[" + std::to_string(anchor.year) + "]", field,
                       anchor.value);
            }
        }
    }
    void optional_series(const Field& field, const std::optional<Trajectory>& trajectory) {
        if (trajectory) series(field, *trajectory);
    }
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view) {
        enter(key, group);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view) {
        if (group) enter(key, *group);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        const std::string outer = prefix_;
        prefix_ = path(key) + ".";
        for (auto& entry : entries) enter(entry.id.text, entry);
        prefix_ = outer;
    }
    void integer(const Field&, int&) {}
    void flag(std::string_view, bool&, std::string_view) {}
    void text(std::string_view, Text&, std::string_view) {}
    void name(std::string_view, Name&, std::string_view, std::string_view) {}
    void optional_name(std::string_view, Name&, std::string_view, std::string_view) {}
    template <class Enum, class Options>
    void choice(std::string_view, Enum&, const Options&, std::string_view) {}

private:
    std::string path(std::string_view key) const { return prefix_ + std::string(key); }

    template <class Struct>
    void enter(std::string_view key, Struct& item) {
        const std::string outer = prefix_;
        prefix_ = path(key) + ".";
        describe(*this, item);
        prefix_ = outer;
    }

    Visit visit_;
    std::string prefix_;
};

/// Calls visit(path, field, value) for every number of a described struct.
template <class Struct, class Visit>
void for_each_value(const Struct& item, Visit visit) {
    LeafWalker<Visit> walker(std::move(visit));
    describe(walker, const_cast<Struct&>(item));  // visitors take structs by reference; not changed
}

}  // namespace tanlu::schema
