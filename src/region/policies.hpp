#pragma once
// What policies have been resolved to: numbers by year that the components take as inputs. A
// component sees only its own numbers, never a policy. Neutral elements everywhere: with none in
// force, and with all at strength zero, every result is the same bits.
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lanes/lanes.hpp"
#include "model/status.hpp"
#include "parameters/kind.hpp"

namespace tanlu::region {

/// Above any price, number of plates or energy use: a limit that limits nobody.
inline constexpr double kNoLimit = 1e12;

/// Sizes of the tables of Policies and the years they span.
struct PolicyFrame {
    std::size_t class_technologies = 0;  ///< pairs, in file order of classes and technologies
    std::size_t settlement_modes = 0;    ///< settlements x passenger modes
    std::size_t passenger_modes = 0;
    std::size_t settlements = 0;
    std::size_t freight_modes = 0;
    std::size_t commodities = 0;
    std::size_t carriers = 0;
    std::size_t propulsions = 0;  ///< pairs, in file order of nonroad modes and their carriers
    std::size_t nonroad_modes = 0;
    std::size_t classes = 0;
    int first_year = 0;
    int last_year = -1;
};

/// A number for each item (vehicle class, mode, ...) and year of the run; neutral until changed.
template <class Real>
class YearTable {
public:
    YearTable() = default;
    YearTable(const PolicyFrame& frame, std::size_t items, double neutral)
        : rows_(items),
          first_year_(frame.first_year),
          last_year_(frame.last_year),
          neutral_(neutral) {}

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

/// Vehicles ordered off the road before their time (§4.2).
template <class Real>
struct RetirementRule {
    std::size_t vehicle_class = 0;
    std::vector<std::size_t> technologies;  ///< positions within the class, rising
    YearSeries<Real> fraction;              ///< of those vehicles, each year [1]; 0 not in force
    YearSeries<Real> age;                   ///< from which vehicles are meant [yr]
};

/// Which vehicles of a class a condition is for, as weights of its technologies.
template <class Real>
struct FleetPart {
    std::size_t vehicle_class = 0;
    std::vector<YearSeries<Real>> weight;  ///< by position of the technology in the class [1]
    YearSeries<Real> age;                  ///< from which vehicles are meant [yr]
};

/// What a condition does to one mode of local travel.
template <class Real>
struct ConditionEffect {
    std::size_t mode = 0;            ///< among all passenger modes
    bool removed = false;            ///< the mode cannot be used
    YearSeries<Real> charge;         ///< money per trip [CNY2020]
    YearSeries<Real> charge_per_km;  ///< [CNY2020/km]
    YearSeries<Real> utility;        ///< added to the utility [1]
};

/// Something that part of the local trips of a settlement face and the others do not: a charge, a
/// ban, a reward. The two kinds of trips are mixed, never their utilities (§6.5).
template <class Real>
struct TravelCondition {
    std::size_t settlement = 0;
    YearSeries<Real> fraction;            ///< of the trips that face it [1]; 0 not in force
    std::optional<FleetPart<Real>> only;  ///< times the share of these vehicles, end of last year
    std::vector<ConditionEffect<Real>> effects;
};

/// Tonne-km moved from one truck class to another of the same haulage market (§7.4).
template <class Real>
struct TruckShift {
    std::size_t from = 0;
    std::size_t to = 0;
    YearSeries<Real> fraction;  ///< of the tonne-km of `from` [1]
};

/// Effects of all policies of a scenario. Every table starts at its neutral element, and components
/// apply them so that the neutral element leaves every bit as it is.
template <class Real>
struct Policies {
    PolicyFrame n{};
    model::Status<Real> status{};  ///< samples in which a policy cannot mean anything
    /// Items that a lever may act on once only, by the name of the lever.
    std::set<std::pair<std::string, std::size_t>> taken{};
    using Table = YearTable<Real>;

    // What buyers of vehicles see.
    std::vector<ShareRule<Real>> share_rules{};
    /// Purchase subsidy less fees [CNY2020/vehicle].
    Table subsidy{n, n.class_technologies, 0.0};
    /// Share of the purchase tax waived [1], and the most that is waived [CNY2020/vehicle].
    Table tax_relief{n, n.class_technologies, 0.0};
    Table tax_relief_cap{n, n.class_technologies, kNoLimit};
    /// Worth of privileges to an owner [CNY2020/vehicle/yr].
    Table privilege{n, n.class_technologies, 0.0};
    /// Part of the long-run constant taken away [1].
    Table market_development{n, n.class_technologies, 0.0};
    /// Added to the utility of a technology [1].
    Table technology_utility{n, n.class_technologies, 0.0};
    /// Factor on energy use of new vehicles, and the most they may use over the base year [1].
    Table new_vehicle_energy{n, n.class_technologies, 1.0};
    Table energy_limit{n, n.class_technologies, kNoLimit};
    /// Credits earned by a vehicle sold; due for each conventional one; share of a surplus kept
    /// [1].
    Table credits{n, n.class_technologies, 0.0};
    Table credits_due{n, n.classes, 0.0};
    Table credits_kept{n, n.classes, 0.0};
    /// Most fuel that new vehicles of a class use on average, electricity and hydrogen at 0
    /// [MJ/km].
    Table fleet_average{n, n.classes, kNoLimit};

    // The stock.
    /// New plates a year, of all kinds and for conventional vehicles [vehicle/yr].
    Table plates{n, n.classes, kNoLimit};
    Table conventional_plates{n, n.classes, kNoLimit};
    /// Factor on the required stock, and on the kilometres a year that a vehicle is meant for [1].
    Table required_stock{n, n.classes, 1.0};
    Table utilisation{n, n.classes, 1.0};
    /// Factor on the hazard of being scrapped [1].
    Table hazard{n, n.class_technologies, 1.0};
    std::vector<RetirementRule<Real>> retirements{};

    // The use of vehicles.
    /// Factor on the load of trucks, on persons per vehicle, on vehicle-km for the same work [1].
    Table load{n, n.classes, 1.0};
    Table occupancy{n, n.classes, 1.0};
    Table vehicle_use{n, n.classes, 1.0};
    std::vector<TruckShift<Real>> truck_shifts{};

    // Local travel.
    /// Added to the utility of a mode [1].
    Table mode_utility{n, n.settlement_modes, 0.0};
    /// Factors on times [1].
    Table in_vehicle_time{n, n.settlement_modes, 1.0};
    Table wait_time{n, n.settlement_modes, 1.0};
    Table access_time{n, n.settlement_modes, 1.0};
    /// Factor on fixed and distance fares, intercity too [1].
    Table fare{n, n.passenger_modes, 1.0};
    /// Factor on trips; strength of the compact city [1].
    Table trip_rate{n, n.settlements, 1.0};
    Table compactness{n, n.settlements, 0.0};
    std::vector<TravelCondition<Real>> conditions{};
    /// Factor on travel by private car and on truck vehicle-km from new roads; one item [1].
    Table road_traffic{n, 1, 1.0};

    // Freight.
    /// Added to the utility of a freight mode [1]; factor on tariffs [1].
    Table freight_utility{n, n.freight_modes, 0.0};
    Table freight_tariff{n, n.freight_modes, 1.0};
    /// Factors on the cost of a transfer and on drayage; one item [1].
    Table transfer_cost{n, 1, 1.0};
    Table drayage{n, 1, 1.0};
    /// Factor on the contestable share [1].
    Table contestable{n, n.commodities, 1.0};

    // Energy.
    /// Factor on CO2 of electricity and hydrogen, for all users and for road vehicles alone [1].
    Table production{n, n.carriers, 1.0};
    Table road_production{n, n.carriers, 1.0};
    /// Tax or carbon cost [CNY2020/MJ]; cost per CO2 of making the carrier that its price passes on
    /// [CNY2020/kg]; factor on the price before both [1].
    Table price_addition{n, n.carriers, 0.0};
    Table production_price{n, n.carriers, 0.0};
    Table price_factor{n, n.carriers, 1.0};
    /// Least share of nonroad activity by a carrier; part of its own path taken away [1].
    Table activity_share{n, n.propulsions, 0.0};
    Table activity_withdrawn{n, n.propulsions, 0.0};
    /// Factor on energy per nonroad activity [1].
    Table nonroad_energy{n, n.nonroad_modes, 1.0};
};

}  // namespace tanlu::region
