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

/// Elasticities below this are rounding.
constexpr double kNoEffect = 1e-9;

/// The anchor (or rate) that stands for a path in a year: the last one up to it, or the first.
const Trajectory::Anchor& in_force(const std::vector<Trajectory::Anchor>& anchors, int year) {
    const Trajectory::Anchor* found = &anchors.front();
    for (const auto& anchor : anchors) {
        if (anchor.year <= year) found = &anchor;
    }
    return *found;
}

/// The number that stands for a leaf.
const Value& value_of(const study::Leaf<FileKind>& leaf, int year) {
    if (const auto* value = std::get_if<Value*>(&leaf.at)) return **value;
    if (const auto* values = std::get_if<std::vector<Value>*>(&leaf.at)) return (*values)->front();
    return in_force(std::get<Trajectory*>(leaf.at)->anchors, year).value;
}

std::string written(const Value& value) {
    return value.distribution ? schema::distribution_text(*value.distribution)
                              : number_text(value.written);
}

/// "[0.1, 0.2]"
std::string written(const std::vector<Value>& values) {
    std::vector<std::string> texts;
    for (const auto& value : values) texts.push_back(written(value));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

/// How many steps behind the number a path is; nothing where no pattern names it.
std::optional<int> steps_to(const std::vector<Behind>& patterns, const std::string& path) {
    std::optional<int> steps;
    for (const auto& [pattern, distance] : patterns) {
        if ((!steps || distance < *steps) && study::matches(pattern, path)) steps = distance;
    }
    return steps;
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

void Inputs::fill(const Value& value, Input& input) const {
    input.value = written(value);
    input.canonical = value.number;
    input.unit = value.unit;
    input.low = optional_text(value.written_low);
    input.high = optional_text(value.written_high);
    input.grade = value.grade;
    input.source = value.source;
    input.source_title = titles_of(scenario_.pack, value.source);
    input.note = value.note;
    std::tie(input.file, input.line) = place_of(value.origin);
}

Input Inputs::described(const Leaf& leaf, int steps, int year) const {
    Input input;
    input.path = leaf.path;
    fill(value_of(leaf, year), input);
    input.canonical_unit = unit_of(leaf.path);
    input.steps = steps;
    if (const auto* values = std::get_if<std::vector<Value>*>(&leaf.at)) {
        input.value = written(**values);
        input.canonical.reset();
    } else if (const auto* path = std::get_if<Trajectory*>(&leaf.at)) {
        input.path += fmt::format("[{}]", in_force((*path)->anchors, year).year);
    }
    return input;
}

std::vector<Input> Inputs::behind(const std::vector<Behind>& patterns, int year) const {
    std::vector<Input> inputs;
    for (const Leaf& leaf : leaves_) {
        if (const auto steps = steps_to(patterns, leaf.path)) {
            inputs.push_back(described(leaf, *steps, year));
        }
    }
    std::stable_sort(inputs.begin(), inputs.end(), [](const Input& a, const Input& b) {
        return a.steps != b.steps ? a.steps < b.steps : a.grade > b.grade;
    });
    return inputs;
}

std::optional<Input> Inputs::rate(const Leaf& leaf, int steps, int year) const {
    const auto* path = std::get_if<Trajectory*>(&leaf.at);
    if (path == nullptr || (*path)->growth.empty()) return std::nullopt;
    const auto& [from, value] = in_force((*path)->growth, year);
    Input input = described(leaf, steps, year);
    input.path = fmt::format("{}{}[{}]", leaf.path, kGrowth, from);
    fill(value, input);
    input.canonical_unit = "1/yr";
    return input;
}

std::vector<Input> Inputs::moving(const std::map<std::string, double>& effects,
                                  const std::vector<Behind>& patterns, int year) const {
    constexpr int kNotNamed = -1;
    std::vector<Input> inputs;
    const auto add = [&](const std::string& path, const std::optional<Input>& input) {
        const auto effect = effects.find(path);
        if (!input || effect == effects.end() || std::abs(effect->second) < kNoEffect) return;
        inputs.push_back(*input);
        if (std::isfinite(effect->second)) inputs.back().effect = effect->second;
    };
    for (const Leaf& leaf : leaves_) {
        const int steps = steps_to(patterns, leaf.path).value_or(kNotNamed);
        add(leaf.path, described(leaf, steps, year));
        add(leaf.path + std::string(kGrowth), rate(leaf, steps, year));
    }
    std::stable_sort(inputs.begin(), inputs.end(), [](const Input& a, const Input& b) {
        const auto size = [](const Input& input) {
            return input.effect ? std::abs(*input.effect) : -1.0;
        };
        return size(a) > size(b);
    });
    return inputs;
}

}  // namespace tanlu::explain
