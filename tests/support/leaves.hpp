#pragma once
// Every number of a parameter tree with its path, to read or to change it. For trees of files
// (Value, with its Field) and of runs (numbers; a series year by year).
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parameters/parameters.hpp"
#include "schema/value.hpp"

namespace tanlu::test {

/// Visitor that calls visit(path, field, number): members of lists are path[0], path[1], ...,
/// anchors and yearly values of series are path[year], growth rates path.growth[year].
template <class Visit>
class LeafWalker {
public:
    explicit LeafWalker(Visit visit) : visit_(std::move(visit)) {}

    template <class Number>
    void scalar(const Field& field, Number& number) {
        visit_(path(field.key), field, number);
    }
    template <class Number>
    void optional_scalar(const Field& field, std::optional<Number>& number) {
        if (number) scalar(field, *number);
    }
    template <class Number>
    void scalar_list(const Field& field, std::vector<Number>& numbers) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            visit_(path(field.key) + "[" + std::to_string(i) + "]", field, numbers[i]);
        }
    }
    template <class Number>
    void optional_scalar_list(const Field& field, std::vector<Number>& numbers) {
        scalar_list(field, numbers);
    }
    void series(const Field& field, Trajectory& trajectory) {
        for (auto& anchor : trajectory.anchors) visit_at(field, "", anchor.year, anchor.value);
        for (auto& rate : trajectory.growth) visit_at(field, ".growth", rate.year, rate.value);
    }
    template <class Real>
    void series(const Field& field, YearSeries<Real>& path_by_year) {
        for (int year = path_by_year.first_year; year <= path_by_year.last_year(); ++year) {
            visit_at(field, "", year, path_by_year.at(year));
        }
    }
    template <class Series>
    void optional_series(const Field& field, std::optional<Series>& path_by_year) {
        if (path_by_year) series(field, *path_by_year);
    }
    template <class Struct>
    void group(std::string_view key, Struct& item, std::string_view) {
        enter(std::string(key), item);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& item, std::string_view) {
        if (item) enter(std::string(key), *item);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        for (auto& entry : entries) enter(std::string(key) + "." + entry.id.text, entry);
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

    template <class Number>
    void visit_at(const Field& field, const char* what, int year, Number& number) {
        visit_(path(field.key) + what + "[" + std::to_string(year) + "]", field, number);
    }
    template <class Struct>
    void enter(const std::string& key, Struct& item) {
        const std::string outer = prefix_;
        prefix_ = path(key) + ".";
        describe(*this, item);
        prefix_ = outer;
    }

    Visit visit_;
    std::string prefix_;
};

/// Calls visit(path, field, number) for every number; the visitor may change it.
template <class Kind, class Visit>
void for_each_leaf(Parameters<Kind>& parameters, Visit visit) {
    LeafWalker<Visit> walker(std::move(visit));
    describe(walker, parameters);
}

}  // namespace tanlu::test
