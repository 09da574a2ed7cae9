#pragma once
// What becomes of the outputs of a sample that went wrong (docs/theory §13.2).
#include "model/outputs.hpp"
#include "model/status.hpp"

namespace tanlu::model {

/// Not finite where any of the outputs of a year is not, and finite elsewhere: their sum. Cells
/// that do not exist are not looked at.
template <class Real>
Real trace_of(const YearOutput<Real>& out, const ExistingCells& existing) {
    Real scalars = 0.0;
    std::array<Real, 4> sums{};  // side by side, for each addition waits for the one before
    describe_outputs(
        [&](const Output& info, const auto& member) {
            if constexpr (requires { member.size(); }) {
                if (const auto* cells = existing.of(info.axes)) {
                    for (std::size_t i = 0; i < cells->size(); ++i) {
                        sums[i % sums.size()] += member[(*cells)[i]];
                    }
                } else {
                    for (std::size_t i = 0; i < member.size(); ++i) {
                        sums[i % sums.size()] += member[i];
                    }
                }
            } else {
                scalars += member;
            }
        },
        out);
    for (const Real& sum : sums) scalars += sum;
    return scalars;
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
