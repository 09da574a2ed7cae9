#pragma once
// What people and firms ask for in a run: economy, passenger travel, freight. In one place, so that
// the year loop need not know how they come about.
#include <optional>
#include <vector>

#include "region/economy.hpp"
#include "region/freight_market.hpp"
#include "region/passenger_demand.hpp"

namespace tanlu::region {

template <class Real>
class Demand {
public:
    Demand(const Structure& s, int base_year, int horizon)
        : s_(s), base_year_(base_year), horizon_(horizon) {}

    /// Calibrates to the base year, with the numbers of a run; they outlive it. Numbers that have
    /// changed in the same parameters and policies allocate nothing.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                   const FleetModel<Real>& fleet, const std::vector<Real>& base_running_cost) {
        economies(p, base_year_, horizon_, economy_);
        base_.economy = &economy_[0];
        base_.running_cost = base_running_cost;
        base_.year = base_year_;
        if (&p == p_ && &policies == policies_) {
            freight_->recalibrate();
            passengers_->recalibrate(fleet, base_);
            return;
        }
        p_ = &p;
        policies_ = &policies;
        freight_.emplace(p, s_, policies, base_year_);
        passengers_.emplace(p, s_, policies, fleet, base_);
    }

    const Economy<Real>& economy(int year) const {
        return economy_[static_cast<std::size_t>(year - base_year_)];
    }
    model::Status<Real> domain() const { return domain_of(economy_); }
    const std::vector<Real>& trip_factor() const { return passengers_->trip_factor(); }
    const model::Status<Real>& status() const { return passengers_->status(); }

    /// Travel of a year, see PassengerDemand::travel().
    const PassengerYear<Real>& travel(const TravelConditions<Real>& now,
                                      const std::vector<Real>& stock_ratio) {
        passengers_->travel(now, stock_ratio, travel_);
        return travel_;
    }
    /// Freight of a year; years in turn, see FreightMarketModel::carry().
    const typename FreightMarketModel<Real>::Carriage& carry(int year,
                                                             const Real& tariff_addition) {
        freight_->carry(year, economy(year), tariff_addition, carriage_);
        return carriage_;
    }

private:
    const Structure& s_;
    int base_year_, horizon_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    std::vector<Economy<Real>> economy_;
    TravelConditions<Real> base_;
    std::optional<FreightMarketModel<Real>> freight_;
    std::optional<PassengerDemand<Real>> passengers_;
    PassengerYear<Real> travel_;
    typename FreightMarketModel<Real>::Carriage carriage_;
};

}  // namespace tanlu::region
