#pragma once
// What is compared: scenarios of regions, as annual paths, and the tables that say how they differ.
// Pure: reading files and printing are the command line's.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "comparison/factors.hpp"
#include "comparison/section.hpp"
#include "config/scenario.hpp"
#include "indicators/view.hpp"

namespace tanlu::comparison {

/// A measure year by year, without the years at the ends that have no number.
struct Path {
    std::string measure;
    std::string boundary;  ///< empty where it has none
    std::string unit;      ///< canonical
    int first_year = 0;
    std::vector<double> values;

    indicators::AnnualSeries series() const { return {.first_year = first_year, .values = values}; }
};

/// One scenario of one region.
struct Subject {
    std::string region;
    std::string scenario;
    std::string label;  ///< what tells it from the others: the region or the scenario
    std::vector<Path> paths;
    std::map<std::pair<std::string, int>, Place> places;  ///< by boundary and year

    const Path* find(const std::string& measure, const std::string& boundary = {}) const;
};

/// Paths of a scenario in these boundaries; measures that the result cannot tell are left out.
/// Branches are taken for `years`. `scenario` may be null: branches and the share of cars are not
/// known then.
Subject subject_of(const indicators::View& view, const config::Scenario* scenario,
                   const std::vector<std::string>& boundaries, const std::vector<int>& years);

/// Values of all measures at years.
Section levels(const std::vector<Subject>& subjects, const std::vector<int>& years);

/// Peaks (rules of indicators/trajectory.hpp) and the year from which half of the automobiles are
/// new-energy vehicles.
Section milestones(const std::vector<Subject>& subjects);

/// Values when GDP per head passes levels, linear between years.
Section by_income(const std::vector<Subject>& subjects, std::vector<double> income = {});

/// Root mean square difference of the paths per head, for all pairs.
Section distances(const std::vector<Subject>& subjects);

/// Levels and milestones against those of one of them.
Section differences(const std::vector<Subject>& subjects, std::size_t baseline,
                    const std::vector<int>& years);

/// Spatial decomposition of the emissions: against the mean of all, or against one of them.
Section causes(const std::vector<Subject>& subjects, std::optional<std::size_t> baseline);

/// Change of the emissions of every scenario against the reference in the same region: rows are
/// scenarios, columns regions. Empty without a reference.
Section transfer(const std::vector<Subject>& subjects, const std::string& reference,
                 const std::vector<int>& years);

/// Totals of all together.
Section sums(const std::vector<Subject>& subjects, const std::vector<int>& years);

}  // namespace tanlu::comparison
