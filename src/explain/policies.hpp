#pragma once
// What policies did to a number: the scenario is run again without each of them.
#include <optional>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "explain/inputs.hpp"
#include "explain/subject.hpp"

namespace tanlu::explain {

/// A policy that a scenario adds to its parent.
struct PolicyEffect {
    std::string id, lever, title;  ///< title of the lever, English
    std::string source;
    Grade grade = Grade::unverified;
    std::string file;
    int line = 0;
    double without = 0.0;  ///< the number when all but this policy are in force; NaN with a problem
    double change = 0.0;   ///< with all - without
    std::string problem;   ///< why the scenario does not run without it; mostly empty
};

/// With all - without any = sum of the changes + interaction: policies that do the same work count
/// in `interaction`, since none of them changes much while the others are there.
struct PolicyEffects {
    std::string parent;                 ///< empty for a root
    double with_all = 0.0;              ///< run again
    double without_any = 0.0;           ///< run again without the policies added
    double interaction = 0.0;           ///< NaN where a run failed
    std::vector<PolicyEffect> effects;  ///< largest change first
    bool is_same_number = true;         ///< the run again gives the number of the file, bit for bit
    std::optional<double> of_parent;    ///< the parent's number, where the file holds the parent
};

/// Runs the scenario again with and without its own policies, by threads as there are.
/// `stored`: the number in the file. Throws RunError where the scenario itself does not run.
PolicyEffects policy_effects(const config::Scenario& scenario, const Inputs& inputs,
                             const Subject& subject, double stored);

}  // namespace tanlu::explain
