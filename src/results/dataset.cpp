#include "results/dataset.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/expects.hpp"
#include "tanlu/error.hpp"

namespace tanlu {

const Axis& Dataset::axis(std::string_view name) const {
    for (const auto& axis : axes) {
        if (axis.name == name) return axis;
    }
    throw Error(fmt::format("the result has no axis '{}'", name));
}

const Variable* Dataset::find(std::string_view name) const {
    for (const auto& variable : variables) {
        if (variable.name == name) return &variable;
    }
    return nullptr;
}

const Variable& Dataset::variable(std::string_view name) const {
    const Variable* found = find(name);
    if (found == nullptr) throw Error(fmt::format("the result has no variable '{}'", name));
    return *found;
}

std::size_t Dataset::index(std::string_view axis_name, std::string_view label) const {
    const Axis& where = axis(axis_name);
    for (std::size_t i = 0; i < where.size(); ++i) {
        if (where.years.empty() ? where.labels[i] == label
                                : std::to_string(where.years[i]) == label) {
            return i;
        }
    }
    throw Error(where.years.empty()
                    ? fmt::format("axis '{}' has no '{}' (it has {})", axis_name, label,
                                  fmt::join(where.labels, ", "))
                    : fmt::format("axis '{}' has no '{}' (it runs from {} to {})", axis_name, label,
                                  where.years.front(), where.years.back()));
}

std::size_t Dataset::offset(const Variable& variable,
                            const std::vector<std::size_t>& indices) const {
    TANLU_EXPECTS(indices.size() == variable.axes.size());
    std::size_t position = 0;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const std::size_t size = axis(variable.axes[i]).size();
        TANLU_EXPECTS(indices[i] < size);
        position = position * size + indices[i];
    }
    return position;
}

std::size_t Dataset::volume(const std::vector<std::string>& names) const {
    std::size_t product = 1;
    for (const auto& name : names) product *= axis(name).size();
    return product;
}

}  // namespace tanlu
