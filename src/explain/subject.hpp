#pragma once
// What is asked about: the variable, year and labels of a result that a question names.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/scenario.hpp"
#include "explain/cells.hpp"

namespace tanlu::explain {

/// What a user wrote.
struct Question {
    std::string file;  ///< of the result, for messages
    std::string variable;
    int year = 0;
    std::optional<std::string> scenario, region;
    /// "class=private-car,business-car": an axis (or a short name of it) and labels or groups of
    /// them (nev, automobile, green ...); several pairs may follow one another.
    std::vector<std::string> selectors;
};

/// What is asked about: a number, or a sum of numbers where labels are left out.
struct Subject {
    std::string variable;
    int year = 0;
    Labels labels;
};

/// Whether numbers of a variable may be added up over labels: amounts, not shares or prices.
bool adds_up(std::string_view variable);

/// The scenario and the region that are meant. Throws InputError where there are several, or none
/// of that name.
std::string scenario_of(const Question& question, const Dataset& dataset);
std::string region_of(const Question& question, const Dataset& dataset);

/// Finds the number. `scenario` gives the groups. Throws InputError: unknown variable, axis, label
/// or year, or a label missing.
Subject subject_of(const Question& question, const Dataset& dataset,
                   const config::Scenario& scenario);

}  // namespace tanlu::explain
