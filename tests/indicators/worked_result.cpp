#include "worked_result.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <utility>

#include "base/diagnostics.hpp"
#include "schema/input_file.hpp"
#include "schema/scalar.hpp"
#include "schema/yaml.hpp"

namespace tanlu::indicators {

schema::Node read_case(const std::string& path) {
    Diagnostics diagnostics;
    const auto text = schema::read_input(path, {}, diagnostics);
    diagnostics.throw_if_errors();
    auto root = schema::parse_yaml(*text, path, diagnostics);
    diagnostics.throw_if_errors();
    return *root;
}

schema::Node parse_case(const std::string& text) {
    Diagnostics diagnostics;
    auto root = schema::parse_yaml(text, "case", diagnostics);
    diagnostics.throw_if_errors();
    return *root;
}

const schema::Node& at(const schema::Node& node, const std::string& key) {
    const auto* entry = node.find(key);
    INFO("key " << key << " at line " << node.origin.line);
    REQUIRE(entry != nullptr);
    return entry->value;
}

std::string text_at(const schema::Node& node, const std::string& key) {
    const auto* entry = node.find(key);
    return entry == nullptr ? std::string() : entry->value.text;
}

double number(const schema::Node& node) {
    return std::get<double>(schema::read_number(node));
}

namespace {

std::vector<int> years_of(const schema::Node& variable) {
    std::vector<int> years;
    for (const auto& item : at(variable, "years").items) {
        years.push_back(std::get<int>(schema::read_integer(item)));
    }
    return years;
}

/// Numbers of nested lists, outermost first.
void flatten(const schema::Node& node, std::vector<double>& numbers) {
    if (node.is_scalar()) numbers.push_back(number(node));
    for (const auto& item : node.items) flatten(item, numbers);
}

class Builder {
public:
    explicit Builder(const schema::Node& root) {
        if (const auto* attributes = root.find("attributes")) {
            for (const auto& entry : attributes->value.entries) {
                result_.attributes[entry.key] = entry.value.text;
            }
        }
        collect(at(root, "variables"));
        if (root.find("inputs") != nullptr) collect(at(root, "inputs"));
        add_axes();
        for (const auto& entry : at(root, "variables").entries) add(entry.key, entry.value);
        if (root.find("inputs") == nullptr) return;
        for (const auto& entry : at(root, "inputs").entries) {
            std::string name = "input_" + entry.key;
            std::replace(name.begin(), name.end(), '-', '_');
            add(name, entry.value);
        }
    }

    const Dataset& result() const { return result_; }

private:
    Dataset result_;
    int first_ = std::numeric_limits<int>::max();
    int last_ = 0;
    std::vector<std::string> order_;
    std::map<std::string, std::vector<std::string>> labels_;

    void collect(const schema::Node& variables) {
        for (const auto& entry : variables.entries) {
            for (const int year : years_of(entry.value)) {
                first_ = std::min(first_, year);
                last_ = std::max(last_, year);
            }
            const auto* axes = entry.value.find("labels");
            if (axes == nullptr) continue;
            for (const auto& axis : axes->value.entries) {
                auto& known = labels_[axis.key];
                for (const auto& label : axis.value.items) {
                    if (std::find(known.begin(), known.end(), label.text) == known.end()) {
                        known.push_back(label.text);
                    }
                }
            }
        }
    }

    void add_axes() {
        Axis year{"year", "", {}, {}};
        for (int y = first_; y <= last_; ++y) year.years.push_back(y);
        result_.axes = {{"scenario", "", {"case"}, {}}, {"region", "", {"place"}, {}}, year};
        for (const auto& [name, labels] : labels_) result_.axes.push_back({name, "", labels, {}});
    }

    void add(const std::string& name, const schema::Node& node) {
        Variable variable{name, at(node, "unit").text, "", "", {"scenario", "region", "year"}, {}};
        std::vector<std::vector<std::string>> own;
        if (const auto* axes = node.find("axes")) {
            for (const auto& axis : axes->value.items) {
                variable.axes.push_back(axis.text);
                own.emplace_back();
                for (const auto& label : at(at(node, "labels"), axis.text).items) {
                    own.back().push_back(label.text);
                }
            }
        }
        variable.data.assign(result_.volume(variable.axes),
                             std::numeric_limits<double>::quiet_NaN());
        std::vector<double> values;
        flatten(at(node, "values"), values);
        const std::vector<int> years = years_of(node);
        std::size_t cells = years.size();
        for (const auto& labels : own) cells *= labels.size();
        INFO("values of " << name);
        REQUIRE(values.size() == cells);
        for (std::size_t i = 0; i < values.size(); ++i) {
            std::vector<std::size_t> indices(variable.axes.size(), 0);
            std::size_t rest = i;
            for (std::size_t a = own.size(); a-- > 0;) {
                indices[3 + a] = result_.index(variable.axes[3 + a], own[a][rest % own[a].size()]);
                rest /= own[a].size();
            }
            indices[2] = static_cast<std::size_t>(years[rest] - first_);
            variable.data[result_.offset(variable, indices)] = values[i];
        }
        result_.variables.push_back(std::move(variable));
    }
};

}  // namespace

Dataset worked_result(const schema::Node& root) {
    return Builder(root).result();
}

}  // namespace tanlu::indicators
