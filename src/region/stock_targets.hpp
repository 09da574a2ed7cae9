#pragma once
// Required stock of every class (§3): curves, paths and activity.
#include <array>
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
    StockTargets(const Structure& s, int base_year);

    /// Back to the base year, with the numbers of a run; they outlive it.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies);

    /// Required stock [vehicle] of classes whose rule needs no activity; 0 for the others. Policies
    /// scale it where fewer vehicles do, and cap it where plates are limited. `last_stock`: by
    /// class, at the end of the year before (base year: as observed).
    void before_demand(int year, const Economy<Real>& economy, const std::vector<Real>& last_stock);

    /// Adds to the targets the classes that follow activity. `vehicle_km` without shocks, by class
    /// [vehicle km/yr]; years in turn, the base year first. Their stock moves with the mean of
    /// kActivityYears years: otherwise survival would echo the noise of demand for decades.
    ///   N = mean vkm / (VKT_ref (1 + omega)),   1 + omega = utilisation
    void add_activity(int year, const std::vector<Real>& vehicle_km,
                      const std::vector<Real>& last_stock);

    /// Required stock by class [vehicle].
    const std::vector<Real>& targets() const { return targets_; }
    /// Required stock over that of the base year [1]; 1 where no rule has given it yet.
    void ratios(std::vector<Real>& ratio) const;

    /// Vehicles wanted in the year that a quota of plates leaves unbought [vehicle], by class.
    const std::vector<Real>& unmet() const { return unmet_; }

    /// Domain error where observed ownership does not lie below saturation.
    const model::Status<Real>& status() const { return status_; }

    static constexpr int kActivityYears = 4;

private:
    const Structure& s_;
    int base_year_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    model::Gompertz<Real> curve_;
    model::Status<Real> status_;
    std::vector<Real> base_stock_, targets_, unmet_;

    /// Required stock of a class under the policies; notes what a quota leaves unmet.
    Real restricted(std::size_t v, int year, const Real& wanted, const Real& last_stock);
    /// Activity of trucks in a year before the base year over that of the base year: they grew with
    /// GDP by the near-term elasticity of freight. That of other classes is taken as unchanged.
    Real haulage_before(int year) const;
    void begin_history(const std::vector<Real>& vehicle_km);

    std::vector<Real> base_mean_;                            // by class
    std::vector<std::array<Real, kActivityYears>> history_;  // vehicle-km, this year's last
};

}  // namespace tanlu::region
