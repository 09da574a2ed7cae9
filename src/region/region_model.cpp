#include "region/region_model.hpp"

#include "region/travel_conditions.hpp"

namespace tanlu::region {

template <class Real>
RegionModel<Real>::RegionModel(const Structure& structure, const Parameters<RunKind<Real>>& shape,
                               int base_year, int horizon)
    : s_(structure),
      base_year_(base_year),
      horizon_(horizon),
      fleet_(shape, structure, base_year, horizon),
      stock_(structure, base_year),
      energy_per_km_(structure, shape.carriers.size()),
      trucks_(structure, shape.freight.haulage.size()),
      nonroad_(structure, base_year),
      ledger_(shape, structure),
      demand_(structure, base_year, horizon) {
    outcome_.unruly.reserve(structure.classes.size());
}

template <class Real>
const RunOutcome<Real>& RegionModel<Real>::run(const Parameters<RunKind<Real>>& parameters,
                                               const Policies<Real>& policies,
                                               YearRecord<Real> record) {
    p_ = &parameters;
    policies_ = &policies;
    calibrate();
    for (int year = base_year_; year <= horizon_; ++year) {
        simulate_year(year);
        note_problems(year);
        record(year, ledger_.year());
    }
    outcome_.status = status_;
    outcome_.match.energy_factor = fleet_.energy_factor();
    outcome_.match.trip_factor = demand_.trip_factor();
    return outcome_;
}

template <class Real>
void RegionModel<Real>::calibrate() {
    supply_of(*p_, *policies_, base_year_, supply_);
    fleet_.calibrate(*p_, *policies_, supply_);
    stock_.calibrate(*p_, *policies_);
    battery_.calibrate(p_->battery);
    energy_per_km_.calibrate(*p_, *policies_, fleet_);
    trucks_.calibrate(*p_, *policies_, fleet_);
    demand_.calibrate(*p_, *policies_, fleet_, energy_per_km_.running_costs(base_year_, supply_));
    ledger_.open();
    status_ = demand_.domain();
    status_ |= policies_->status;
    outcome_.problem_year = 0;
    outcome_.unruly.clear();
}

template <class Real>
void RegionModel<Real>::simulate_year(int year) {
    if (year > base_year_) supply_of(*p_, *policies_, year, supply_);
    const Economy<Real>& now = demand_.economy(year);
    const Real pack_price = battery_.pack_price(year);

    stock_.before_demand(year, now, fleet_.stocks());
    stock_.ratios(stock_ratio_);
    conditions_.economy = &now;
    conditions_.cars_ratio =
        stock_ratio_[s_.owner] * (demand_.economy(base_year_).population / now.population);
    conditions_.running_cost = energy_per_km_.running_costs(year, supply_);
    condition_fractions(*policies_, fleet_, year, conditions_.fractions);
    conditions_.year = year;
    const PassengerYear<Real>& travel = demand_.travel(conditions_, stock_ratio_);
    const auto& carriage =
        demand_.carry(year, trucks_.tariff_addition(year, energy_per_km_, supply_));
    demand_kilometres(year, travel, carriage.haulage);

    const FleetYear<Real>& road =
        fleet_.run(year, stock_.targets(), vehicle_km_, supply_, pack_price);
    const NonroadActivity<Real> activity{travel.person_km, carriage.tonne_km};
    if (year == base_year_) nonroad_.calibrate(*p_, *policies_, activity);
    ledger_.book({.economy = now,
                  .supply = supply_,
                  .travel = travel,
                  .freight = carriage,
                  .road_tonne_km = trucks_.tonne_km(),
                  .fleet = road,
                  .unmet_stock = stock_.unmet(),
                  .nonroad_energy = nonroad_.energy(year, activity),
                  .pack_price = pack_price});
    energy_per_km_.update(road);
    battery_.produce(road.battery_capacity);
}

/// Kilometres of all classes, and the stock that the activity of some of them asks for.
template <class Real>
void RegionModel<Real>::demand_kilometres(int year, const PassengerYear<Real>& travel,
                                          const std::vector<Real>& haulage) {
    vehicle_km_ = travel.vehicle_km;
    vehicle_km_trend_ = travel.vehicle_km_without_shock;
    trucks_.add(year, haulage, vehicle_km_);
    trucks_.add(year, haulage, vehicle_km_trend_);
    add_stock_driven(*p_, fleet_.base_vehicle_km(), stock_ratio_, vehicle_km_);
    stock_.add_activity(year, vehicle_km_trend_, fleet_.stocks());
}

template <class Real>
void RegionModel<Real>::note_problems(int year) {
    // What went wrong first is the cause; the rest follows from it.
    model::Status<Real> found = fleet_.status();
    found |= demand_.status();
    found |= stock_.status();
    found.drop_consequences();
    status_.raise_where(status_.sound(), found);
    ledger_.settle(status_);
    if (!status_.all_ok() && outcome_.problem_year == 0) {
        outcome_.problem_year = year;
        fleet_.unruly(outcome_.unruly);
    }
}

template class RegionModel<double>;
template class RegionModel<Lanes>;

}  // namespace tanlu::region
