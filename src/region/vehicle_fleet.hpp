#pragma once
// The road fleet: ageing and sales, kilometres by cohort, energy (§4).
#include <deque>
#include <vector>

#include "model/fleet.hpp"
#include "parameters/parameters.hpp"
#include "region/structure.hpp"
#include "region/technology_market.hpp"

namespace tanlu::region {

/// The fleet in one year. Rows are pairs of class and technology in file order.
template <class Real>
struct FleetYear {
    std::vector<Real> stock, sales, scrappage, price, cost, vehicle_km, electric_km;  // by row
    std::vector<Real> chosen_share;            // of sales, before rules, by row
    std::vector<std::vector<Real>> energy;     // by row, then by carrier of the row [MJ/yr]
    std::vector<Real> km_per_vehicle, upkeep;  // by class
    Real battery_capacity = 0.0;               // of the new vehicles [kWh]
    Real flow_residual = 0.0;                  // of stock = stock before + sales - scrappage
    Real share_residual = 0.0;                 // of shares of sales adding to one
    Real kilometre_residual = 0.0;             // of cohort kilometres adding to the class
};

template <class Real>
class FleetModel {
public:
    FleetModel(const Parameters<RunKind<Real>>& p, const Structure& s,
               const Policies<Real>& policies, const Supply<Real>& base_supply, int base_year);

    /// Stock x kilometres of the base-year data, by class [vehicle km/yr].
    const std::vector<Real>& base_vehicle_km() const { return base_vehicle_km_; }
    /// Energy per vehicle-km of a class in the base-year data, by carrier [MJ/km].
    std::vector<Real> base_energy_per_km(std::size_t v) const;

    /// Vehicles of a class at the end of the last year run, by technology and age [vehicle].
    const std::vector<model::Cohorts<Real>>& cohorts(std::size_t v) const {
        return classes_[v].cohorts;
    }

    /// Ages the fleet by a year and sells what `target` lacks (base year: the stock as observed),
    /// then drives `vehicle_km`, both by class.
    FleetYear<Real> run(int year, const std::vector<Real>& target,
                        const std::vector<Real>& vehicle_km, const Supply<Real>& supply,
                        const Real& pack_price);

    /// Vehicles by class at the end of the last year run; before any, as observed in the base year.
    std::vector<Real> stocks() const;

    /// Factor on energy use that makes base-year energy that of the data, by row (§6.10).
    const std::vector<Real>& energy_factor() const { return energy_factor_; }
    const model::Status<Real>& status() const { return status_; }
    /// Classes whose rules on sales could not be met.
    std::vector<std::size_t> unruly() const;

private:
    struct Class {
        std::vector<model::Cohorts<Real>> cohorts;        // by technology
        std::vector<model::ByAge<Real>> relative_energy;  // of each cohort, new in base year = 1
        std::vector<Real> use;                            // psi by technology
        std::vector<Real> electric_share;                 // of kilometres, by technology
        model::ByAge<Real> conditional, use_by_age;
    };

    void lay_out_base_stock(std::size_t v);
    /// Share of last year's vehicles that stays, by the age they reach, under the policies.
    model::ByAge<Real> kept(std::size_t v, std::size_t k, int year) const;
    void sell(std::size_t v, int year, const Real& target, const Supply<Real>& supply,
              const Real& pack_price, FleetYear<Real>& now);
    void drive(std::size_t v, bool is_base, const Real& vehicle_km,
               const std::vector<model::Cohorts<Real>>& exposure, FleetYear<Real>& now);

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    int base_year_;
    std::vector<Real> base_vehicle_km_, base_km_per_vehicle_, energy_factor_;
    std::vector<Class> classes_;
    std::deque<TechnologyMarket<Real>> markets_;
    model::Status<Real> status_;
};

}  // namespace tanlu::region
