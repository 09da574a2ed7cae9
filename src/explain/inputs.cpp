#include "explain/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "base/text.hpp"
#include "plan/compile.hpp"
#include "schema/distribution_reader.hpp"

namespace tanlu::explain {
namespace {

/// "  # file:line" at the end of a line of the effective text.
std::pair<std::string, int> place_in(const std::string& line) {
    constexpr std::string_view kMark = "  # ";
    const auto mark = line.rfind(kMark);
    const auto colon = line.rfind(':');
    if (mark == std::string::npos || colon == std::string::npos || colon < mark) return {};
    int number = 0;
    const char* end = line.data() + line.size();
    const auto read = std::from_chars(line.data() + colon + 1, end, number);
    if (read.ec != std::errc() || read.ptr != end || number <= 0) return {};
    const std::size_t start = mark + kMark.size();
    return {line.substr(start, colon - start), number};
}

std::string optional_text(const std::optional<double>& number) {
    return number ? number_text(*number) : std::string();
}

/// Anchors that a path through time has its value of a year from: the one of the year, or those on
/// both sides.
std::vector<const Trajectory::Anchor*> around(const std::vector<Trajectory::Anchor>& anchors,
                                              int year) {
    const Trajectory::Anchor* before = nullptr;
    const Trajectory::Anchor* after = nullptr;
    for (const auto& anchor : anchors) {
        if (anchor.year <= year) before = &anchor;
        if (anchor.year >= year && after == nullptr) after = &anchor;
    }
    if (before == after) return {before};
    if (before == nullptr) return {after};
    if (after == nullptr) return {before};
    return {before, after};
}

/// Titles of the sources behind "a+b".
std::string titles_of(const config::Pack& pack, const std::string& key) {
    std::string titles;
    for (const auto& id : split(key, '+')) {
        for (const auto& source : pack.sources) {
            if (source.id.text == id) titles += (titles.empty() ? "" : "; ") + source.title;
        }
    }
    return titles;
}

}  // namespace

Inputs::Inputs(const config::Scenario& scenario, const std::string& text)
    : scenario_(scenario), parameters_(scenario.pack.parameters) {
    leaves_ = study::leaves_of(parameters_);
    places_.emplace_back();  // lines count from 1
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) places_.push_back(place_in(line));
}

const Inputs::Leaf* Inputs::find(const std::string& path) const {
    const auto found = std::find_if(leaves_.begin(), leaves_.end(),
                                    [&](const Leaf& leaf) { return leaf.path == path; });
    return found == leaves_.end() ? nullptr : &*found;
}

double Inputs::at(const std::string& path, int year) const {
    const Leaf* leaf = find(path);
    if (leaf == nullptr) return std::nan("");
    if (const auto* value = std::get_if<Value*>(&leaf->at)) return (*value)->number;
    if (const auto* series = std::get_if<Trajectory*>(&leaf->at)) {
        return plan::compile_series<double>(**series, year, year).at(year);
    }
    return std::nan("");
}

std::string Inputs::unit_of(const std::string& path) const {
    const Leaf* leaf = find(path);
    if (leaf == nullptr) return {};
    return std::string(leaf->field.unit.substr(0, leaf->field.unit.find('|')));
}

std::pair<std::string, int> Inputs::place_of(const Origin& in_text) const {
    const auto line = static_cast<std::size_t>(std::max(in_text.line, 0));
    return line < places_.size() ? places_[line] : std::pair<std::string, int>();
}

Input Inputs::describe(const std::string& path, const Field& field, const Value& value,
                       int steps) const {
    Input input;
    input.path = path;
    input.value = value.distribution ? schema::distribution_text(*value.distribution)
                                     : number_text(value.written);
    input.unit = value.unit;
    input.low = optional_text(value.written_low);
    input.high = optional_text(value.written_high);
    input.canonical = value.number;
    input.canonical_unit = std::string(field.unit.substr(0, field.unit.find('|')));
    input.grade = value.grade;
    input.source = value.source;
    input.source_title = titles_of(scenario_.pack, value.source);
    input.note = value.note;
    std::tie(input.file, input.line) = place_of(value.origin);
    input.steps = steps;
    return input;
}

void Inputs::add(const Leaf& leaf, int steps, int year, std::vector<Input>& inputs) const {
    if (const auto* value = std::get_if<Value*>(&leaf.at)) {
        inputs.push_back(describe(leaf.path, leaf.field, **value, steps));
    } else if (const auto* values = std::get_if<std::vector<Value>*>(&leaf.at)) {
        for (std::size_t i = 0; i < (*values)->size(); ++i) {
            inputs.push_back(
                describe(fmt::format("{}[{}]", leaf.path, i), leaf.field, (**values)[i], steps));
        }
    } else {
        const Trajectory& path = *std::get<Trajectory*>(leaf.at);
        for (const auto* anchor : around(path.anchors, year)) {
            inputs.push_back(describe(fmt::format("{}[{}]", leaf.path, anchor->year), leaf.field,
                                      anchor->value, steps));
        }
        // Rates stand in for anchors after the last one.
        if (path.growth.empty() || path.anchors.back().year >= year) return;
        for (const auto& rate : path.growth) {
            if (rate.year > year) break;
            Input input = describe(fmt::format("{}.growth[{}]", leaf.path, rate.year), leaf.field,
                                   rate.value, steps);
            input.canonical_unit = "1/yr";
            inputs.push_back(std::move(input));
        }
    }
}

std::vector<Input> Inputs::behind(const std::vector<Behind>& patterns, int year) const {
    std::vector<Input> inputs;
    for (const Leaf& leaf : leaves_) {
        std::optional<int> steps;
        for (const auto& [pattern, distance] : patterns) {
            if ((!steps || distance < *steps) && study::matches(pattern, leaf.path)) {
                steps = distance;
            }
        }
        if (steps) add(leaf, *steps, year, inputs);
    }
    std::stable_sort(inputs.begin(), inputs.end(), [](const Input& a, const Input& b) {
        return a.steps != b.steps ? a.steps < b.steps : a.grade > b.grade;
    });
    return inputs;
}

}  // namespace tanlu::explain
