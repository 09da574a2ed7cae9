#pragma once
// A number of a result traced back: factors, parts, inputs, policies.
#include <optional>
#include <string>
#include <vector>

#include "explain/factors.hpp"
#include "explain/policies.hpp"
#include "explain/subject.hpp"

namespace tanlu::explain {

/// How far products and sums may be from a number of the result, relative to it.
inline constexpr double kTolerance = 1e-12;

struct Explanation {
    std::string file;
    std::string scenario, scenario_title, region;
    Subject subject;
    std::vector<std::string> labels;  ///< in words: "private-car (Private cars)"
    std::string meaning, unit;
    double value = 0.0;

    std::vector<Factor> factors;  ///< empty where the number is no product
    double mismatch = 0.0;        ///< of their product
    Parts parts;
    double parts_mismatch = 0.0;  ///< of their sum, and of the factors of each part: the largest

    std::vector<Behind> behind;  ///< inputs that the equations name
    /// Those that move the number, largest effect first; where nothing was run again all that the
    /// equations name, nearest first.
    std::vector<Input> inputs;
    std::size_t inputs_tried = 0;  ///< how many were changed to see; 0: none was
    std::optional<PolicyEffects> policies;

    std::string written_by;     ///< "Tanlu 0.1.0, git 1234567"
    bool is_same_build = true;  ///< this program wrote the file

    /// Whether everything that is said to multiply or add up does.
    bool holds() const;
};

/// The number, its factors, parts and inputs; `inputs` are those of `scenario`. Throws
/// InputError where the question does not do.
Explanation trace(const Question& question, const Dataset& dataset,
                  const config::Scenario& scenario, const Inputs& inputs);

enum class Rerun { yes, no };

/// Explains a number of a result file: traces it with the scenario that the file holds, and runs
/// that again to rank inputs and judge policies. Throws InputError where the question or the file
/// do not do, and RunError where the scenario in it does not run.
Explanation explain(const Question& question, const Dataset& dataset, Rerun rerun);

}  // namespace tanlu::explain
