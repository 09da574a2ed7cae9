#pragma once
// Elasticities of the whole model beside those of the literature.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "perturb/elasticity.hpp"

namespace tanlu::perturb {

/// What the literature has for an elasticity.
struct Band {
    double low = 0.0;
    double high = 0.0;
    std::string source;  ///< key
    Grade grade = Grade::unverified;
};

/// One elasticity: of what, to what, in which year.
struct ElasticityTest {
    std::string id;
    Origin origin;
    Text title;
    std::vector<Name> paths;          ///< paths through time, raised from the year after the base
                                      ///< year on; or the number of one policy of 1 %
    Name variable;                    ///< of the result
    std::vector<std::string> labels;  ///< one per axis, `*` for the sum over all
    int year = 0;
    std::optional<Band> band;
    std::string note;
};

struct ElasticityTests {
    std::string id;
    Text title;
    std::string scenario_path;
    config::Scenario scenario;
    std::vector<ElasticityTest> tests;
};

/// Reads a file of elasticities with its scenario. Throws InputError with everything that is wrong.
ElasticityTests load_elasticity_tests(const std::string& path,
                                      std::span<const config::LeverSpec> levers);

/// What the model has for a test; NaN where it has none.
struct ElasticityResult {
    double value = 0.0;
    bool inside = true;  ///< of the band; true where there is none
};

/// Runs all tests: two trials each, one percent below and above. Policies that tests name are at
/// zero but for their own test. Throws InputError where a path or a variable names nothing.
std::vector<ElasticityResult> run_elasticity_tests(const ElasticityTests& tests);

}  // namespace tanlu::perturb
