#pragma once
// Results beside statistics. Nothing is fitted here: the error is shown, whatever it is.
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "results/dataset.hpp"

namespace tanlu::engine {

/// One statistic of one year and what the run has for it.
struct ObservedRow {
    std::string id;
    Text title;
    std::string unit;
    int year = 0;
    double observed = 0.0;
    double modelled = 0.0;
    Grade grade = Grade::unverified;
    std::string note;
};

/// Rows of every observation of the pack that lies within the years of the run, in file order.
std::vector<ObservedRow> compare_with_observed(const Dataset& dataset,
                                               const config::Scenario& scenario);

/// Checks of plausibility (docs/theory §0.4) that a run fails, in words; empty where all hold:
/// no class without sales two years running, no technology from below 1 % of sales to above 50 %
/// without a policy on it, kilometres per private car within [0.8, 1.2] of the base year.
std::vector<std::string> implausible(const Dataset& dataset, const config::Scenario& scenario);

}  // namespace tanlu::engine
