#pragma once
// The shipped scenarios of China for tests: loaded once, changed in memory, run and compared.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "config/scenario.hpp"
#include "engine/run.hpp"
#include "io/temporary_folder.hpp"
#include "results/dataset.hpp"
#include "schema/value.hpp"

namespace tanlu::test {

/// Ids of the four scenarios that extend one another, root first.
const std::vector<std::string>& shipped_ids();

/// Ids of all scenarios in the folder, in the order of their names.
const std::vector<std::string>& library_ids();

/// A shipped scenario as loaded; throws EnvironmentError or InputError for an unknown id.
const config::Scenario& shipped(const std::string& id);

/// All of them, in the order of their ids.
const std::vector<config::Scenario>& all_shipped();

/// The run of a shipped scenario in lanes, computed once.
const Dataset& shipped_run(const std::string& id);

/// The run of one scenario.
Dataset run_of(const config::Scenario& scenario,
               engine::Arithmetic arithmetic = engine::Arithmetic::lanes);

/// Where the pack and the scenarios of China lie.
std::string scenario_path(const std::string& id);

/// A copy of the pack and the scenarios in a folder of its own, to put children beside them.
class ScenarioTree {
public:
    ScenarioTree();

    /// Writes a scenario file and loads it. `text`: everything after id and titles.
    config::Scenario load_child(const std::string& id, const std::string& text) const;
    std::string path(const std::string& id) const;

private:
    TemporaryFolder folder_;
};

/// Sets the number of the leaf at a path, canonical unit; fails the test if there is none.
void set_leaf(config::Scenario& scenario, const std::string& path, double number);

/// Multiplies every leaf whose path starts with `start` and ends with `end`; returns how many.
int scale_leaves(config::Scenario& scenario, const std::string& start, const std::string& end,
                 double factor);

/// A policy as a file would give it. Selections hold ids, paths are linear between anchors.
struct PolicyText {
    std::string lever;
    std::vector<std::pair<std::string, std::vector<std::string>>> selections;
    std::vector<std::pair<std::string, std::vector<std::pair<int, double>>>> parameters;
};
void add_policy(config::Scenario& scenario, const PolicyText& text);

/// A number of a dataset of one region: scenario first, then the year where the variable has one,
/// then its labels.
double at(const Dataset& dataset, const std::string& variable, const std::string& scenario,
          int year, const std::vector<std::string>& labels = {});

/// Sum of a variable over all its axes besides scenario, region and year that are left out of
/// `labels` (they are matched from the first axis on); cells that do not exist count as zero.
double sum_at(const Dataset& dataset, const std::string& variable, const std::string& scenario,
              int year, const std::vector<std::string>& labels = {});

/// How far one variable of two datasets is apart.
struct Difference {
    std::string variable;
    std::string cell;  ///< labels of the worst cell
    double before = 0.0;
    double after = 0.0;
    double relative = 0.0;  ///< of the worst cell, to the scale of the comparison
};

/// What two datasets of one scenario each are compared by.
struct Comparison {
    double tolerance = 0.0;  ///< relative; 0 demands the same bits
    /// A cell is held against max(|cell|, smallest part of it x largest cell of the variable).
    double floor = 0.0;
    /// Expected value of a cell by its variable; the identity where left out.
    std::function<double(const std::string& variable, double value)> expected = {};
    /// Years to look at.
    int first_year = 0;
    int last_year = 9999;
    std::vector<std::string> ignored = {};  ///< variables left out
};

/// The variables that differ, cells found by their labels. The scenarios may have other ids; cells
/// that only one of them has must be NaN or, in the lanes of a table, zero.
std::vector<Difference> differences(const Dataset& before, const Dataset& after,
                                    const Comparison& how = {});

/// The same as lines of text, empty where nothing differs: for CHECK(... == "").
std::string difference_text(const Dataset& before, const Dataset& after,
                            const Comparison& how = {});

}  // namespace tanlu::test
