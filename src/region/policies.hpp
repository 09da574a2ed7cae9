#pragma once
// What policies have been resolved to: numbers by year that the components take as inputs. A
// component sees only its own numbers, never a policy. Neutral elements everywhere: with none in
// force, and with all at strength zero, every result is the same bits.
#include <cstddef>
#include <optional>
#include <vector>

#include "lanes/lanes.hpp"
#include "parameters/kind.hpp"

namespace tanlu::region {

/// A number for each item (vehicle class, mode, ...) and year of the run; neutral until changed.
template <class Real>
class YearTable {
public:
    YearTable() = default;
    YearTable(std::size_t items, int first_year, int last_year, double neutral)
        : rows_(items), first_year_(first_year), last_year_(last_year), neutral_(neutral) {}

    std::size_t size() const { return rows_.size(); }
    int first_year() const { return first_year_; }
    int last_year() const { return last_year_; }

    /// True once any policy has touched the item.
    bool is_set(std::size_t item) const { return !rows_[item].empty(); }

    Real at(std::size_t item, int year) const {
        return is_set(item) ? rows_[item][position(year)] : Real(neutral_);
    }
    Real& edit(std::size_t item, int year) {
        auto& row = rows_[item];
        if (row.empty()) {
            row.assign(static_cast<std::size_t>(last_year_ - first_year_ + 1), Real(neutral_));
        }
        return row[position(year)];
    }

private:
    std::size_t position(int year) const { return static_cast<std::size_t>(year - first_year_); }

    std::vector<std::vector<Real>> rows_;
    int first_year_ = 0;
    int last_year_ = -1;
    double neutral_ = 0.0;
};

/// Limits on the joint share of some technologies in the sales of one class (§5.5).
template <class Real>
struct ShareRule {
    std::size_t vehicle_class = 0;
    std::vector<std::size_t> technologies;  ///< positions within the class, rising
    YearSeries<Real> low;                   ///< 0 where not in force
    YearSeries<Real> high;                  ///< 1 where not in force
};

/// Sizes of the tables of Policies.
struct PolicySizes {
    std::size_t class_technologies;  ///< pairs, in file order of classes and their technologies
    std::size_t settlement_modes;    ///< settlements x passenger modes
    std::size_t passenger_modes;
    std::size_t settlements;
    std::size_t freight_modes;
    std::size_t commodities;
    std::size_t carriers;
    std::size_t propulsions;  ///< pairs, in file order of nonroad modes and their carriers
    std::size_t nonroad_modes;
    std::size_t classes;
};

/// Effects of all policies of a scenario. Every table starts at its neutral element.
template <class Real>
struct Policies {
    Policies() = default;
    Policies(const PolicySizes& n, int first, int last)
        : subsidy(n.class_technologies, first, last, 0.0),
          tax_relief(n.class_technologies, first, last, 0.0),
          tax_relief_cap(n.class_technologies, first, last, kNoCap),
          new_vehicle_energy(n.class_technologies, first, last, 1.0),
          market_development(n.class_technologies, first, last, 0.0),
          load(n.classes, first, last, 1.0),
          mode_utility(n.settlement_modes, first, last, 0.0),
          in_vehicle_time(n.settlement_modes, first, last, 1.0),
          wait_time(n.settlement_modes, first, last, 1.0),
          access_time(n.settlement_modes, first, last, 1.0),
          fare(n.passenger_modes, first, last, 1.0),
          compactness(n.settlements, first, last, 0.0),
          freight_utility(n.freight_modes, first, last, 0.0),
          freight_tariff(n.freight_modes, first, last, 1.0),
          transfer_cost(1, first, last, 1.0),
          contestable(n.commodities, first, last, 1.0),
          production(n.carriers, first, last, 1.0),
          price_addition(n.carriers, first, last, 0.0),
          activity_share(n.propulsions, first, last, 0.0),
          nonroad_energy(n.nonroad_modes, first, last, 1.0) {}

    static constexpr double kNoCap = 1e12;  ///< [CNY/vehicle] above any price

    std::vector<ShareRule<Real>> share_rules;
    YearTable<Real> subsidy;             ///< purchase subsidy [CNY2020/vehicle]
    YearTable<Real> tax_relief;          ///< share of the purchase tax waived [1]
    YearTable<Real> tax_relief_cap;      ///< most that is waived [CNY2020/vehicle]
    YearTable<Real> new_vehicle_energy;  ///< factor on energy use of new vehicles [1]
    YearTable<Real> market_development;  ///< part of the long-run constant taken away [1]
    YearTable<Real> load;                ///< factor on the load of trucks [1]
    YearTable<Real> mode_utility;        ///< added to the utility of a mode [1]
    YearTable<Real> in_vehicle_time;     ///< factor [1]
    YearTable<Real> wait_time;           ///< factor [1]
    YearTable<Real> access_time;         ///< factor [1]
    YearTable<Real> fare;                ///< factor on fixed and distance fares [1]
    YearTable<Real> compactness;         ///< strength of the compact city [1]
    YearTable<Real> freight_utility;     ///< added to the utility of a freight mode [1]
    YearTable<Real> freight_tariff;      ///< factor [1]
    YearTable<Real> transfer_cost;       ///< factor; one item [1]
    YearTable<Real> contestable;         ///< factor on the contestable share [1]
    YearTable<Real> production;          ///< factor on CO2 of electricity and hydrogen [1]
    YearTable<Real> price_addition;      ///< tax or carbon cost [CNY2020/MJ]
    YearTable<Real> activity_share;      ///< least share of nonroad activity by a carrier [1]
    YearTable<Real> nonroad_energy;      ///< factor on energy per activity [1]
};

}  // namespace tanlu::region
