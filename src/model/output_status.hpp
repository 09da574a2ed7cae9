#pragma once
// What becomes of the outputs of a sample that went wrong (docs/theory §13.2).
#include "model/outputs.hpp"
#include "model/status.hpp"

namespace tanlu::model {

/// Sum of `count` values, four partial sums side by side: an addition waits for the one before.
template <class Real, class Value>
Real sum_of(std::size_t count, Value value) {
    Real a = 0.0;
    Real b = 0.0;
    Real c = 0.0;
    Real d = 0.0;
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        a += value(i);
        b += value(i + 1);
        c += value(i + 2);
        d += value(i + 3);
    }
    for (; i < count; ++i) a += value(i);
    return Real(a + b) + Real(c + d);
}

/// Not finite where any of the outputs of a year is not, and finite elsewhere: their sum. Cells
/// that do not exist are not looked at.
template <class Real>
Real trace_of(const YearOutput<Real>& out, const ExistingCells& existing) {
    Real trace = 0.0;
    describe_outputs(
        [&](const Output& info, const auto& member) {
            if constexpr (requires { member.size(); }) {
                const Real* const values = member.data();
                if (const auto* existing_cells = existing.of(info.axes)) {
                    const std::size_t* const cells = existing_cells->data();
                    trace += sum_of<Real>(existing_cells->size(),
                                          [=](std::size_t i) { return values[cells[i]]; });
                } else {
                    trace += sum_of<Real>(member.size(), [=](std::size_t i) { return values[i]; });
                }
            } else {
                trace += member;
            }
        },
        out);
    return trace;
}

/// Raises `non_finite` where an output of the year is not a finite number and no other problem says
/// why, then makes every output of samples with a problem NaN: they never look like results. The
/// others are left bit for bit.
template <class Real>
void settle(YearOutput<Real>& out, const ExistingCells& existing, Status<Real>& status) {
    Status<Real> unexplained;
    require_finite(trace_of(out, existing), unexplained);
    status.raise_where(status.sound(), unexplained);
    if (status.all_ok()) return;
    const Mask<Real> sound = status.sound();
    describe_outputs(
        [&sound](const Output&, auto& member) {
            if constexpr (requires { member.size(); }) {
                for (Real& x : member) x = select(sound, x, Real(kNaN));
            } else {
                member = select(sound, member, Real(kNaN));
            }
        },
        out);
}

}  // namespace tanlu::model
