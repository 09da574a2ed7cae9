#include "worked_result.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "base/diagnostics.hpp"
#include "indicators/vocabulary.hpp"
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

/// Label of axes that a case does not tell apart.
constexpr std::string_view kAll = "all";

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
    std::map<std::string, std::vector<std::string>> labels_;

    void collect(const schema::Node& variables) {
        for (const auto& entry : variables.entries) {
            for (const int year : years_of(entry.value)) {
                first_ = std::min(first_, year);
                last_ = std::max(last_, year);
            }
            for (const auto& axis : axes_of(entry.key, entry.value)) {
                if (!is_given(entry.value, axis)) add_label(axis, std::string(kAll));
            }
            const auto* axes = entry.value.find("labels");
            if (axes == nullptr) continue;
            for (const auto& axis : axes->value.entries) {
                for (const auto& label : axis.value.items) add_label(axis.key, label.text);
            }
        }
    }

    void add_label(const std::string& axis, const std::string& label) {
        auto& known = labels_[axis];
        if (std::find(known.begin(), known.end(), label) == known.end()) known.push_back(label);
    }

    static bool is_given(const schema::Node& node, const std::string& axis) {
        const auto* axes = node.find("axes");
        if (axes == nullptr) return false;
        const auto& items = axes->value.items;
        return std::any_of(items.begin(), items.end(),
                           [&](const auto& item) { return item.text == axis; });
    }

    /// All axes that results have of this variable, in their order; those given of an input.
    static std::vector<std::string> axes_of(const std::string& name, const schema::Node& node) {
        if (const KnownVariable* known = find_variable(name)) return known->axes;
        std::vector<std::string> axes;
        if (const auto* given = node.find("axes")) {
            for (const auto& axis : given->value.items) axes.push_back(axis.text);
        }
        return axes;
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
        for (const auto& axis : axes_of(name, node)) {
            variable.axes.push_back(axis);
            own.emplace_back();
            if (!is_given(node, axis)) {
                own.back().emplace_back(kAll);
                continue;
            }
            for (const auto& label : at(at(node, "labels"), axis).items) {
                own.back().push_back(label.text);
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
