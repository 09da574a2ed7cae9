#include "indicators/view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace tanlu::indicators {
namespace {

/// Scenario, region and year lead the axes of every variable.
constexpr std::size_t kLeadingAxes = 3;

const Axis* find_axis(const Dataset& result, std::string_view name) {
    for (const auto& axis : result.axes) {
        if (axis.name == name) return &axis;
    }
    return nullptr;
}

const Axis& require_axis(const Dataset& result, std::string_view name) {
    const Axis* axis = find_axis(result, name);
    if (axis == nullptr) throw MissingInput(fmt::format("axis {}", name));
    return *axis;
}

/// Which of the cells of one year are summed, row-major over the axes after the leading ones.
std::vector<bool> select_cells(const Dataset& result, const Variable& variable,
                               std::span<const Selection> selections) {
    std::vector<bool> chosen{true};
    std::size_t used = 0;
    for (std::size_t i = kLeadingAxes; i < variable.axes.size(); ++i) {
        const Axis& axis = require_axis(result, variable.axes[i]);
        std::vector<bool> on_axis(axis.size(), true);
        for (const auto& selection : selections) {
            if (selection.axis != axis.name) continue;
            ++used;
            on_axis.assign(axis.size(), false);
            for (const auto& label : selection.labels) {
                const auto found = std::find(axis.labels.begin(), axis.labels.end(), label);
                if (found == axis.labels.end()) {
                    throw MissingInput(fmt::format("'{}' on axis {}", label, axis.name));
                }
                on_axis[static_cast<std::size_t>(found - axis.labels.begin())] = true;
            }
        }
        std::vector<bool> product;
        product.reserve(chosen.size() * on_axis.size());
        for (const bool outer : chosen) {
            for (const bool inner : on_axis) product.push_back(outer && inner);
        }
        chosen = std::move(product);
    }
    if (used != selections.size()) {
        throw MissingInput(fmt::format("the axes of {} that the indicator selects from (it has {})",
                                       variable.name, fmt::join(variable.axes, ", ")));
    }
    return chosen;
}

const std::vector<int>& years_of(const Dataset& result) {
    const Axis& axis = require_axis(result, "year");
    if (axis.years.empty()) throw Error("the result has no years");
    for (std::size_t i = 1; i < axis.years.size(); ++i) {
        if (axis.years[i] != axis.years[i - 1] + 1) {
            throw Error(fmt::format("the years of the result have a gap (between {} and {})",
                                    axis.years[i - 1], axis.years[i]));
        }
    }
    return axis.years;
}

}  // namespace

View::View(const Dataset& result, std::size_t scenario, std::size_t region)
    : result_(&result), scenario_(scenario), region_(region), years_(years_of(result)) {
    if (scenario >= result.axis("scenario").size() || region >= result.axis("region").size()) {
        throw Error("the result has no such scenario or region");
    }
}

std::string View::scenario() const {
    return result_->axis("scenario").labels[scenario_];
}

std::string View::region() const {
    return result_->axis("region").labels[region_];
}

View View::in_scenario(const std::string& name) const {
    const auto& names = result_->axis("scenario").labels;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        throw MissingInput(fmt::format("a scenario '{}' in the same result", name));
    }
    return View(*result_, static_cast<std::size_t>(found - names.begin()), region_);
}

std::string View::reference() const {
    const auto text = result_->provenance.find("scenario_" + scenario());
    std::string_view line;
    if (text != result_->provenance.end()) {
        constexpr std::string_view kKey = "\nlineage: [";
        const std::size_t at = text->second.find(kKey);
        if (at != std::string::npos) {
            line = std::string_view(text->second).substr(at + kKey.size());
            line = line.substr(0, line.find(']'));
        }
    }
    std::vector<std::string> ancestors = split(line, ',');
    if (!ancestors.empty()) ancestors.pop_back();  // the scenario itself
    std::reverse(ancestors.begin(), ancestors.end());
    const auto& there = result_->axis("scenario").labels;
    for (const auto& name : ancestors) {
        const bool is_one = name == "reference" || name == "no-policy";
        if (is_one && std::find(there.begin(), there.end(), name) != there.end()) return name;
    }
    throw MissingInput(
        "a scenario 'reference' or 'no-policy' that this one extends, "
        "in the same result");
}

std::optional<std::string> View::unit_of(std::string_view name) const {
    const Variable* variable = result_->find(name);
    if (variable == nullptr) return std::nullopt;
    return variable->unit;
}

std::vector<double> View::total(std::string_view name, std::string_view unit,
                                std::initializer_list<Selection> selections) const {
    const Variable* variable = result_->find(name);
    if (variable != nullptr && variable->unit != unit) {
        throw MissingInput(
            fmt::format("variable {} in {} (the result has {})", name, unit, variable->unit));
    }
    return sum(name, {selections.begin(), selections.size()});
}

std::vector<double> View::sum(std::string_view name, std::span<const Selection> selections) const {
    const Variable* variable = result_->find(name);
    if (variable == nullptr) throw MissingInput(fmt::format("variable {}", name));
    const std::vector<std::string> leading{"scenario", "region", "year"};
    if (variable->axes.size() < kLeadingAxes ||
        !std::equal(leading.begin(), leading.end(), variable->axes.begin())) {
        throw MissingInput(fmt::format("variable {} by scenario, region and year", name));
    }
    const std::vector<bool> chosen = select_cells(*result_, *variable, selections);
    const std::size_t cells = chosen.size();
    const std::size_t regions = result_->axis("region").size();
    const std::size_t start = (scenario_ * regions + region_) * years_.size() * cells;
    if (variable->data.size() < start + years_.size() * cells) {
        throw Error(fmt::format("variable {} has fewer numbers than its axes need", name));
    }
    const double* values = variable->data.data() + start;

    std::vector<double> sum(years_.size(), 0.0);
    bool any_exists = false;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        if (!chosen[cell]) continue;
        const auto value = [&](std::size_t year) { return values[year * cells + cell]; };
        bool exists = false;
        for (std::size_t y = 0; y < years_.size(); ++y) exists = exists || !std::isnan(value(y));
        if (!exists) continue;
        any_exists = true;
        for (std::size_t y = 0; y < years_.size(); ++y) sum[y] += value(y);
    }
    if (!any_exists) std::fill(sum.begin(), sum.end(), kNoNumber);
    return sum;
}

std::vector<double> View::emissions(std::string_view boundary) const {
    // Studies keep the sums, not the table by subsector.
    const bool has_table = result_->find("emissions") != nullptr;
    const bool has_sums = result_->find("co2_by_boundary") != nullptr;
    return total(has_table || !has_sums ? "emissions" : "co2_by_boundary", "kg/yr",
                 {{"boundary", {std::string(boundary)}}});
}

bool View::has_boundary(std::string_view boundary) const {
    const Axis* axis = find_axis(*result_, "boundary");
    return axis != nullptr &&
           std::find(axis->labels.begin(), axis->labels.end(), boundary) != axis->labels.end();
}

const std::vector<std::string>& View::labels(std::string_view axis) const {
    return require_axis(*result_, axis).labels;
}

std::vector<std::string> View::list(const std::string& name) const {
    const auto text = attribute(name);
    std::vector<std::string> items = split(text.value_or(""), ',');
    std::erase(items, "");
    if (items.empty()) throw MissingInput(fmt::format("attribute {}", name));
    return items;
}

std::optional<std::string> View::attribute(const std::string& name) const {
    const auto found = result_->attributes.find(name);
    if (found == result_->attributes.end()) return std::nullopt;
    return found->second;
}

std::vector<double> ratio(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> result(a.size(), kNoNumber);
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (b[i] != 0.0) result[i] = a[i] / b[i];
    }
    return result;
}

std::vector<double> scaled(std::vector<double> a, double factor) {
    for (auto& value : a) value *= factor;
    return a;
}

}  // namespace tanlu::indicators
