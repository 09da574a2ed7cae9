#pragma once
// The parameter structs exist in several kinds: as read from files (schema: `FileKind`, leaves know
// unit, source, grade and line) and as the numbers of a run (`RunKind<Real>`, leaves are Real).
#include <cstddef>
#include <vector>

namespace tanlu {

/// One value per calendar year, from `first_year` on.
template <class Real>
struct YearSeries {
    int first_year = 0;
    std::vector<Real> values;

    const Real& at(int year) const { return values[static_cast<std::size_t>(year - first_year)]; }
    Real& at(int year) { return values[static_cast<std::size_t>(year - first_year)]; }
    int last_year() const { return first_year + static_cast<int>(values.size()) - 1; }
};

/// Leaves of a run: plain numbers in canonical units, series laid out by year.
template <class Real>
struct RunKind {
    using Scalar = Real;
    using Series = YearSeries<Real>;
};

}  // namespace tanlu
