#pragma once
// The road fleet: ageing and sales, kilometres by cohort, energy (§4).
#include <span>
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
    std::vector<Real> share, chosen_share;     // of sales, with and before rules, by row
    std::vector<Real> energy;                  // by energy entry of rows [MJ/yr]
    std::vector<Real> km_per_vehicle, upkeep;  // by class
    Real battery_capacity = 0.0;               // of the new vehicles [kWh]
    Real flow_residual = 0.0;                  // of stock = stock before + sales - scrappage
    Real share_residual = 0.0;                 // of shares of sales adding to one
    Real kilometre_residual = 0.0;             // of cohort kilometres adding to the class
};

template <class Real>
class FleetModel {
public:
    /// `p` gives sizes and what is not a number.
    FleetModel(const Parameters<RunKind<Real>>& p, const Structure& s, int base_year, int horizon);

    /// Lays out the base-year stock, with the numbers of a run; they outlive it.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                   const Supply<Real>& base_supply);

    /// Stock x kilometres of the base-year data, by class [vehicle km/yr].
    const std::vector<Real>& base_vehicle_km() const { return base_vehicle_km_; }
    /// Energy per vehicle-km of a class in the base-year data, by carrier [MJ/km].
    void base_energy_per_km(std::size_t v, std::span<Real> energy) const;

    /// Vehicles of a class at the end of the last year run, by technology and age [vehicle].
    const std::vector<model::Cohorts<Real>>& cohorts(std::size_t v) const {
        return classes_[v].cohorts;
    }

    /// Ages the fleet by a year and sells what `target` lacks (base year: the stock as observed),
    /// then drives `vehicle_km`, both by class. Years in turn, the base year first.
    const FleetYear<Real>& run(int year, const std::vector<Real>& target,
                               const std::vector<Real>& vehicle_km, const Supply<Real>& supply,
                               const Real& pack_price);

    /// Vehicles by class at the end of the last year run; before any, as observed in the base year.
    const std::vector<Real>& stocks() const { return class_stock_; }

    /// Factor on energy use that makes base-year energy that of the data, by row (§6.10).
    const std::vector<Real>& energy_factor() const { return energy_factor_; }
    const model::Status<Real>& status() const { return status_; }
    /// Writes the classes whose rules on sales could not be met.
    void unruly(std::vector<std::size_t>& classes) const;

private:
    struct Class {
        std::vector<model::Cohorts<Real>> cohorts;  // by technology
        std::vector<std::size_t> oldest;            // highest age with vehicles, by technology
        std::vector<Real> use;                      // psi by technology
        std::vector<Real> electric_share;           // of kilometres, by technology
        model::ByAge<Real> conditional, log_conditional, use_by_age;
        bool has_hazard = false;
        bool has_retirement = false;
    };

    void calibrate_use(std::size_t v, const model::DailyDistance<Real>& daily);
    void lay_out_base_stock(std::size_t v);
    /// Share of last year's vehicles that stays, by the age they reach, under the policies.
    const model::ByAge<Real>& kept(std::size_t v, std::size_t k, int year);
    void drive_first_year(std::size_t v);
    void age(std::size_t v, int year);
    void sell(std::size_t v, int year, const Real& target, const Supply<Real>& supply,
              const Real& pack_price);
    void drive(std::size_t v, bool is_base, const Real& vehicle_km);
    /// What the market writes, for the rows of a class.
    TechnologySales<Real> rows_of(std::size_t v);

    const Structure& s_;
    int base_year_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    std::vector<Real> base_vehicle_km_, base_km_per_vehicle_, class_stock_;  // by class
    std::vector<Real> energy_factor_;                                        // by row
    std::vector<Class> classes_;
    std::vector<TechnologyMarket<Real>> markets_;
    model::Status<Real> status_;

    // Of the year at hand; kept so that no year allocates.
    FleetYear<Real> now_;
    std::vector<model::YearOfAges<Real>> ages_;  // by row
    std::vector<Real> mean_stock_;               // by row
    std::vector<Real> stock_by_technology_;      // of a class
    std::vector<model::Maturity> maturity_;      // of a class
    model::ByAge<Real> kept_;
};

}  // namespace tanlu::region
