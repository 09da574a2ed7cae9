#pragma once
// Leaves of the parameter tree as they stand in files: a number in canonical units together with
// what was written, its unit, source, grade and place.
#include <optional>
#include <string>
#include <vector>

#include "base/origin.hpp"
#include "lanes/series_rules.hpp"
#include "sampling/distribution.hpp"

namespace tanlu {

/// How far a number can be trusted. `unverified` is never shown as official.
enum class Grade { a, b, c, unverified };

/// "A", "B", "C" or "U".
std::string to_string(Grade grade);

/// A number from a file.
struct Value {
    double number = 0.0;   ///< In the canonical unit of alternative `unit_choice` of its Field.
    int unit_choice = 0;   ///< Which of the field's '|'-separated units it was given in.
    double written = 0.0;  ///< As written, in `unit`.
    std::string unit;      ///< As written.
    std::optional<double> low;           ///< Canonical; lower end of the plausible range.
    std::optional<double> high;          ///< Canonical; upper end.
    std::optional<double> written_low;   ///< As written, in `unit`.
    std::optional<double> written_high;  ///< As written, in `unit`.
    std::string source;                  ///< Key into sources.yaml.
    Grade grade = Grade::unverified;
    std::string note;
    Origin origin;
    /// Where a distribution stands in place of the number: in the unit as written. `number` and
    /// `written` are then its central value, which runs without draws take.
    std::optional<sampling::Distribution> distribution;
    double scale = 1.0;  ///< Factor from the unit as written to that of `number`.
};

/// A path through time: values at anchor years and the rule between and after them.
struct Trajectory {
    struct Anchor {
        int year = 0;
        Value value;
    };
    std::vector<Anchor> anchors;  ///< By rising year; at least one.
    Interpolation interpolation = Interpolation::kPchip;
    Extrapolation extrapolation = Extrapolation::kHold;
    std::vector<Anchor> growth;  ///< For Extrapolation::kGrowth: yearly rates [1/yr], step between.
    Origin origin;
};

/// Leaves as read from files.
struct FileKind {
    using Scalar = Value;
    using Series = Trajectory;
};

}  // namespace tanlu
