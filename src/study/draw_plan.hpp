#pragma once
// Where the draws of a study land: its inputs resolved to dimensions of the design and to numbers
// of each scenario.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "sampling/distribution.hpp"
#include "study/number_leaves.hpp"
#include "study/study.hpp"

namespace tanlu::study {

/// One dimension of the design: a number between 0 and 1 for every sample.
struct Dimension {
    /// The input; "@REGION" behind it where each region draws its own; what of it in brackets where
    /// it has several.
    std::string id;
    std::string input;
    std::uint32_t stream = 0;  ///< of the random numbers
};

/// Rows of a paired table, for one of its columns.
struct RowTable {
    std::vector<double> cumulative;  ///< of the weights, the last 1
    std::vector<double> values;      ///< canonical
};

/// Nothing is drawn: the coordinate of the dimension is the number itself, chosen by whoever runs
/// the scenario (src/perturb).
struct Given {
    int from_year = 0;  ///< of a path: the first year that changes
};

/// A number that is drawn.
struct NumberDraw {
    std::size_t leaf = 0;
    Part part = Part::scalar;
    std::size_t index = 0;  ///< of the item or anchor
    Change change = Change::value;
    std::size_t dimension = 0;
    std::variant<sampling::Distribution, RowTable, Given> by;
    double scale = 1.0;  ///< to canonical units
    Range range;         ///< of the number, canonical
};

/// Multipliers by year, joined in the logarithm; a dimension for each.
struct AnchorFactors {
    std::vector<YearDistribution> anchors;
};

/// A whole path that is changed: by one number, by multipliers at years, by yearly shocks, or by a
/// number that is given.
struct PathDraw {
    std::size_t leaf = 0;
    Change change = Change::factor;
    std::vector<std::size_t> dimensions;
    std::variant<sampling::Distribution, AnchorFactors, Shocks, Given> by;
    std::string input;   ///< keys the further random numbers of shocks
    double scale = 1.0;  ///< of an addition, to canonical units
    Range range;
};

/// The draws of one scenario. Leaves are those of its parameters, then the numbers of its policies.
struct ScenarioDraws {
    std::vector<NumberDraw> numbers;
    std::vector<PathDraw> paths;
};

/// Correlated dimensions.
struct DimensionCorrelation {
    std::size_t first = 0;
    std::size_t second = 0;
    double rank = 0.0;
};

struct DrawPlan {
    std::vector<Dimension> dimensions;
    std::vector<DimensionCorrelation> correlations;
    std::vector<ScenarioDraws> scenarios;  ///< as in the study
};

/// Dimensions of the design that shocks use, of their largest principal components; the others are
/// drawn beside it.
inline constexpr std::size_t kShockDimensions = 4;

/// Resolves the inputs of a study, and the distributions that stand in place of numbers in its
/// scenarios. Throws InputError: a path that names nothing, a unit that does not fit, draws outside
/// the range of a number, two inputs that set the same one.
DrawPlan plan_draws(const Study& study);

}  // namespace tanlu::study
