#pragma once
// The leaves of a parameter tree by path: where draws land. The trees of a file and of a run, made
// from one another, have the same leaves in the same order.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "parameters/parameters.hpp"
#include "schema/mapping.hpp"

namespace tanlu::study {

/// A leaf that holds numbers.
template <class Kind>
struct Leaf {
    using Scalar = typename Kind::Scalar;
    using Series = typename Kind::Series;

    std::string path;
    Field field;
    std::variant<Scalar*, std::vector<Scalar>*, Series*> at;
};

/// Notes every leaf that is there.
template <class Kind>
class LeafCollector {
public:
    using Scalar = typename Kind::Scalar;
    using Series = typename Kind::Series;

    LeafCollector(std::vector<Leaf<Kind>>& leaves, std::string path)
        : leaves_(leaves), path_(std::move(path)) {}

    void scalar(const Field& field, Scalar& value) { add(field, &value); }
    void optional_scalar(const Field& field, std::optional<Scalar>& value) {
        if (value) add(field, &*value);
    }
    void scalar_list(const Field& field, std::vector<Scalar>& values) {
        if (!values.empty()) add(field, &values);
    }
    void optional_scalar_list(const Field& field, std::vector<Scalar>& values) {
        scalar_list(field, values);
    }
    void series(const Field& field, Series& path) { add(field, &path); }
    void optional_series(const Field& field, std::optional<Series>& path) {
        if (path) add(field, &*path);
    }
    void integer(const Field&, int&) {}
    void flag(std::string_view, bool&, std::string_view) {}
    void text(std::string_view, Text&, std::string_view) {}
    void name(std::string_view, Name&, std::string_view, std::string_view) {}
    void optional_name(std::string_view, Name&, std::string_view, std::string_view) {}
    template <class Enum, class Options>
    void choice(std::string_view, Enum&, const Options&, std::string_view) {}
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view) {
        LeafCollector inner(leaves_, schema::joined_path(path_, key));
        describe(inner, group);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view doc) {
        if (group) this->group(key, *group, doc);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        const std::string path = schema::joined_path(path_, key);
        for (auto& entry : entries) {
            LeafCollector inner(leaves_, schema::joined_path(path, entry.id.text));
            describe(inner, entry);
        }
    }

private:
    std::vector<Leaf<Kind>>& leaves_;
    std::string path_;

    template <class Target>
    void add(const Field& field, Target target) {
        leaves_.push_back({schema::joined_path(path_, field.key), field, target});
    }
};

/// All leaves of a tree, which outlives them, in the order of its declaration.
template <class Kind>
std::vector<Leaf<Kind>> leaves_of(Parameters<Kind>& parameters) {
    std::vector<Leaf<Kind>> leaves;
    LeafCollector<Kind> collector(leaves, "");
    describe(collector, parameters);
    return leaves;
}

/// Whether a path fits a pattern of keys joined by '.': `*` stands for any characters of one key,
/// `**` for any number of keys.
bool matches(std::string_view pattern, std::string_view path);

}  // namespace tanlu::study
