#pragma once
// Which numbers of a scenario a headline depends on most.
#include <string>
#include <string_view>
#include <vector>

#include "config/scenario.hpp"
#include "perturb/trials.hpp"

namespace tanlu::perturb {

/// What answers when numbers are ranked.
struct Headline {
    std::string variable;
    std::vector<std::string> labels;
    int year = 0;
};

/// Direct emissions in 2030, or at the horizon of shorter runs.
Headline direct_emissions(const config::Scenario& scenario);

/// A leaf whose numbers of some grades were raised and lowered by 1 %.
struct RankedLeaf {
    std::string path;
    Grade grade = Grade::a;  ///< the weakest of those numbers
    std::size_t numbers = 0;
    double elasticity = 0.0;       ///< of the headline; NaN where it cannot be had
    const Value* first = nullptr;  ///< one of those numbers: value, unit, source, place
};

/// All leaves with numbers of the grades `weakest` or `weakest` and C (`with_estimates`), strongest
/// elasticity first; leaves without one last. Numbers that are 0 are left out, for 1 % of them is
/// nothing. Pointers are into the scenario.
std::vector<RankedLeaf> rank_leaves(const config::Scenario& scenario, const Headline& headline,
                                    bool with_estimates);

}  // namespace tanlu::perturb
