#pragma once
// Scenarios in, results out, for programs that link with Tanlu. No type of another library shows.
//
//   auto scenario = tanlu::Scenario::load("scenarios/china/reference.yaml");
//   auto results = tanlu::simulate({scenario});
//   auto co2 = results.series("co2_by_boundary", "reference", {"ttw"});   // kg/yr, one per year
//   results.write("reference.h5");
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tanlu/error.hpp"

namespace tanlu {

struct Dataset;
namespace config {
struct Scenario;
}

/// A scenario as read from its file, with its parents and its model pack.
class Scenario {
public:
    /// Reads and checks. Throws InputError with everything that is wrong.
    static Scenario load(const std::string& path);

    const std::string& id() const;
    int base_year() const;
    int horizon() const;

    /// What reading found worth saying (an older format, former names of keys): each with file,
    /// line, column, the source line, a caret and a hint.
    std::vector<std::string> warnings() const;

    /// The whole effective configuration as YAML; loading it gives the same scenario.
    std::string effective_text() const;

private:
    friend class Access;
    explicit Scenario(std::shared_ptr<const config::Scenario> scenario);
    std::shared_ptr<const config::Scenario> scenario_;
};

/// What a run says about one variable.
struct VariableInfo {
    std::string name;               ///< e.g. "stock"
    std::string unit;               ///< e.g. "vehicle"
    std::string long_name;          ///< one line
    std::vector<std::string> axes;  ///< besides scenario, region and year
};

/// Results of a run: numbers over named axes.
class Results {
public:
    /// Reads a result file. Throws InputError or EnvironmentError.
    static Results read(const std::string& path);

    std::vector<std::string> scenarios() const;
    std::vector<int> years() const;
    std::vector<VariableInfo> variables() const;
    /// Labels of an axis, e.g. "vehicle_class".
    std::vector<std::string> labels(const std::string& axis) const;

    /// One number per year, in the unit of the variable; NaN where there is none. `labels`: one per
    /// further axis, in the order of VariableInfo::axes. `region` may be left out where there is
    /// only one. Throws Error naming what exists when a name does not.
    std::vector<double> series(const std::string& variable, const std::string& scenario,
                               const std::vector<std::string>& labels = {},
                               const std::string& region = {}) const;

    /// True when the built-in identities held in every year of every scenario.
    bool audit_passed() const;

    /// Writes a result file; replaces nothing. Throws EnvironmentError.
    void write(const std::string& path) const;

private:
    friend class Access;
    explicit Results(std::shared_ptr<const Dataset> data);
    std::shared_ptr<const Dataset> data_;
};

/// Projects scenarios to their horizon with central values. The same scenarios give the same bits
/// whatever the number of threads. Throws InputError where policies contradict each other and
/// RunError where a run leaves the domain of the model.
Results simulate(std::span<const Scenario> scenarios);
Results simulate(std::initializer_list<Scenario> scenarios);

}  // namespace tanlu
