#pragma once
// Orders of magnitude: figures of a table that no city has, most often a unit or a power of ten.
#include "base/diagnostics.hpp"
#include "cities/city_csv.hpp"

namespace tanlu::cities {

/// Warns, at its place in the table, of each figure beyond what any city has. Changes nothing.
void warn_of_magnitudes(const City& city, int base_year, Diagnostics& diagnostics);

/// Reports what no pack can hold, in the words of the table: cars per resident, the mean trip.
void check_limits(const City& city, Diagnostics& diagnostics);

/// Whether a figure rests on judgement alone: its sources are `judgement`, `est` or `gk`.
bool is_judgement(const Figure& figure);

/// The grade that counts for the confidence of a pack: a judgement is unverified, whatever grade it
/// has been given.
Grade counted_grade(const Figure& figure);

/// Warns of judgements that are graded A or B.
void warn_of_grades(const City& city, Diagnostics& diagnostics);

}  // namespace tanlu::cities
