#pragma once
// A scenario: a pack, what it changes in it, and the policies in force.
#include <span>
#include <string>
#include <vector>

#include "config/lever_spec.hpp"
#include "config/pack.hpp"
#include "config/policy.hpp"
#include "config/scenario_file.hpp"
#include "config/scenario_inputs.hpp"

namespace tanlu::config {

/// A leaf that a scenario of the lineage sets.
struct Override {
    std::string path;      ///< e.g. "classes.private-car.ownership.saturation"
    std::string scenario;  ///< Id of the scenario file that set it last.
    Origin origin;
};

struct Scenario {
    std::string id;
    Text title;
    Text description;
    /// Ids from the root to this scenario, with those of the packages and parameter sets that each
    /// of them takes over before it.
    std::vector<std::string> lineage;
    std::vector<std::string> packages;  ///< Those of the lineage that are no scenarios.
    int horizon = 0;                    ///< Last year.
    Pack pack;                          ///< With the overrides in force and the sources of all.
    std::vector<Override> overrides;
    std::vector<Policy> policies;       ///< Parents' first, in the order of the files.
    std::vector<ScenarioInput> inputs;  ///< For indicators; parents' first.
    std::vector<InputFile> files;       ///< Scenario files, root first, then those of the pack.
    std::vector<Diagnostic> warnings;   ///< What reading them found worth saying.
};

/// A package of policies by itself, with no pack to point at.
struct Package {
    PackageFile file;
    std::vector<Policy> policies;  ///< Their selectors as written; ids of the pack are not known.
    std::vector<Diagnostic> warnings;
};

/// Reads a scenario file with its parents and its pack. Throws InputError with everything that is
/// wrong. Also reads the text that `effective_text` wrote.
Scenario load_scenario(const std::string& path, std::span<const LeverSpec> levers,
                       const Drafts& drafts = {});

/// Reads a package of policies, as far as it can be judged without a scenario. Throws InputError.
Package load_package(const std::string& path, std::span<const LeverSpec> levers,
                     const Drafts& drafts = {});

/// The scenario in a text that `effective_text` wrote; `name` stands for it in messages.
Scenario parse_scenario(const std::string& text, const std::string& name,
                        std::span<const LeverSpec> levers);

/// A parameter set by itself: its leaves are not looked up.
struct ParameterSet {
    ParameterSetFile file;
    std::vector<Diagnostic> warnings;
};

/// Reads a parameter set, as far as it can be judged without a scenario. Throws InputError.
ParameterSet load_parameter_set(const std::string& path, const Drafts& drafts = {});

/// The whole effective configuration as YAML: one file that `load_scenario` reads to the same
/// scenario, numbers equal bit for bit. The origin of each value stands in a comment.
std::string effective_text(const Scenario& scenario);

/// Policies as they stand there.
std::string effective_text(std::span<const Policy> policies);

/// Id of the scenario that this one extends; empty for a root.
std::string parent_of(const Scenario& scenario);

/// Ids of what this scenario adds to its parent: its packages, parameter sets and itself.
std::vector<std::string> own_of(const Scenario& scenario);

}  // namespace tanlu::config
