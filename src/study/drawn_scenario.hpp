#pragma once
// A scenario whose numbers take drawn values, batch after batch.
#include <memory>
#include <span>
#include <vector>

#include "levers/lever.hpp"
#include "model/status.hpp"
#include "parameters/parameters.hpp"
#include "sampling/quantile.hpp"
#include "sampling/shocks.hpp"
#include "study/draw_plan.hpp"
#include "study/leaves.hpp"

namespace tanlu::study {

/// Parameters of eight samples of one scenario. One for each thread; not copied, since draws land
/// by pointer.
class DrawnScenario {
public:
    /// Scenario and draws outlive it. `seed` is that of the design.
    DrawnScenario(const config::Scenario& scenario, const ScenarioDraws& draws, std::uint64_t seed);
    DrawnScenario(const DrawnScenario&) = delete;
    DrawnScenario& operator=(const DrawnScenario&) = delete;

    /// Sets every drawn number for the samples first, first + 1, ... of the design; `quantiles` has
    /// one entry per dimension. Allocates nothing.
    void set(std::span<const Lanes> quantiles, std::uint64_t first_sample);

    const Parameters<RunKind<Lanes>>& parameters() const { return parameters_; }
    /// Drawn numbers of policies.
    std::span<const levers::DrawnPath<Lanes>> policy_paths() const { return policy_paths_; }
    /// Samples in which a number was drawn outside its range: `domain_error`.
    const model::Status<Lanes>& status() const { return status_; }

private:
    /// A path that is made anew from its anchors.
    struct Path {
        const Trajectory* file = nullptr;
        YearSeries<Lanes>* run = nullptr;
        std::vector<int> years, growth_years;
        std::vector<Lanes> anchors, growth;
    };
    struct Number {
        Lanes* at;
        Lanes central;
        const NumberDraw* draw;
        std::unique_ptr<sampling::QuantileFunction> quantile;
    };
    struct PathChange {
        YearSeries<Lanes>* run;
        const PathDraw* draw;
        std::vector<sampling::QuantileFunction> quantiles;
        std::unique_ptr<sampling::ShockPath> shocks;
        std::vector<int> years;               // of the anchors
        std::vector<std::uint32_t> streams;   // of the components beyond the design
        std::vector<Lanes> normals, factors;  // by component, or multipliers by anchor; by year
    };

    Path& path_of(std::size_t leaf);
    Lanes value_of(const Number& number, const Lanes& quantile) const;
    void fill(Path& path) const;
    void change(PathChange& change, std::span<const Lanes> quantiles, std::uint64_t first_sample);
    void require(const Range& range, const Lanes& value);

    const config::Scenario& scenario_;
    std::uint64_t seed_;
    Parameters<RunKind<Lanes>> parameters_;
    std::vector<Leaf<FileKind>> file_;
    std::vector<Leaf<RunKind<Lanes>>> run_;
    std::vector<levers::DrawnPath<Lanes>> policy_paths_;
    std::vector<std::pair<std::size_t, std::unique_ptr<Path>>> paths_;  // by leaf
    std::vector<Number> numbers_;
    std::vector<PathChange> changes_;
    model::Status<Lanes> status_;
};

}  // namespace tanlu::study
