#pragma once
// Required stock of every class (§3): curves, paths and activity.
#include <vector>

#include "model/ownership.hpp"
#include "model/status.hpp"
#include "parameters/parameters.hpp"
#include "region/economy.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

template <class Real>
class StockTargets {
public:
    StockTargets(const Parameters<RunKind<Real>>& p, const Structure& s,
                 const Policies<Real>& policies, int base_year);

    /// Required stock [vehicle] of classes whose rule needs no activity; 0 for the others. Policies
    /// scale it where fewer vehicles do, and cap it where plates are limited. `last_stock`: by
    /// class, at the end of the year before (base year: as observed).
    std::vector<Real> before_demand(int year, const Economy<Real>& economy,
                                    const std::vector<Real>& last_stock);

    /// Adds the classes that follow activity. `vehicle_km` without shocks, by class [vehicle
    /// km/yr]; years in turn, the base year first. Their stock moves with the mean of
    /// kActivityYears years: otherwise survival would echo the noise of demand for decades.
    ///   N = mean vkm / (VKT_ref (1 + omega)),   1 + omega = utilisation
    void add_activity(int year, const std::vector<Real>& vehicle_km,
                      const std::vector<Real>& last_stock, std::vector<Real>& targets);

    /// Vehicles wanted in the year that a quota of plates leaves unbought [vehicle], by class.
    const std::vector<Real>& unmet() const { return unmet_; }

    /// Domain error where observed ownership does not lie below saturation.
    const model::Status<Real>& status() const { return status_; }

    static constexpr int kActivityYears = 4;

    const std::vector<Real>& base_stock() const { return base_stock_; }

private:
    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    int base_year_;
    model::Gompertz<Real> curve_;
    model::Status<Real> status_;
    std::vector<Real> base_stock_, unmet_;

    /// Required stock of a class under the policies; notes what a quota leaves unmet.
    Real restricted(std::size_t v, int year, const Real& wanted, const Real& last_stock);
    /// Activity of a class in a year before the base year over that of the base year: trucks grew
    /// with GDP by the near-term elasticity of freight; the rest is taken as unchanged.
    Real activity_before(std::size_t v, int year) const;

    std::vector<Real> base_mean_;             // by class
    std::vector<std::vector<Real>> history_;  // vehicle-km of the last years, by class
};

}  // namespace tanlu::region
