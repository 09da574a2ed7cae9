#pragma once
// Which technologies buyers of a class choose: cost of ownership, constants, regulation (§5).
#include <memory>
#include <vector>

#include "lanes/special.hpp"
#include "model/range.hpp"
#include "parameters/parameters.hpp"
#include "region/sales_rules.hpp"
#include "region/structure.hpp"
#include "region/supply.hpp"

namespace tanlu::region {

/// Cost and share of each technology of one class in one year, in file order.
template <class Real>
struct TechnologySales {
    std::vector<Real> price;   ///< before purchase tax [CNY2020/vehicle]; 0 where none is given
    std::vector<Real> cost;    ///< of ownership [CNY2020/km]; 0 where none is given
    std::vector<Real> share;   ///< of the sales of the class [1]
    std::vector<Real> chosen;  ///< share that buyers would choose without rules [1]
};

template <class Real>
class TechnologyMarket {
public:
    /// Fixes the constants of class `v` so that base-year costs give the base-year shares.
    /// `km_per_year`: kilometres of a vehicle of the class in the base year.
    TechnologyMarket(const Parameters<RunKind<Real>>& p, const Structure& s,
                     const Policies<Real>& policies, std::size_t v, const Real& km_per_year,
                     const Supply<Real>& base_supply, int base_year);

    /// The base year as the data have it, with the support that its buyers saw.
    const TechnologySales<Real>& base() const { return base_; }

    /// Prices, costs and shares of sales in a later year. `pack_price` [CNY2020/kWh].
    TechnologySales<Real> sales(int year, const Supply<Real>& supply, const Real& pack_price,
                                const Purchases<Real>& purchases);

    /// Energy use of a new vehicle over that of the base year [1].
    Real efficiency(std::size_t k, int year) const;

    const model::Status<Real>& status() const { return rules_->status(); }

private:
    /// What the state gives the buyer of a technology: money, relief from tax, privileges a year.
    struct Support {
        Real subsidy, relief, relief_cap, privilege;
    };

    Real price(std::size_t k, int year, const Real& pack_price) const;
    Real cost(std::size_t k, const Real& price, const Support& support, int year,
              const Supply<Real>& supply) const;

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    const VehicleClass<RunKind<Real>>& class_;
    const ClassSlot& slot_;
    Real km_per_year_;
    int base_year_;
    TechnologySales<Real> base_;
    std::vector<std::size_t> on_sale_;  // technologies that compete, positions in the class
    std::vector<std::size_t> nest_;     // nest of each of them
    std::vector<Real> mu_, available_, base_constant_, range_days_, fuel_use_;
    Real theta_;
    std::unique_ptr<SalesRules<Real>> rules_;
};

}  // namespace tanlu::region
