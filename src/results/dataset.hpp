#pragma once
// A result in memory: named axes and variables over them. What io writes and reads, what the
// indicators and the command line look at. Knows nothing of the model.
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tanlu {

/// A dimension with its coordinate: calendar years, or names.
struct Axis {
    std::string name;  ///< e.g. "year", "technology"
    std::string doc;
    std::vector<std::string> labels;  ///< Names; empty for the year axis.
    std::vector<int> years;           ///< Calendar years; only for the year axis.
    std::size_t size() const { return years.empty() ? labels.size() : years.size(); }
};

/// Numbers over axes, row-major, last axis fastest. NaN where a combination does not exist.
struct Variable {
    std::string name;       ///< snake_case, e.g. "stock"
    std::string unit;       ///< canonical, e.g. "vehicle", "MJ/yr"
    std::string long_name;  ///< One line in English.
    std::string iamc;       ///< IAMC variable pattern with {axis} placeholders; may be empty.
    std::vector<std::string> axes;
    std::vector<double> data;
};

/// Everything a result file holds.
struct Dataset {
    std::vector<Axis> axes;
    std::vector<Variable> variables;
    std::map<std::string, std::string>
        attributes;  ///< Root attributes (title, version, boundary ...).
    std::map<std::string, std::string>
        provenance;  ///< Scenario text, hashes, list of unverified ...

    const Axis& axis(std::string_view name) const;          ///< Throws Error when absent.
    const Variable* find(std::string_view name) const;      ///< nullptr when absent.
    const Variable& variable(std::string_view name) const;  ///< Throws Error when absent.
    /// Position of a label on an axis; throws Error naming the labels when absent.
    std::size_t index(std::string_view axis, std::string_view label) const;
    /// Flat position in `variable.data` of one index per axis, in the variable's order.
    std::size_t offset(const Variable& variable, const std::vector<std::size_t>& indices) const;
    /// Size of the data a variable over these axes needs.
    std::size_t volume(const std::vector<std::string>& axes) const;
};

}  // namespace tanlu
