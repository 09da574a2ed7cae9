#pragma once
// From parameters as read (values with unit, source and line) to parameters as run (numbers and
// series by year). One generic visitor pair: a new field needs nothing here.
#include "parameters/parameters.hpp"
#include "schema/value.hpp"

namespace tanlu::plan {

/// Years of history that series hold before the base year at least.
inline constexpr int kHistoryYears = 12;

/// First year of the series of a run: kHistoryYears before the base year, or earlier where an
/// ownership curve looks further back (to the first year of income of its first point).
int first_year_of_series(const Parameters<FileKind>& parameters, int base_year);

/// Parameters of a run. Values are taken in the canonical unit of their field; a path becomes a
/// series from first_year_of_series() to `horizon` by its own rules of interpolation.
/// Amounts of fuel must already be energy (config::resolve_fuel_amounts).
template <class Real>
Parameters<RunKind<Real>> compile(const Parameters<FileKind>& parameters, int base_year,
                                  int horizon);

/// A path as a series of the years given.
template <class Real>
YearSeries<Real> compile_series(const Trajectory& trajectory, int first_year, int last_year);

}  // namespace tanlu::plan
