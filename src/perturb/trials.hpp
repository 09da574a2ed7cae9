#pragma once
// A scenario run again and again with some of its numbers changed, eight changes at a time.
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "ensemble/series.hpp"
#include "model/status.hpp"
#include "study/draw_plan.hpp"

namespace tanlu::perturb {

/// One of the numbers of a scenario: of which leaf (study::number_leaves) and where in it.
struct Number {
    std::size_t leaf = 0;
    study::Part part = study::Part::scalar;
    std::size_t index = 0;
};

/// Numbers that are changed together, by one amount.
struct Knob {
    std::string id;
    /// factor: the amount multiplies, 1 changes nothing. addition: it is added, in canonical units,
    /// and 0 changes nothing. value: it takes the place of the numbers, in canonical units.
    study::Change change = study::Change::factor;
    std::vector<Number> numbers;
    std::vector<std::size_t> paths;  ///< leaves that change as a whole; not for `value`
    int from_year = 0;               ///< of the paths: the first year that changes; 0 for all
};

/// Every number that a pattern of paths names (`*` any characters of a key, `**` any keys), in the
/// order of the leaves. Empty where it names none.
std::vector<Number> numbers_named(const config::Scenario& scenario, std::string_view pattern);

/// What the trials gave.
struct TrialResults {
    int first_year = 0;
    std::size_t series = 0;
    std::size_t years = 0;
    std::vector<double> values;  ///< [trial][series][year]; NaN throughout where a trial failed
    std::vector<bool> failed;    ///< by trial: a number outside its range, or a run without result

    double at(std::size_t trial, std::size_t one, int year) const {
        return values[(trial * series + one) * years + static_cast<std::size_t>(year - first_year)];
    }
    /// The path of a series in a trial, by year.
    std::span<const double> path(std::size_t trial, std::size_t one) const {
        return std::span(values).subspan((trial * series + one) * years, years);
    }
};

/// The scenario outlives it. Policies are judged with central numbers when it is made: throws
/// InputError where they contradict each other.
class Trials {
public:
    Trials(const config::Scenario& scenario, std::vector<Knob> knobs,
           std::vector<ensemble::Series> series);
    ~Trials();
    Trials(const Trials&) = delete;
    Trials& operator=(const Trials&) = delete;

    const std::vector<Knob>& knobs() const { return knobs_; }
    std::size_t size() const { return knobs_.size(); }

    /// Amounts that change nothing, by knob. For a `value` knob: its first number as it is.
    const std::vector<double>& neutral() const { return neutral_; }

    /// Runs the trials: `amounts` has one row per trial with one number per knob. All threads of
    /// OpenMP; the same bits for any number of them. Rethrows what a run throws.
    TrialResults run(std::span<const double> amounts) const;

private:
    struct Worker;

    const config::Scenario& scenario_;
    std::vector<Knob> knobs_;
    std::vector<double> neutral_;
    std::vector<ensemble::Series> series_;
    region::Structure structure_;
    study::ScenarioDraws draws_;
};

/// All series of a scenario: those that Trials can follow.
std::vector<ensemble::Series> all_series(const config::Scenario& scenario);

/// One of them by variable and labels; throws Error when there is none.
ensemble::Series series_named(const config::Scenario& scenario, std::string_view variable,
                              std::span<const std::string> labels);

}  // namespace tanlu::perturb
