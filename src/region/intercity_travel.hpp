#pragma once
// Intercity travel: base passenger-km by mode and band, then a yearly pivot (§6.4, §6.6).
#include <span>
#include <vector>

#include "region/local_travel.hpp"

namespace tanlu::region {

/// Keeps the tables that it works on, so a year allocates nothing; one object serves one thread.
template <class Real>
class IntercityTravelModel {
public:
    /// `base_person_km`: passenger-km of each intercity mode in the base year [person km/yr].
    IntercityTravelModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                         const Policies<Real>& policies, std::span<const Real> base_person_km,
                         const TravelConditions<Real>& base);

    /// Sets the base year anew after the numbers of parameters or policies have changed.
    void recalibrate(std::span<const Real> base_person_km, const TravelConditions<Real>& base);

    /// Passenger-km of a year by passenger mode [person km/yr].
    void travel(const TravelConditions<Real>& now, std::vector<Real>& by_mode) const;

private:
    model::CostLine<Real> cost_line(std::size_t mode, const TravelConditions<Real>& now,
                                    Service seen, const Real& over_time_value) const;
    void find_costs(const TravelConditions<Real>& now) const;

    /// What a year is worked out on, by band x mode.
    struct Space {
        std::vector<Real> cost, reference_cost, shift, person_km;
        std::vector<std::uint8_t> differs;  // by mode
    };

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    std::vector<Real> base_running_cost_;
    Real base_population_;
    std::vector<Real> base_cost_;               // by band x mode
    std::vector<Real> base_person_km_, scale_;  // by band
    std::vector<model::PivotBase<Real>> base_;  // shares of the base year, by band
    mutable Space space_;
};

}  // namespace tanlu::region
