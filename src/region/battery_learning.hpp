#pragma once
// Price of battery packs by cumulative production (§5.3).
#include "model/cost.hpp"
#include "parameters/parameters.hpp"

namespace tanlu::region {

template <class Real>
class BatteryLearning {
public:
    /// Back to the base year, with the numbers of a run; they outlive it.
    void calibrate(const Battery<RunKind<Real>>& battery) {
        battery_ = &battery;
        cumulative_ = battery.cumulative;
    }

    /// Pack price [CNY2020/kWh] of a year from what had been made by the end of the year before: by
    /// the region itself, or by others, whose price it takes.
    Real pack_price(int year) const {
        const Real growth =
            battery_->index ? battery_->index->at(year) : Real(cumulative_ / battery_->cumulative);
        return model::experience_cost<Real>(battery_->price, battery_->floor,
                                            battery_->learning_rate, growth);
    }

    /// Books the batteries of the year's new vehicles [kWh].
    void produce(const Real& capacity) { cumulative_ += capacity; }

private:
    const Battery<RunKind<Real>>* battery_ = nullptr;
    Real cumulative_ = 0.0;
};

}  // namespace tanlu::region
