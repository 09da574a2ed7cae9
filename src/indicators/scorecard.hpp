#pragma once
// Counts of verdicts by system, scenario and region. Counts, not marks: rows are never weighed
// against each other.
#include <array>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"

namespace tanlu::indicators {

/// What is said of a row as a whole.
enum class RowVerdict {
    met,       ///< Every value of the row that is judged meets its targets.
    missed,    ///< Every one misses some target.
    disputed,  ///< It depends on the variant or the boundary.
    no_target,
    benchmark_only,
    unverified,  ///< The definition or the target was not checked.
    stand_in,
    undefined,
    not_derivable
};
inline constexpr std::size_t kRowVerdicts = 9;

/// "met", "depends_on_convention", ...: words.cpp has them in both languages.
std::string_view to_string(RowVerdict verdict);

/// A system in one scenario and region.
struct Score {
    const System* system = nullptr;
    std::string scenario;
    std::string region;
    std::array<int, kRowVerdicts> rows{};  ///< By RowVerdict.

    int count(RowVerdict verdict) const { return rows[static_cast<std::size_t>(verdict)]; }
    int total() const;
    int computed() const { return total() - count(RowVerdict::not_derivable); }
};

/// What the values of one row come to. `values` are those of one scenario and region; a row of
/// which only some are derivable is judged by these.
RowVerdict verdict_of(const std::vector<const Evaluation*>& values);

/// In the order of the evaluations.
std::vector<Score> scorecard(const std::vector<Evaluation>& evaluations);

}  // namespace tanlu::indicators
