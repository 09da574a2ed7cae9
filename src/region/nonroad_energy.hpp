#pragma once
// Energy of rail, aviation, shipping, pipelines: activity times intensity (§8).
#include <vector>

#include "parameters/parameters.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

/// What nonroad modes carry in a year.
template <class Real>
struct NonroadActivity {
    std::vector<Real> person_km;  ///< by passenger mode
    std::vector<Real> tonne_km;   ///< by freight mode
};

template <class Real>
class NonroadModel {
public:
    NonroadModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                 const Policies<Real>& policies, int base_year, const NonroadActivity<Real>& base);

    /// Final energy [MJ/yr] by propulsion (in file order of modes and their carriers).
    std::vector<Real> energy(int year, const NonroadActivity<Real>& now) const;

private:
    Real activity(std::size_t mode, int year, const NonroadActivity<Real>& now) const;

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    int base_year_;
    std::vector<Real> intensity_;  // by propulsion [MJ per activity moved by it]
};

}  // namespace tanlu::region
