#pragma once
// Intercity travel: base passenger-km by mode and band, then a yearly pivot (§6.4, §6.6).
#include <vector>

#include "region/local_travel.hpp"

namespace tanlu::region {

template <class Real>
class IntercityTravelModel {
public:
    /// `base_person_km`: passenger-km of each intercity mode in the base year [person km/yr].
    IntercityTravelModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                         const Policies<Real>& policies, std::vector<Real> base_person_km,
                         const TravelConditions<Real>& base);

    /// Passenger-km of a year by passenger mode [person km/yr].
    std::vector<Real> travel(const TravelConditions<Real>& now) const;

private:
    std::vector<Real> costs(const TravelConditions<Real>& now, Service seen) const;

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    TravelConditions<Real> base_;
    Real base_population_;
    std::vector<Real> base_person_km_, base_cost_;  // by band x mode
    std::vector<Real> scale_;                       // by band
};

}  // namespace tanlu::region
