#pragma once
// Local travel of all settlement types: calibration at the base year, then a yearly pivot (§6).
#include <vector>

#include "lanes/special.hpp"
#include "model/choice.hpp"
#include "model/condition_mixture.hpp"
#include "model/generalised_cost.hpp"
#include "model/status.hpp"
#include "parameters/parameters.hpp"
#include "region/economy.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

/// What a year brings to the traveller besides income.
template <class Real>
struct TravelConditions {
    const Economy<Real>* economy = nullptr;
    Real cars_ratio = 1.0;           ///< private cars per head over the base year [1]
    std::vector<Real> running_cost;  ///< by passenger mode: fuel and wear per person-km of modes
                                     ///< with vehicles of their own [CNY2020/km]
    std::vector<Real> fractions{};   ///< by Policies::conditions: of trips that face it [1]
    int year = 0;
};

/// Whose service and prices a year is seen with.
enum class Service {
    actual,
    reference,  ///< without policies and at base-year running costs; income as it is
};

/// Local travel by settlement, mode and (inside) distance band. Keeps the tables that it works on,
/// so a year allocates nothing; one object serves one thread.
template <class Real>
class LocalTravelModel {
public:
    /// Calibrates the base year. Parameters, structure and policies outlive the model.
    LocalTravelModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                     const Policies<Real>& policies, const TravelConditions<Real>& base);

    /// Calibrates the base year anew after the numbers of parameters or policies have changed.
    void recalibrate(const TravelConditions<Real>& base);

    /// Trips [1/yr] and passenger-km [person km/yr] of a year, by settlement x passenger mode.
    struct Travel {
        std::vector<Real> trips;
        std::vector<Real> person_km;
    };
    void travel(const TravelConditions<Real>& now, Travel& result) const;
    Travel travel(const TravelConditions<Real>& now) const;

    const model::Status<Real>& status() const { return status_; }

private:
    struct Bands {
        std::vector<Real> weight, distance;

        explicit Bands(std::size_t count) : weight(count), distance(count) {}
    };
    /// A settlement type as calibrated; tables by band x local mode.
    struct Calibrated {
        GammaShape<Real> shape;
        std::vector<Real> scale, base_cost;
        std::vector<model::PivotBase<Real>> base;  ///< shares of the base year, by band
    };
    /// What a year is worked out on; tables by band x local mode.
    struct Space {
        Bands bands, near;
        std::vector<Real> fare;  ///< by local mode: what income makes of fares [1]
        std::vector<Real> cost, shift, reference_cost, reference_shift, trips, person_km;
        std::vector<Real> base_share;
        std::vector<std::uint8_t> differs;  ///< by local mode, see LocalTravelYear
        std::vector<model::TripCondition<Real>> conditions;
        model::MixtureSpace<Real> mixture;

        Space(std::size_t bands, std::size_t modes);
    };

    void find_bands(std::size_t settlement, const TravelConditions<Real>& now) const;
    void find_fares(const TravelConditions<Real>& now) const;
    model::CostLine<Real> cost_line(std::size_t settlement, std::size_t local_mode,
                                    const TravelConditions<Real>& now, Service service,
                                    const Real& over_time_value) const;
    /// True where service, prices or policies can make a mode other than in the reference year.
    bool may_differ(std::size_t settlement, std::size_t local_mode) const;
    void find_costs(std::size_t settlement, const TravelConditions<Real>& now) const;
    void find_shifts(std::size_t settlement, const TravelConditions<Real>& now,
                     const Real& car_shift) const;
    /// What part of the trips within the settlement face this year.
    std::span<const model::TripCondition<Real>> conditions(std::size_t settlement,
                                                           const TravelConditions<Real>& now) const;
    void calibrate(std::size_t settlement, const TravelConditions<Real>& base);

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    std::vector<Real> base_running_cost_;
    std::vector<Real> mu_;
    std::vector<Calibrated> settlements_;
    model::Status<Real> status_;
    mutable Space space_;
};

}  // namespace tanlu::region
