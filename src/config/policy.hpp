#pragma once
// Policies as read from scenario files.
#include <string>
#include <string_view>
#include <vector>

#include "config/lever_spec.hpp"

namespace tanlu::config {

/// What one selector of a policy points at.
struct Selection {
    std::string key;            ///< Key of the SelectorSpec.
    std::vector<Name> written;  ///< Ids and groups as written.
    std::vector<Name> ids;      ///< Ids with groups resolved, in the order of the pack.
};

/// One number of a policy through time. Not in force before the year of the first anchor; held
/// after the last.
struct PolicyPath {
    std::string key;  ///< Key of the ParameterSpec.
    Trajectory path;
};

/// A lever pulled by a scenario.
struct Policy {
    Name lever;
    std::string id;
    std::vector<Selection> selectors;    ///< In the order of the LeverSpec; left out if unused.
    std::vector<PolicyPath> parameters;  ///< In the order of the LeverSpec; left out if unused.
    std::string source;
    Grade grade = Grade::unverified;
    std::string note;
    Origin origin;
    std::string scenario;  ///< Id of the scenario file that added it.

    const Selection* selection(std::string_view key) const;   ///< nullptr when left out.
    const Trajectory* parameter(std::string_view key) const;  ///< nullptr when left out.
};

}  // namespace tanlu::config
