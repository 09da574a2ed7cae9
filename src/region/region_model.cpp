#include "region/region_model.hpp"

#include <memory>

#include "model/output_status.hpp"
#include "region/battery_learning.hpp"
#include "region/economy.hpp"
#include "region/freight_market.hpp"
#include "region/ledger.hpp"
#include "region/nonroad_energy.hpp"
#include "region/passenger_demand.hpp"
#include "region/road_use.hpp"
#include "region/stock_targets.hpp"
#include "region/supply.hpp"
#include "region/travel_conditions.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {
namespace {

/// Required stock over that of the base year; 1 where no rule has given it yet.
template <class Real>
std::vector<Real> ratios(const std::vector<Real>& target, const std::vector<Real>& base) {
    std::vector<Real> ratio;
    for (std::size_t v = 0; v < target.size(); ++v) {
        ratio.push_back(select(target[v] > Real(0.0), Real(target[v] / base[v]), Real(1.0)));
    }
    return ratio;
}

}  // namespace

template <class Real>
RunOutcome<Real> simulate(
    const RunInputs<Real>& in,
    const std::function<void(int year, const model::YearOutput<Real>&)>& record) {
    const Parameters<RunKind<Real>>& p = in.parameters;
    const Structure& s = in.structure;
    const std::vector<Economy<Real>> economy = economies(p, in.base_year, in.horizon);
    model::Status<Real> status = domain_of(economy);
    status |= in.policies.status;
    const Supply<Real> base_supply = supply(p, in.policies, in.base_year);
    FleetModel<Real> fleet(p, s, in.policies, base_supply, in.base_year);
    StockTargets<Real> stock(p, s, in.policies, in.base_year);
    BatteryLearning<Real> battery(p.battery);
    FreightMarketModel<Real> freight(p, s, in.policies, in.base_year);
    EnergyPerKm<Real> energy_per_km(p, s, in.policies, fleet);
    const TruckUse<Real> trucks(p, s, in.policies, fleet);
    const PassengerDemand<Real> passengers(
        p, s, in.policies, fleet,
        {.economy = &economy[0],
         .running_cost = energy_per_km.running_costs(in.base_year, base_supply),
         .year = in.base_year});
    std::unique_ptr<NonroadModel<Real>> nonroad;
    RunOutcome<Real> outcome;

    for (int year = in.base_year; year <= in.horizon; ++year) {
        const Economy<Real>& now = economy[static_cast<std::size_t>(year - in.base_year)];
        const Supply<Real> carriers = supply(p, in.policies, year);
        const Real pack_price = battery.pack_price();

        const std::vector<Real> last_stock = fleet.stocks();
        std::vector<Real> target = stock.before_demand(year, now, last_stock);
        const std::vector<Real> stock_ratio = ratios(target, stock.base_stock());
        const Real cars_ratio = stock_ratio[s.owner] * (economy[0].population / now.population);
        const PassengerYear<Real> travel =
            passengers.travel({.economy = &now,
                               .cars_ratio = cars_ratio,
                               .running_cost = energy_per_km.running_costs(year, carriers),
                               .fractions = condition_fractions(in.policies, fleet, year),
                               .year = year},
                              stock_ratio);
        const auto carriage =
            freight.carry(year, now, trucks.tariff_addition(year, energy_per_km, carriers));
        std::vector<Real> vehicle_km = travel.vehicle_km;
        std::vector<Real> vehicle_km_trend = travel.vehicle_km_without_shock;
        const std::vector<Real> road_tkm = trucks.add(year, carriage.haulage, vehicle_km);
        trucks.add(year, carriage.haulage, vehicle_km_trend);
        add_stock_driven(p, fleet.base_vehicle_km(), stock_ratio, vehicle_km);
        stock.add_activity(year, vehicle_km_trend, last_stock, target);

        const FleetYear<Real> road = fleet.run(year, target, vehicle_km, carriers, pack_price);
        const NonroadActivity<Real> activity{travel.person_km, carriage.tonne_km};
        if (!nonroad) {
            nonroad =
                std::make_unique<NonroadModel<Real>>(p, s, in.policies, in.base_year, activity);
        }
        const std::vector<Real> nonroad_energy = nonroad->energy(year, activity);
        model::YearOutput<Real> out = book<Real>(p, s,
                                                 {.economy = now,
                                                  .supply = carriers,
                                                  .travel = travel,
                                                  .freight = carriage,
                                                  .road_tonne_km = road_tkm,
                                                  .fleet = road,
                                                  .unmet_stock = stock.unmet(),
                                                  .nonroad_energy = nonroad_energy,
                                                  .pack_price = pack_price});
        // What went wrong first is the cause; the rest follows from it.
        model::Status<Real> found = fleet.status();
        found |= passengers.status();
        found |= stock.status();
        found.drop_consequences();
        status.raise_where(status.sound(), found);
        model::settle(out, status);
        if (!status.all_ok() && outcome.problem_year == 0) {
            outcome.problem_year = year;
            outcome.unruly = fleet.unruly();
        }
        record(year, out);
        energy_per_km.update(road);
        battery.produce(road.battery_capacity);
    }
    outcome.status = status;
    outcome.match = {fleet.energy_factor(), passengers.trip_factor()};
    return outcome;
}

template RunOutcome<double> simulate(
    const RunInputs<double>&, const std::function<void(int, const model::YearOutput<double>&)>&);
template RunOutcome<Lanes> simulate(
    const RunInputs<Lanes>&, const std::function<void(int, const model::YearOutput<Lanes>&)>&);

}  // namespace tanlu::region
