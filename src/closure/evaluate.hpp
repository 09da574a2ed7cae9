#pragma once
// How well the base year of a pack closes: published figures against what the model has.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "closure/read_figures.hpp"
#include "config/scenario.hpp"

namespace tanlu::closure {

enum class Verdict {
    closes,     ///< the ranges of model and figure meet
    misses,     ///< they do not
    no_figure,  ///< nothing to compare with
    no_band,    ///< neither has a range, so a ratio is all that can be said
    no_model,   ///< the model has no such number: no metro, no motorcycles
};

/// 5 and 95 % of the model's number under draws of the inputs.
struct Band {
    double low = 0.0;
    double high = 0.0;
};

struct Closure {
    Figure figure;
    double model = 0.0;        ///< In the unit of the check, times the factor.
    std::optional<Band> band;  ///< None where no input that it hangs on has a range.
    double ratio = 0.0;        ///< Model over figure; NaN without a figure.
    Verdict verdict = Verdict::no_figure;
};

struct ClosureReport {
    std::string region;
    int base_year = 0;
    std::vector<Closure> closures;     ///< In the order of the checks, then of the table.
    std::vector<Figure> not_computed;  ///< Figures for which the model has nothing.
};

inline constexpr std::uint64_t kDraws = 2000;

/// Verdict on a figure: closes where [low, high] of the model and of the figure have a common
/// number.
Verdict judge(double model, const std::optional<Band>& band,
              const std::optional<cities::Estimate>& figure);

/// Runs the base year and draws its inputs: each number with a range from the triangle of low,
/// value and high, all independently, shares scaled to 1. The spread of the draws is applied to the
/// number of the run. Same bits always.
std::vector<Closure> close(const config::Scenario& scenario, const std::vector<Figure>& figures);

inline constexpr const char* kHowToWrite = "docs/formats/closure.md says what stands in it";

/// Whether there is a table of figures in the directory of the scenario's pack.
bool has_figures(const config::Scenario& scenario);

/// Reads the table in the directory of the scenario's pack and closes. Throws InputError with
/// everything that is wrong, where there is no table too.
ClosureReport closure_of(const config::Scenario& scenario);

}  // namespace tanlu::closure
