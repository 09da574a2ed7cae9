#pragma once
// Which technologies buyers of a class choose: cost of ownership, constants, regulation (§5).
#include <span>
#include <vector>

#include "lanes/special.hpp"
#include "model/range.hpp"
#include "model/survival.hpp"
#include "parameters/parameters.hpp"
#include "region/sales_rules.hpp"
#include "region/structure.hpp"
#include "region/supply.hpp"

namespace tanlu::region {

/// Where the cost and share of each technology of one class in one year are written, in file order.
template <class Real>
struct TechnologySales {
    std::span<Real> price;   ///< before purchase tax [CNY2020/vehicle]; 0 where none is given
    std::span<Real> cost;    ///< of ownership [CNY2020/km]; 0 where none is given
    std::span<Real> share;   ///< of the sales of the class [1]
    std::span<Real> chosen;  ///< share that buyers would choose without rules [1]
};

/// Energy use of each vintage over that of the base year [1]. Vintages lie in a row, the newest
/// first, so that the ages of any year are a part of it and nothing moves as years go by.
template <class Real>
class VintageEnergy {
public:
    /// All 1; vintages up to the base year stay so.
    VintageEnergy(int base_year, int horizon)
        : horizon_(horizon),
          values_(model::kAgeCount + static_cast<std::size_t>(horizon - base_year), Real(1.0)) {}

    Real& operator[](int vintage) { return values_[static_cast<std::size_t>(horizon_ - vintage)]; }
    const Real& operator[](int vintage) const {
        return values_[static_cast<std::size_t>(horizon_ - vintage)];
    }
    /// Energy use by age at the end of a year.
    std::span<const Real, model::kAgeCount> by_age(int year) const {
        return std::span(values_)
            .subspan(static_cast<std::size_t>(horizon_ - year))
            .template first<model::kAgeCount>();
    }

private:
    int horizon_;
    std::vector<Real> values_;
};

template <class Real>
class TechnologyMarket {
public:
    /// The market of class `v`; `p` gives sizes and what is not a number.
    TechnologyMarket(const Parameters<RunKind<Real>>& p, const Structure& s, std::size_t v,
                     int base_year, int horizon);

    /// Fixes the constants so that base-year costs give the base-year shares, with the numbers of a
    /// run, which outlive it. `km_per_year`: kilometres of a vehicle of the class in the base year.
    /// Writes the base year as the data have it, with the support that its buyers saw.
    void calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                   const model::DailyDistance<Real>& daily, const Real& km_per_year,
                   const Supply<Real>& base_supply, const TechnologySales<Real>& base);

    /// Writes prices, costs and shares of sales in a later year; years in turn. `pack_price`
    /// [CNY2020/kWh].
    void sell(int year, const Supply<Real>& supply, const Real& pack_price,
              const Purchases<Real>& purchases, const TechnologySales<Real>& sales);

    /// Energy use of the vintages of a technology over that of the base year [1].
    const VintageEnergy<Real>& relative_energy(std::size_t k) const { return technologies_[k].use; }

    const model::Status<Real>& status() const { return rules_.status(); }

private:
    /// What the state gives the buyer of a technology: money, relief from tax, privileges a year.
    struct Support {
        Real subsidy, relief, relief_cap, privilege;
    };
    /// What the numbers of a run make of a technology.
    struct Technology {
        VintageEnergy<Real> use;
        Real price_ratio = 1.0;  ///< over the base year, this year, before the floor
        Real fuel = 0.0;         ///< use of fuel but electricity and hydrogen, base year [MJ/km]
        Real trouble = 0.0;      ///< cost of range and of no home charger [CNY2020/km]
    };

    void calibrate_technology(std::size_t k, const model::DailyDistance<Real>& daily);
    void calibrate_constants(const TechnologySales<Real>& base);
    /// Constants that explain the shares, written to base_constant_.
    void explain(std::span<const Real> share, std::span<const Real> utility);
    Real price(std::size_t k, const Real& pack_price) const;
    Real cost(std::size_t k, const Real& price, const Support& support, int year,
              const Real& efficiency, const Supply<Real>& supply) const;
    Real constant(std::size_t i, int year) const;

    const ClassSlot& slot_;
    std::size_t class_index_;
    std::size_t electricity_, hydrogen_;
    int base_year_, horizon_;
    const Parameters<RunKind<Real>>* p_ = nullptr;
    const VehicleClass<RunKind<Real>>* class_ = nullptr;
    const Policies<Real>* policies_ = nullptr;
    std::vector<Technology> technologies_;
    std::vector<std::size_t> on_sale_;  // technologies that compete, positions in the class
    std::vector<std::size_t> nest_;     // nest of each of them
    SalesRules<Real> rules_;
    std::vector<Real> mu_, available_, base_constant_;
    Real per_km_, net_of_vat_, recovery_;  // 1/km a year, 1/(1 + VAT), capital recovery factor
    Real theta_;
    // By position in on_sale_, of the year at hand.
    std::vector<Real> share_, utility_, fuel_, regulated_;
};

}  // namespace tanlu::region
