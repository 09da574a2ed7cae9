#pragma once
// What ties the road fleet to demand: running costs of private vehicles, kilometres of trucks and
// of classes with a fixed use.
#include <vector>

#include "parameters/parameters.hpp"
#include "region/policies.hpp"
#include "region/structure.hpp"
#include "region/supply.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {

/// Energy use per vehicle-km of last year's fleet [MJ/km], by class and carrier.
template <class Real>
class EnergyPerKm {
public:
    EnergyPerKm(const Structure& s, std::size_t carriers);

    /// Back to the fleet of the base-year data, with the numbers of a run; they outlive it.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                   const FleetModel<Real>& fleet);

    /// Running cost of modes with vehicles of their own [CNY2020/person/km] at this year's prices
    /// and persons per vehicle; 0 for the other modes.
    const std::vector<Real>& running_costs(int year, const Supply<Real>& supply);

    /// Energy of a vehicle-km at prices by carrier [CNY2020/km].
    Real cost(std::size_t vehicle_class, const std::vector<Real>& price) const;

    /// A class that did not drive keeps what it used last.
    void update(const FleetYear<Real>& year);

private:
    const Structure& s_;
    std::size_t carriers_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    const FleetModel<Real>* fleet_ = nullptr;
    std::vector<Real> use_;  // class x carrier
    std::vector<Real> running_cost_;
};

/// Tonne-km and vehicle-km of truck classes from their road markets (§7.4).
template <class Real>
class TruckUse {
public:
    TruckUse(const Structure& s, std::size_t markets);

    /// Takes the numbers of a run; they outlive it.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                   const FleetModel<Real>& fleet);

    /// Sets the vehicle-km of truck classes [vehicle km/yr]. `haulage` by market, see
    /// FreightMarketModel::Carriage.
    void add(int year, const std::vector<Real>& haulage, std::vector<Real>& vehicle_km);

    /// Tonne-km by class [t km/yr] as last added, shifts between classes included.
    const std::vector<Real>& tonne_km() const { return tonne_km_; }

    /// What taxes on energy add to the price of haulage in the markets of the mode choice, carried
    /// by the trucks of the year with the energy use of last year's [CNY2020/t/km].
    ///   sum_v tkm_v / load_v sum_f e_vf addition_f / sum_v tkm_v
    Real tariff_addition(int year, const EnergyPerKm<Real>& energy, const Supply<Real>& supply);

private:
    /// Shares the haulage of markets out to classes.
    void carry(int year, const std::vector<Real>& haulage);
    /// Vehicle-km for tonne-km of a class [vehicle km/yr].
    Real vehicle_km(std::size_t v, int year, const Real& tonne_km) const;

    const Structure& s_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    std::vector<Real> market_tkm_;   // by market, sum over its classes in the base year
    std::vector<Real> market_part_;  // by class, of the tonne-km of its market in the base year
    std::vector<Real> base_load_;    // by class, tonne-km per vehicle-km in the base year
    std::vector<Real> tonne_km_;     // by class
};

/// Sets the vehicle-km of classes whose use is a given number of kilometres per vehicle.
template <class Real>
void add_stock_driven(const Parameters<RunKind<Real>>& p, const std::vector<Real>& base_vehicle_km,
                      const std::vector<Real>& stock_ratio, std::vector<Real>& vehicle_km);

}  // namespace tanlu::region
