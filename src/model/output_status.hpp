#pragma once
// What becomes of the outputs of a sample that went wrong (docs/theory §13.2).
#include "model/outputs.hpp"
#include "model/status.hpp"

namespace tanlu::model {

/// Raises `non_finite` where an output of the year is not a finite number and no other problem says
/// why, then makes every output of samples with a problem NaN: they never look like results. The
/// others are left bit for bit.
template <class Real>
void settle(YearOutput<Real>& out, Status<Real>& status) {
    const auto each_number = [&out](auto&& act) {
        describe_outputs(
            [&act](const Output&, auto& member) {
                if constexpr (requires { member.size(); }) {
                    for (Real& x : member) act(x);
                } else {
                    act(member);
                }
            },
            out);
    };
    Status<Real> unexplained;
    each_number([&unexplained](Real& x) { require_finite(x, unexplained); });
    status.raise_where(status.sound(), unexplained);
    if (status.all_ok()) return;
    each_number([&status](Real& x) { x = or_nan(x, status); });
}

}  // namespace tanlu::model
