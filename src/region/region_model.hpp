#pragma once
// The year loop: one region, one scenario, one sample (double) or eight (Lanes).
#include <string_view>
#include <vector>

#include "base/function_ref.hpp"
#include "model/outputs.hpp"
#include "model/status.hpp"
#include "parameters/parameters.hpp"
#include "region/battery_learning.hpp"
#include "region/demand.hpp"
#include "region/ledger.hpp"
#include "region/nonroad_energy.hpp"
#include "region/policies.hpp"
#include "region/road_use.hpp"
#include "region/stock_targets.hpp"
#include "region/structure.hpp"
#include "region/supply.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {

/// Factors that tie the model to the data of the base year, written to the result.
template <class Real>
struct BaseMatch {
    std::vector<Real> energy_factor;  ///< on energy use, by class-technology row [1]
    std::vector<Real> trip_factor;    ///< on local trips, by passenger mode [1]
};

template <class Real>
struct RunOutcome {
    model::Status<Real> status;
    BaseMatch<Real> match;
    int problem_year = 0;             ///< first year in which a sample had a problem; 0 for none
    std::vector<std::size_t> unruly;  ///< classes whose rules on sales could not be met then
};

/// What is called with the outputs of every year, in order; they are good until it returns.
template <class Real>
using YearRecord = FunctionRef<void(int year, const model::YearOutput<Real>&)>;

/// A region and what it is run in. Made once per thread; runs any number of batches one after the
/// other, each with numbers of its own. Nothing of a run is left in the next.
template <class Real>
class RegionModel {
public:
    /// `structure` outlives the model. `shape`: parameters of the same structure; sizes, names and
    /// switches are read from them, and no numbers.
    RegionModel(const Structure& structure, const Parameters<RunKind<Real>>& shape, int base_year,
                int horizon);
    RegionModel(const RegionModel&) = delete;
    RegionModel& operator=(const RegionModel&) = delete;

    /// Simulates base year to horizon. Parameters and policies are those of the structure, outlive
    /// the call and may be changed after it. The outcome is good until the next run.
    const RunOutcome<Real>& run(const Parameters<RunKind<Real>>& parameters,
                                const Policies<Real>& policies, YearRecord<Real> record);

private:
    void calibrate();
    void simulate_year(int year);
    void demand_kilometres(int year, const PassengerYear<Real>& travel,
                           const std::vector<Real>& haulage);
    void note_problems(int year);

    const Structure& s_;
    int base_year_, horizon_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    Supply<Real> supply_;  // of the year at hand
    FleetModel<Real> fleet_;
    StockTargets<Real> stock_;
    BatteryLearning<Real> battery_;
    EnergyPerKm<Real> energy_per_km_;
    TruckUse<Real> trucks_;
    NonroadModel<Real> nonroad_;
    Ledger<Real> ledger_;
    Demand<Real> demand_;
    TravelConditions<Real> conditions_;                              // of the year at hand
    std::vector<Real> stock_ratio_, vehicle_km_, vehicle_km_trend_;  // by class, of the year
    model::Status<Real> status_;
    RunOutcome<Real> outcome_;
};

/// What a run needs; all of it outlives the run.
template <class Real>
struct RunInputs {
    const Parameters<RunKind<Real>>& parameters;
    const Structure& structure;
    const Policies<Real>& policies;
    int base_year;
    int horizon;
};

/// A single run: a RegionModel made, run and thrown away.
template <class Real>
RunOutcome<Real> simulate(const RunInputs<Real>& inputs, YearRecord<Real> record) {
    RegionModel<Real> model(inputs.structure, inputs.parameters, inputs.base_year, inputs.horizon);
    return model.run(inputs.parameters, inputs.policies, record);
}

}  // namespace tanlu::region
