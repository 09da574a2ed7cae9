#pragma once
// All passenger travel of a year, tied to the base-year kilometres of the fleet (§6.10).
#include <span>
#include <vector>

#include "region/intercity_travel.hpp"
#include "region/local_travel.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {

template <class Real>
struct PassengerYear {
    std::vector<Real> trips;                ///< settlement x mode [1/yr]
    std::vector<Real> local_km, person_km;  ///< by mode [person km/yr]
    std::vector<Real> vehicle_km;           ///< by class, 0 where no passengers [vehicle km/yr]
    std::vector<Real> vehicle_km_without_shock;  ///< likewise, as if the year had no shock
};

/// Keeps the tables that it works on, so a year allocates nothing; one object serves one thread.
template <class Real>
class PassengerDemand {
public:
    PassengerDemand(const Parameters<RunKind<Real>>& p, const Structure& s,
                    const Policies<Real>& policies, const FleetModel<Real>& fleet,
                    const TravelConditions<Real>& base);

    /// Calibrates the base year anew after the numbers of parameters or policies have changed.
    void recalibrate(const FleetModel<Real>& fleet, const TravelConditions<Real>& base);

    /// Travel of a year. `stock_ratio`: required stock over that of the base year, by class;
    /// classes that share a mode divide it in proportion to base use times this ratio.
    void travel(const TravelConditions<Real>& now, std::span<const Real> stock_ratio,
                PassengerYear<Real>& year) const;
    PassengerYear<Real> travel(const TravelConditions<Real>& now,
                               const std::vector<Real>& stock_ratio) const;

    const std::vector<Real>& trip_factor() const { return trip_factor_; }
    const model::Status<Real>& status() const { return local_.status(); }

private:
    /// Fills the base year's tables; returns passenger-km by intercity mode.
    std::span<const Real> find_base_travel(const FleetModel<Real>& fleet);
    void find_trip_factors(const TravelConditions<Real>& base);

    /// What a year is worked out on.
    struct Space {
        typename LocalTravelModel<Real>::Travel local;
        std::vector<Real> intercity;
    };

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    std::vector<Real> base_class_pkm_;                                  // by class
    std::vector<Real> base_pkm_, base_local_pkm_, base_intercity_pkm_;  // by mode
    LocalTravelModel<Real> local_;
    IntercityTravelModel<Real> intercity_;
    std::vector<Real> trip_factor_;  // by mode
    mutable Space space_;
};

}  // namespace tanlu::region
