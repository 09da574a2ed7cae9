#pragma once
// One file of the lineage of a scenario, as written.
#include <optional>
#include <string>
#include <vector>

#include "config/file_tree.hpp"
#include "parameters/field.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

/// A list of policies for scenarios to take over whole, as written.
struct PackageFile {
    std::string id;
    Text title;
    Text description;
    schema::Node policies;
    schema::Node sources;
};

/// Numbers for scenarios to take over whole, as `tanlu calibrate` writes them.
struct ParameterSetFile {
    std::string id;
    Text title;
    Text description;
    schema::Node overrides;
    schema::Node record;
    schema::Node sources;
};

inline constexpr const char* kPackageDelay = "package-delay";
inline constexpr const char* kFormerPackageDelay = "delay";  ///< to format 1

struct ScenarioFile {
    std::string path;
    Origin origin;
    std::string id;
    Text title;
    Text description;
    Name extends;
    Name pack;
    std::vector<std::string> parameter_sets;  ///< Paths of the parameter sets, in order.
    std::vector<std::string> packages;        ///< Paths of the package files, in order.
    int delay = 0;                            ///< Years by which packages act later than written.
    int horizon = 0;                          ///< 0 where left out.
    Origin horizon_origin;
    schema::Node overrides;
    schema::Node policies;
    schema::Node sources;
    schema::Node exogenous_series;
    schema::Node survey_inputs;

    /// Policies or numbers taken over, not a scenario: it has neither parent nor pack.
    bool is_package() const { return extends.empty() && pack.empty(); }
};

/// The keys of a package, or of a parameter set, in its document.
PackageFile read_package_file(const schema::Node& root, Diagnostics& diagnostics);
ParameterSetFile read_parameter_set_file(const schema::Node& root, Diagnostics& diagnostics);

/// The scenario file at `path`, which holds `root`, and its parents; root of the chain first. The
/// parameter sets and packages of a file stand before it, as files with overrides or policies.
/// Empty when the chain cannot be read; everything wrong has been reported then.
std::vector<ScenarioFile> read_lineage(const std::string& path, const schema::Node& root,
                                       FileTree& files, Diagnostics& diagnostics);

}  // namespace tanlu::config
