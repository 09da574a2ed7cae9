#pragma once
// Energy of rail, aviation, shipping, pipelines: activity times intensity (§8).
#include <span>
#include <vector>

#include "parameters/parameters.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

/// What nonroad modes carry in a year; refers to tables of others.
template <class Real>
struct NonroadActivity {
    std::span<const Real> person_km;  ///< by passenger mode
    std::span<const Real> tonne_km;   ///< by freight mode
};

template <class Real>
class NonroadModel {
public:
    NonroadModel(const Structure& s, int base_year);

    /// Fixes the intensities of the base year, with the numbers of a run; they outlive it.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                   const NonroadActivity<Real>& base);

    /// Final energy [MJ/yr] by propulsion (in file order of modes and their carriers). Years in
    /// turn, the base year first.
    const std::vector<Real>& energy(int year, const NonroadActivity<Real>& now);

private:
    Real activity(std::size_t mode, int year, const NonroadActivity<Real>& now) const;

    /// Shares of the activity of a mode by carrier, from the given paths and, where there are any,
    /// the mandates of policies; written to share_.
    void share_out(std::size_t mode, const Policies<Real>* policies, int year);

    const Structure& s_;
    int base_year_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    std::vector<Real> intensity_;  // by propulsion, in the base year [MJ per activity moved by it]
    std::vector<Real> improved_;   // by mode, energy per activity over that of the base year
    std::vector<Real> path_, mandate_, share_;  // by propulsion
    std::vector<Real> energy_;                  // by propulsion
};

}  // namespace tanlu::region
